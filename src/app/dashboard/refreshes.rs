//! Refreshes under way, and which one begins by itself: a token that ends while the dashboard is open is renewed,
//! and never in a storm.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::app::ticket::Ticket;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::Refreshing;
use crate::domain::tokens::due::is_due;

/// How many are begun by themselves at a time.
const AT_ONCE: usize = 8;

/// After any attempt, and after the second, the third … in vain; then again and again after the last.
const PAUSES: [i64; 4] = [60, 5 * 60, 15 * 60, 60 * 60];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningRefresh {
    pub ticket: Ticket,
    pub profile: ProfileName,
    /// What is being done, as far as it was told.
    pub news: Option<Refreshing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tried {
    at: Timestamp,
    in_vain: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refreshes {
    /// Only what ends later is renewed by itself: whoever opens a list does not ask for hundreds of requests.
    since: Timestamp,
    running: Vec<RunningRefresh>,
    /// What was tried, when, and how often in vain.
    tried: BTreeMap<ProfileName, Tried>,
}

impl Refreshes {
    pub const fn new(since: Timestamp) -> Self {
        Self { since, running: Vec::new(), tried: BTreeMap::new() }
    }

    /// A clock that was turned back takes what it dated along: otherwise nothing would begin until it catches up.
    pub fn tick(&mut self, now: Timestamp) {
        self.since = self.since.min(now);
        for tried in self.tried.values_mut() {
            tried.at = tried.at.min(now);
        }
    }

    pub fn of(&self, profile: &ProfileName) -> Option<&RunningRefresh> {
        self.running.iter().find(|it| it.profile == *profile)
    }

    /// Those whose new tokens exist in memory only.
    pub fn unsaved(&self) -> impl Iterator<Item = &ProfileName> {
        let is_unsaved =
            |it: &&RunningRefresh| it.news.as_ref().is_some_and(Refreshing::is_unsaved);
        self.running.iter().filter(is_unsaved).map(|it| &it.profile)
    }

    pub fn begin(&mut self, ticket: Ticket, profile: ProfileName) {
        self.running.push(RunningRefresh { ticket, profile, news: None });
    }

    pub fn tell(&mut self, ticket: Ticket, news: &Refreshing) {
        if let Some(refresh) = self.running.iter_mut().find(|it| it.ticket == ticket) {
            refresh.news = Some(news.clone());
        }
    }

    /// Ends one, if the answer belongs to it.
    pub fn end(&mut self, ticket: Ticket, is_good: bool, now: Timestamp) -> Option<RunningRefresh> {
        let at = self.running.iter().position(|it| it.ticket == ticket)?;
        let ended = self.running.remove(at);
        let before = self.tried.get(&ended.profile).map_or(0, |tried| tried.in_vain);
        let in_vain = if is_good { 0 } else { before + 1 };
        self.tried.insert(ended.profile.clone(), Tried { at: now, in_vain });
        Some(ended)
    }

    /// Those that have to begin now.
    pub fn due<'a>(
        &self,
        profiles: impl Iterator<Item = &'a Profile>,
        now: Timestamp,
    ) -> Vec<ProfileName> {
        profiles
            .filter(|profile| self.begins_at(profile).is_some_and(|at| at <= now))
            .filter(|profile| is_due(profile, now))
            .map(|profile| profile.name.clone())
            .take(AT_ONCE.saturating_sub(self.running.len()))
            .collect()
    }

    pub fn next<'a>(&self, profiles: impl Iterator<Item = &'a Profile>) -> Option<Timestamp> {
        if self.running.len() >= AT_ONCE {
            return None;
        }
        profiles.filter_map(|profile| self.begins_at(profile)).min()
    }

    /// When that of a profile begins: at the end of its access token, and not before a while has passed since
    /// it was tried: a server that gives tokens of a second makes no storm.
    pub fn begins_at(&self, profile: &Profile) -> Option<Timestamp> {
        let may = profile.refresh.is_some()
            && profile.needs_authorization.is_none()
            && profile.elsewhere_since.is_none()
            && self.of(&profile.name).is_none();
        let access = profile.access.as_ref().filter(|_| may)?;
        let skew = SignedDuration::from_secs(profile.clock_skew);
        let end = access.expires_at.checked_sub(skew).ok()?;
        let again = self.tried.get(&profile.name).and_then(|Tried { at, in_vain }| {
            let last = PAUSES.len() - 1;
            let pause = PAUSES.get(in_vain.saturating_sub(1).min(last)).copied()?;
            at.checked_add(SignedDuration::from_secs(pause)).ok()
        });
        (end > self.since).then(|| again.map_or(end, |again| again.max(end)))
    }
}
