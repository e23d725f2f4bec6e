//! The one place that asks the system for the time.

use std::sync::Arc;

use jiff::Timestamp;

use crate::service::Clock;

/// The system's clock.
pub fn system() -> Clock {
    Arc::new(Timestamp::now)
}

/// The time, for whoever has no context yet.
pub fn now() -> Timestamp {
    Timestamp::now()
}
