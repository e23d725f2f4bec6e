//! A moment by two clocks: one that can be set, and one that only runs.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// What the system's clock shows; it can be set, and jump either way.
    pub now: Timestamp,
    /// How long the system runs, where it tells.
    pub uptime: Option<Uptime>,
}

/// How long a system runs, the time it slept included. Nobody can set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uptime {
    /// The boot ID: which start of the system is counted from.
    pub boot: String,
    pub seconds: i64,
}

impl Uptime {
    /// The time that passed since `earlier`; `None` when the system was started anew in between.
    pub fn since(&self, earlier: &Self) -> Option<SignedDuration> {
        (self.boot == earlier.boot)
            .then(|| SignedDuration::from_secs(self.seconds.saturating_sub(earlier.seconds)))
    }
}

impl From<Timestamp> for ClockReading {
    fn from(now: Timestamp) -> Self {
        Self { now, uptime: None }
    }
}
