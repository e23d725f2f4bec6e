//! The one place that asks the system for the time.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::clock_reading::Uptime;
use crate::service::SharedClock;

pub fn now() -> Timestamp {
    Timestamp::now()
}

/// How long the system runs. Linux tells it in two small files, sleep included. Elsewhere nothing does that could
/// be asked without `unsafe`.
pub fn uptime() -> Option<Uptime> {
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    Some(Uptime { boot: boot()?, seconds: uptime.split('.').next()?.parse().ok()? })
}

/// Which start of the system this is: read once, for a process does not outlive it.
fn boot() -> Option<String> {
    static BOOT: OnceLock<Option<String>> = OnceLock::new();
    let read = || std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
    BOOT.get_or_init(|| read().map(|boot| boot.trim().to_owned())).clone()
}

/// A clock in milliseconds that all processes share. On Linux nobody sets it, and it goes on while a computer sleeps;
/// elsewhere it is the system's clock.
pub fn shared() -> SharedClock {
    SharedClock { boot: boot().unwrap_or_default(), elapsed: Arc::new(elapsed) }
}

#[cfg(target_os = "linux")]
fn elapsed() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(now).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn elapsed() -> Duration {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}
