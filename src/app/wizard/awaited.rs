//! An answer that is awaited: to which question, and since when.

use jiff::{SignedDuration, Timestamp};

use crate::app::ticket::Ticket;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    pub ticket: Ticket,
    pub since: Timestamp,
}

impl Awaited {
    /// Whole seconds that have passed.
    pub fn seconds(&self, now: Timestamp) -> u64 {
        seconds_between(self.since, now)
    }

    /// When one more second will have passed.
    pub fn next_second(&self, now: Timestamp) -> Option<Timestamp> {
        let passed = i64::try_from(self.seconds(now)).ok()?;
        self.since.checked_add(SignedDuration::from_secs(passed + 1)).ok()
    }
}

/// Whole seconds from one moment to another; none when the second comes first.
pub fn seconds_between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
