//! A question to the world: which one, and since when an answer is waited for.

use jiff::{SignedDuration, Timestamp};

use crate::app::ticket::Ticket;

/// A question that has no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its number.
    pub ticket: Ticket,
    /// When it was asked.
    pub since: Timestamp,
}

impl Asked {
    /// Whole seconds that have passed.
    pub fn seconds(&self, now: Timestamp) -> u64 {
        seconds_between(self.since, now)
    }

    /// When one more second will have passed.
    pub fn next_second(&self, now: Timestamp) -> Option<Timestamp> {
        let passed = i64::try_from(self.seconds(now)).ok()?;
        self.since
            .checked_add(SignedDuration::from_secs(passed + 1))
            .ok()
    }
}

/// Whole seconds from one moment to another; none when the second comes first.
pub fn seconds_between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
