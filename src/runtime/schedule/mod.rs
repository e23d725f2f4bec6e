//! The unattended refresh on this machine: looked at, written, taken away, tried.

mod check;
mod command;
mod crontab;
mod files;
mod installed;
mod task;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use self::check::{Tried, check};
pub use self::installed::{cron_runs, examine, was_told};
pub use self::task::task;
use crate::domain::schedule::crontab::UnmatchedMarkers;
use crate::domain::schedule::{Scheduler, Task, Unwritable, cron};
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its file; `None` is the person's crontab.
    pub path: Option<PathBuf>,
    /// What `install` writes.
    pub wanted: String,
    pub found: Option<String>,
}

#[derive(Debug, Error)]
pub enum ScheduleError {
    #[error(transparent)]
    UnmatchedMarkers(#[from] UnmatchedMarkers),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    #[error("{0} is no text")]
    NoText(String),
    #[error("{} is not ours", .0.display())]
    Foreign(PathBuf),
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },
    #[error("there is no {0}")]
    Missing(String),
    #[error("{command}: {reason}")]
    Command { command: String, reason: String },
    /// Everything is written, but nothing has begun: these command lines begin it, and one failed.
    #[error("{reason}")]
    NotStarted { commands: Vec<String>, reason: String },
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

fn failed(path: &Path, error: &io::Error) -> ScheduleError {
    ScheduleError::File { path: path.to_owned(), reason: error.to_string() }
}

/// What can run a refresh on this system: the best, and all.
pub fn ways() -> (Scheduler, &'static [Scheduler]) {
    if cfg!(target_os = "macos") {
        (Scheduler::Launchd, &[Scheduler::Launchd, Scheduler::Cron])
    } else if cfg!(windows) {
        (Scheduler::Windows, &[Scheduler::Windows])
    } else {
        // Where `systemctl --user` looks for the door of a person's own service manager.
        let is_managed = std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| Path::new(&folder).join("systemd/private").exists());
        let best = if is_managed { Scheduler::SystemdUser } else { Scheduler::Cron };
        (best, &[Scheduler::Cron, Scheduler::SystemdUser, Scheduler::SystemdSystem])
    }
}

/// Whether the person's own timers run while nobody is logged in.
pub fn lingers() -> bool {
    std::env::var_os("USER")
        .is_some_and(|user| Path::new("/var/lib/systemd/linger").join(user).exists())
}

pub fn look(scheduler: Scheduler, task: &Task) -> Result<Vec<Piece>, ScheduleError> {
    if scheduler == Scheduler::Cron {
        Ok(vec![crontab::look(task)?])
    } else {
        files::look(scheduler, task)
    }
}

pub fn install(scheduler: Scheduler, task: &Task) -> Result<(), ScheduleError> {
    if scheduler == Scheduler::Cron {
        return crontab::replace(&task.folder, &cron::block(task)).map(drop);
    }
    files::install(scheduler, task)
}

/// Takes away what is of this home. Whether there was something.
pub fn remove(scheduler: Scheduler) -> Result<bool, ScheduleError> {
    let folder = task::folder()?;
    if scheduler == Scheduler::Cron {
        crontab::replace(&folder, "")
    } else {
        files::remove(scheduler, &folder)
    }
}
