//! One request to each server that a profile depends on: both its clock and its certificate are judged by the answer.

use std::collections::HashSet;

use jiff::Timestamp;
use tokio::task::JoinSet;

use super::bounded::{TIMEOUT, too_slow};
use crate::domain::account::{Platform, SandboxOrigin};
use crate::domain::profile::Profile;
use crate::domain::trouble::Trouble;
use crate::oauth::{Client, ProbeReply};
use crate::service::Clock;

#[derive(Clone, Debug)]
pub struct PlatformHost {
    pub name: String,
    pub sandbox: Option<SandboxOrigin>,
}

#[derive(Clone, Debug)]
pub struct HostAnswer {
    pub host: PlatformHost,
    /// Our time in the middle of the request.
    pub at: Timestamp,
    pub took_ms: i128,
    pub reply: Result<ProbeReply, Trouble>,
}

/// One account's host for each platform and each sandbox in use; where nothing is connected, both platforms' own.
pub fn of(profiles: &[Profile]) -> Vec<PlatformHost> {
    if profiles.is_empty() {
        return [Platform::AmoCrm, Platform::Kommo]
            .map(|platform| PlatformHost { name: platform.host(), sandbox: None })
            .into();
    }
    let mut seen = HashSet::new();
    profiles
        .iter()
        .filter(|row| seen.insert((row.host.platform(), row.sandbox.clone())))
        .map(|row| PlatformHost { name: row.host.to_string(), sandbox: row.sandbox.clone() })
        .collect()
}

/// Asks all of them at once; the answers are in their order.
pub async fn ask(oauth: &Client, clock: &Clock, hosts: Vec<PlatformHost>) -> Vec<HostAnswer> {
    let mut tasks = JoinSet::new();
    for (index, host) in hosts.into_iter().enumerate() {
        let (oauth, clock) = (oauth.clone(), clock.clone());
        tasks.spawn(async move { (index, ask_one(&oauth, &clock, host).await) });
    }
    let mut answers = tasks.join_all().await;
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

async fn ask_one(oauth: &Client, clock: &Clock, host: PlatformHost) -> HostAnswer {
    let before = clock();
    let asking = oauth.probe(&host.name, host.sandbox.as_ref());
    let reply = tokio::time::timeout(TIMEOUT, asking).await.unwrap_or_else(|_| Err(too_slow()));
    let took = clock().duration_since(before);
    let at = before.checked_add(took / 2).unwrap_or(before);
    HostAnswer { host, at, took_ms: took.as_millis().max(0), reply }
}
