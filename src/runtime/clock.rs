//! The one place that asks the system for the time.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::moment::Uptime;
use crate::service::{Clock, Running, SharedClock};

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
    let boot = boot()?;
    Some(Uptime { boot, seconds })
}

/// Which start of the system this is: read once, for a process does not outlive it.
fn boot() -> Option<String> {
    static BOOT: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(boot.trim().to_owned())
    };
    BOOT.get_or_init(read).clone()
}

/// A clock in milliseconds that all processes share. On Linux nobody sets it, and it goes on while a computer sleeps;
/// elsewhere it is the system's clock.
pub fn shared() -> SharedClock {
    SharedClock {
        boot: boot().unwrap_or_default(),
        elapsed: Arc::new(elapsed),
    }
}

#[cfg(target_os = "linux")]
fn elapsed() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(now).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn elapsed() -> Duration {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default()
}
