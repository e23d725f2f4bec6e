//! The unattended refresh on this machine: looked at, written, taken away, tried.

mod check;
mod crontab;
mod files;
mod installed;
mod run;
mod task;

use std::path::PathBuf;

use thiserror::Error;

pub use self::check::check;
pub use self::installed::{cron_runs, examine};
pub use self::task::{Found, task};
use crate::domain::schedule::crontab::Torn;
use crate::domain::schedule::{Task, Unwritable, With};
use crate::domain::trouble::Trouble;

/// Where a part of a schedule is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The person's crontab.
    Crontab,
    /// A file of its own.
    File(PathBuf),
}

/// A part of a schedule: what belongs there, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub place: Place,
    /// What `install` writes.
    pub wanted: String,
    /// What is there now, if it is ours.
    pub found: Option<String>,
}

/// Why a schedule is not as it should be.
#[derive(Debug, Error)]
pub enum Fault {
    /// The marks in the crontab are no pair.
    #[error(transparent)]
    Torn(#[from] Torn),
    /// A path or a variable cannot be written down.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// A path or a variable is no text.
    #[error("{0} is no text")]
    NoText(String),
    /// A file of this name is there that amokey has not written.
    #[error("{} is not ours", .0.display())]
    Foreign(PathBuf),
    /// A file could not be read, written or deleted.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A program that owns schedules is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// A program failed, or could not be started.
    #[error("{command}: {reason}")]
    Command {
        /// The command line.
        command: String,
        /// What it said.
        reason: String,
    },
    /// Everything is written, but nothing has begun.
    #[error("{reason}")]
    NotStarted {
        /// The command lines that begin it.
        commands: Vec<String>,
        /// What the first one that failed said.
        reason: String,
    },
    /// Something that does not belong to schedules.
    #[error("{0}")]
    Trouble(Trouble),
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What can run a refresh on this system: the best, and all.
pub fn ways() -> (With, &'static [With]) {
    if cfg!(target_os = "macos") {
        (With::Launchd, &[With::Launchd, With::Cron])
    } else if cfg!(windows) {
        (With::Windows, &[With::Windows])
    } else {
        let best = if user_manager_runs() {
            With::SystemdUser
        } else {
            With::Cron
        };
        let all = &[With::Cron, With::SystemdUser, With::SystemdSystem];
        (best, all)
    }
}

/// Whether the person has a service manager of their own: its door is where `systemctl --user` looks for it.
fn user_manager_runs() -> bool {
    std::env::var_os("XDG_RUNTIME_DIR")
        .is_some_and(|folder| PathBuf::from(folder).join("systemd/private").exists())
}

/// What belongs there, and what is there.
pub fn look(with: With, task: &Task) -> Result<Vec<Piece>, Fault> {
    match with {
        With::Cron => Ok(vec![crontab::look(task)?]),
        With::SystemdUser | With::SystemdSystem | With::Launchd | With::Windows => {
            files::look(with, task)
        }
    }
}

/// Writes what is not there yet, and lets it begin.
pub fn install(with: With, task: &Task) -> Result<(), Fault> {
    match with {
        With::Cron => crontab::install(task),
        With::SystemdUser | With::SystemdSystem | With::Launchd | With::Windows => {
            files::install(with, task)
        }
    }
}

/// Takes away what is of this home. Whether there was something.
pub fn remove(with: With) -> Result<bool, Fault> {
    let folder = task::folder()?;
    match with {
        With::Cron => crontab::remove(&folder),
        With::SystemdUser | With::SystemdSystem | With::Launchd | With::Windows => {
            files::remove(with, &folder)
        }
    }
}

/// Whether the person's own timers run while nobody is logged in.
pub fn lingers() -> bool {
    std::env::var_os("USER")
        .is_some_and(|user| PathBuf::from("/var/lib/systemd/linger").join(user).exists())
}
