//! What cron would see: it has neither the variables of a session nor ours.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::domain::profile::StoreKind;

/// What this program said of itself in a process with cron's environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Which store it would use.
    pub store: StoreKind,
    /// Whether an entry was written, read back and deleted.
    pub works: bool,
    /// The folder it would use.
    pub folder: Option<PathBuf>,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Secrets are in the memory of this process: no other one has them.
    Memory,
    /// Everything is found as it is here.
    Same {
        /// The store.
        store: StoreKind,
        /// The folder.
        folder: PathBuf,
    },
    /// Not as it is; with these variables it is. They were tried.
    Needs {
        /// Whether the store could not be used. Otherwise only the folder is another one.
        store_fails: bool,
        /// Lines for the head of a crontab.
        lines: Vec<String>,
    },
    /// Not even with the variables of this session.
    Never {
        /// Which store it is.
        store: StoreKind,
    },
    /// The program could not be started so.
    NotStarted {
        /// What the system said.
        reason: String,
    },
}

impl Seen {
    /// Not everybody refreshes by cron, so what only has to be told to it is no failure.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Memory => Verdict::NotApplicable,
            Self::Same { .. } => Verdict::Ok,
            Self::Needs { .. } => Verdict::Attention,
            Self::Never { .. } | Self::NotStarted { .. } => Verdict::Failed,
        }
    }
}
