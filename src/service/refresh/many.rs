//! Refreshes many profiles at once.

use crate::domain::profile::ProfileName;
use crate::domain::tokens::Refreshing;
use crate::service::at_once::{ProfileResult, at_once};
use crate::service::context::Context;
use crate::service::refresh::{Need, Refreshed, refresh};

/// Refreshes profiles concurrently; tells what is being done with each, and its result as it comes. The results
/// are in the order of the profiles.
pub async fn refresh_all(
    context: &Context,
    names: Vec<ProfileName>,
    need: Need,
    watch: impl Fn(&ProfileName, Refreshing) + Send + Sync + 'static,
    tell: impl FnMut(&ProfileResult<Refreshed>),
) -> Vec<ProfileResult<Refreshed>> {
    let refreshed = |name, watcher| {
        let context = context.clone();
        async move { refresh(&context, &name, need, &watcher).await }
    };
    at_once(names, refreshed, watch, tell).await
}
