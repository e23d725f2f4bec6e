//! The one place that asks the system for the time.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::moment::Uptime;
use crate::service::{Clock, Running};

/// The system's clock.
pub fn system() -> Clock {
    Arc::new(Timestamp::now)
}

/// The time, for whoever has no context yet.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// How long the system runs.
pub fn running() -> Running {
    Arc::new(uptime)
}

/// Linux tells it in two small files, sleep included. Elsewhere nothing does that could be asked without `unsafe`.
fn uptime() -> Option<Uptime> {
    let read = |path| std::fs::read_to_string(path).ok();
    let seconds = read("/proc/uptime")?.split('.').next()?.parse().ok()?;
    let boot = read("/proc/sys/kernel/random/boot_id")?.trim().to_owned();
    Some(Uptime { boot, seconds })
}
