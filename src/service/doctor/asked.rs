//! One request to each server that a profile depends on: both its clock and its certificate are judged by the answer.

use std::collections::HashSet;

use jiff::Timestamp;
use tokio::task::JoinSet;

use super::{PATIENCE, too_slow};
use crate::domain::account::Platform;
use crate::domain::profile::Profile;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::Trouble;
use crate::oauth::{Client, Heard};
use crate::service::Clock;

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    /// Its name.
    pub name: String,
    /// The stand-in that plays it.
    pub sandbox: Option<SandboxOrigin>,
}

/// What came of asking one.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which.
    pub host: Host,
    /// Our time in the middle of the request.
    pub at: Timestamp,
    /// How long it took.
    pub took_ms: u64,
    /// The answer.
    pub heard: Result<Heard, Trouble>,
}

/// One account's host for each platform and each sandbox in use; where nothing is connected, both platforms' own.
pub fn hosts(profiles: &[Profile]) -> Vec<Host> {
    if profiles.is_empty() {
        let own = |platform: Platform| Host {
            name: format!("www.{}", platform.domain()),
            sandbox: None,
        };
        return vec![own(Platform::AmoCrm), own(Platform::Kommo)];
    }
    let mut seen = HashSet::new();
    profiles
        .iter()
        .filter(|row| seen.insert((row.host.platform(), row.sandbox.clone())))
        .map(|row| Host {
            name: row.host.to_string(),
            sandbox: row.sandbox.clone(),
        })
        .collect()
}

/// Asks all of them at once; the answers are in their order.
pub async fn all(oauth: &Client, clock: &Clock, hosts: Vec<Host>) -> Vec<Asked> {
    let mut tasks = JoinSet::new();
    for (index, host) in hosts.into_iter().enumerate() {
        let (oauth, clock) = (oauth.clone(), clock.clone());
        tasks.spawn(async move { (index, ask(&oauth, &clock, host).await) });
    }
    let mut answers = tasks.join_all().await;
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, asked)| asked).collect()
}

async fn ask(oauth: &Client, clock: &Clock, host: Host) -> Asked {
    let before = clock();
    let asking = oauth.hear(&host.name, host.sandbox.as_ref());
    let heard = tokio::time::timeout(PATIENCE, asking)
        .await
        .unwrap_or_else(|_| Err(too_slow()));
    let took = clock().duration_since(before);
    Asked {
        host,
        at: before.checked_add(took / 2).unwrap_or(before),
        took_ms: u64::try_from(took.as_millis()).unwrap_or(0),
        heard,
    }
}
