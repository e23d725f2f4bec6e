//! Refreshes many profiles at once. amoCRM's limits are kept with each request.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::context::Context;
use super::refresh::{Need, Refreshed, refresh};
use crate::domain::profile::ProfileName;
use crate::domain::refreshing::{Refreshing, Watcher};
use crate::domain::trouble::{Cause, Trouble};

/// How many are under way at once: enough for the limit with slow answers, and few for a keychain.
const AT_ONCE: usize = 32;

/// What became of one profile.
#[derive(Clone, Debug)]
pub struct Done {
    /// Which.
    pub name: ProfileName,
    /// How.
    pub result: Result<Refreshed, Trouble>,
}

/// Refreshes profiles concurrently; tells what is being done with each, and its result as it comes. The results
/// are in the order of the profiles.
pub async fn refresh_all(
    context: &Context,
    names: Vec<ProfileName>,
    need: Need,
    watch: impl Fn(&ProfileName, Refreshing) + Send + Sync + 'static,
    mut tell: impl FnMut(&Done),
) -> Vec<Done> {
    let watch = Arc::new(watch);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (index, name) in names.iter().cloned().enumerate() {
        let (context, places, watch) = (context.clone(), Arc::clone(&places), Arc::clone(&watch));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await;
            let whose = name.clone();
            let watcher: Watcher = Arc::new(move |news| watch(&whose, news));
            let result = refresh(&context, &name, need, &watcher).await;
            (index, name, result)
        });
    }
    let mut results: Vec<Option<Done>> = names.iter().map(|_| None).collect();
    while let Some(ended) = tasks.join_next().await {
        let Ok((index, name, result)) = ended else {
            continue;
        };
        let done = Done { name, result };
        tell(&done);
        if let Some(slot) = results.get_mut(index) {
            *slot = Some(done);
        }
    }
    let ended_early = |name| Done {
        name,
        result: Err(Trouble::noted(Cause::Internal, "a refresh ended early")),
    };
    results
        .into_iter()
        .zip(names)
        .map(|(done, name)| done.unwrap_or_else(|| ended_early(name)))
        .collect()
}
