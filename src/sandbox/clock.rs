//! The sandbox's time: the system's, plus what steering has added. The only place here that reads the clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, which only ever move forward faster.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    advanced: i64,
}

#[derive(Debug, Clone)]
enum Source {
    System,
    #[cfg(test)]
    Stopped(i64),
}

impl Clock {
    /// Starts at the system's time.
    pub fn system() -> Self {
        Self {
            source: Source::System,
            advanced: 0,
        }
    }

    /// Moves only when told to.
    #[cfg(test)]
    pub fn stopped_at(now: i64) -> Self {
        Self {
            source: Source::Stopped(now),
            advanced: 0,
        }
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        let source = match self.source {
            Source::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, whole_seconds),
            #[cfg(test)]
            Source::Stopped(now) => now,
        };
        source.saturating_add(self.advanced)
    }

    /// Lets time pass at once; fractions of a second are dropped.
    pub fn advance(&mut self, by: Duration) {
        self.advanced = self.advanced.saturating_add(whole_seconds(by));
    }
}

/// A duration on the sandbox's clock.
pub fn whole_seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}
