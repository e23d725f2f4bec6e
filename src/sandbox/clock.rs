//! The sandbox's time: the system's, plus what was added. The only place here that reads the clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Unix seconds, which only ever move forward faster.
#[derive(Default)]
pub struct ServerClock {
    /// Moves only when told to: for tests.
    stopped_at: Option<i64>,
    advanced: i64,
}

impl ServerClock {
    #[cfg(test)]
    pub fn stopped_at(now: i64) -> Self {
        Self { stopped_at: Some(now), advanced: 0 }
    }

    pub fn now(&self) -> i64 {
        let system = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, whole_seconds);
        self.stopped_at.unwrap_or_else(system).saturating_add(self.advanced)
    }

    /// Lets time pass at once; fractions of a second are dropped.
    pub fn advance(&mut self, by: Duration) {
        self.advanced = self.advanced.saturating_add(whole_seconds(by));
    }
}

pub fn whole_seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}
