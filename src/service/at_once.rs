//! The same for many profiles at once. amoCRM's limits are kept with each request.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::domain::profile::ProfileName;
use crate::domain::tokens::{Refreshing, Watcher};
use crate::domain::trouble::{Cause, Trouble};

/// How many are under way at once: enough for the limit with slow answers, and few for a keychain.
const AT_ONCE: usize = 32;

#[derive(Clone, Debug)]
pub struct ProfileResult<T> {
    pub name: ProfileName,
    pub result: Result<T, Trouble>,
}

/// Works on profiles concurrently; `watch` is told what is being done with each, and `tell` each result as it comes.
/// The results are in the order of the profiles.
pub async fn at_once<T, W>(
    names: Vec<ProfileName>,
    work: impl Fn(ProfileName, Watcher) -> W,
    watch: impl Fn(&ProfileName, Refreshing) + Send + Sync + 'static,
    mut tell: impl FnMut(&ProfileResult<T>),
) -> Vec<ProfileResult<T>>
where
    T: Send + 'static,
    W: Future<Output = Result<T, Trouble>> + Send + 'static,
{
    let watch = Arc::new(watch);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (index, name) in names.iter().cloned().enumerate() {
        let (places, watch, whose) = (Arc::clone(&places), Arc::clone(&watch), name.clone());
        let watcher: Watcher = Arc::new(move |news| watch(&whose, news));
        let work = work(name, watcher);
        tasks.spawn(async move {
            let _place = places.acquire_owned().await;
            (index, work.await)
        });
    }
    let early = || Err(Trouble::noted(Cause::Internal, "a task ended early"));
    let mut results: Vec<_> =
        names.into_iter().map(|name| ProfileResult { name, result: early() }).collect();
    while let Some(ended) = tasks.join_next().await {
        if let Ok((index, result)) = ended
            && let Some(done) = results.get_mut(index)
        {
            done.result = result;
            tell(done);
        }
    }
    results
}
