//! The time that a check may take.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::domain::trouble::{Cause, Trouble};

/// How long one check may take. Work waits longer for a busy store; whoever asks what is wrong wants to know it now.
pub const TIMEOUT: Duration = Duration::from_secs(6);

/// Runs what blocks beside the loop, for as long as a check may take.
pub async fn bounded<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    let done = timeout(TIMEOUT, spawn_blocking(work)).await;
    done.ok().and_then(Result::ok).ok_or_else(too_slow)
}

/// The same with an adapter, where it could be opened.
pub async fn bounded_with<A: Clone + Send + 'static, T: Send + 'static>(
    adapter: &Result<A, Trouble>,
    work: impl FnOnce(A) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let adapter = adapter.clone()?;
    bounded(move || work(adapter)).await.flatten()
}

/// What is said of a check that did not end in time.
pub fn too_slow() -> Trouble {
    Trouble::noted(Cause::TimedOut, format!("no end after {} s", TIMEOUT.as_secs()))
}
