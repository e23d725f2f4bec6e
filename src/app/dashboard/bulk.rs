//! What is done with all marked profiles: which of them wait, which are under way, and what came of the others.
//! Nothing here asks for anything; who does is told which one is next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::{SignedDuration, Timestamp};

use crate::app::effect::{Effect, RefreshBy};
use crate::app::ticket::Ticket;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How many are under way at once: enough for the limit of amoCRM with slow answers, and few for a keychain.
const AT_ONCE: usize = 32;

/// The list is put in order anew for many results together.
const TOGETHER: SignedDuration = SignedDuration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkTask {
    Refresh,
    Verify,
    /// The commands that give their tokens to another program are copied.
    Export,
    Forget,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    pub task: BulkTask,
    waiting: VecDeque<ProfileName>,
    under_way: BTreeMap<Ticket, ProfileName>,
    pub done: usize,
    pub failed: BTreeMap<ProfileName, Trouble>,
    /// Those that were not begun when a person gave up.
    pub given_up: usize,
    /// Those that were marked, and for which there is nothing to do.
    pub left_out: usize,
    results: Results,
}

impl BulkTask {
    /// What is asked of the world for one of them.
    pub fn effect(self, ticket: Ticket, name: ProfileName) -> Effect {
        match self {
            Self::Refresh => Effect::Refresh(ticket, name, RefreshBy::Person),
            Self::Verify => Effect::Verify(ticket, name),
            Self::Export => Effect::Copy(Secret::new(NextCommand::Export.command(&name))),
            Self::Forget => Effect::Forget(ticket, name),
        }
    }
}

/// What the list does not show yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    pub changed: Vec<Profile>,
    pub gone: BTreeSet<ProfileName>,
    /// When it is shown at the latest.
    by: Option<Timestamp>,
}

impl Bulk {
    pub fn new(task: BulkTask, names: Vec<ProfileName>, left_out: usize) -> Self {
        Self {
            task,
            waiting: names.into(),
            under_way: BTreeMap::new(),
            done: 0,
            failed: BTreeMap::new(),
            given_up: 0,
            left_out,
            results: Results::default(),
        }
    }

    /// What was done at once.
    pub fn over(task: BulkTask, done: usize, left_out: usize) -> Self {
        Self { done, ..Self::new(task, Vec::new(), left_out) }
    }

    /// The one that is begun now, if any.
    pub fn begin_next(&mut self) -> Option<ProfileName> {
        if self.under_way.len() < AT_ONCE { self.waiting.pop_front() } else { None }
    }

    pub fn began(&mut self, ticket: Ticket, name: ProfileName) {
        self.under_way.insert(ticket, name);
    }

    /// Whose answer this is, if it is awaited here.
    pub fn answered(&mut self, ticket: Ticket) -> Option<ProfileName> {
        self.under_way.remove(&ticket)
    }

    pub fn succeeded(&mut self, name: ProfileName, profile: Option<&Profile>, now: Timestamp) {
        self.done += 1;
        match (profile, self.task) {
            (Some(profile), _) => self.results.changed.push(profile.clone()),
            (None, BulkTask::Forget) => {
                self.results.gone.insert(name);
            }
            (None, _) => return,
        }
        if self.results.by.is_none() {
            self.results.by = now.checked_add(TOGETHER).ok();
        }
    }

    pub fn failed(&mut self, name: ProfileName, trouble: Trouble) {
        self.failed.insert(name, trouble);
    }

    /// What was not begun is not done.
    pub fn give_up(&mut self) {
        self.given_up += self.waiting.len();
        self.waiting.clear();
    }

    pub fn can_be_given_up(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub fn under_way(&self) -> usize {
        self.under_way.len()
    }

    pub fn is_over(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_empty()
    }

    /// How many were begun and have ended.
    pub fn ended(&self) -> usize {
        self.done + self.failed.len()
    }

    pub fn all(&self) -> usize {
        self.ended() + self.given_up + self.under_way.len() + self.waiting.len()
    }

    pub const fn next_change(&self) -> Option<Timestamp> {
        self.results.by
    }

    /// What is to be shown by now, or at the end.
    pub fn take_results(&mut self, now: Timestamp) -> Option<Results> {
        let is_due = self.is_over() || self.results.by.is_some_and(|by| by <= now);
        is_due.then(|| std::mem::take(&mut self.results))
    }
}
