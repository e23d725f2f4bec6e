//! The schedule that is installed, started as its scheduler starts it.

use super::Verdict;
use crate::domain::schedule::With;

/// What came of starting it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// An entry was written, read back and deleted, in the same store and folder as here.
    Works,
    /// Here it works, and in there it does not.
    OnlyHere,
    /// It does not work here, either.
    Nowhere,
    /// The program could not be started.
    NotStarted {
        /// What the system said.
        reason: String,
    },
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing is installed for this home.
    Nothing,
    /// What is installed was started.
    Installed {
        /// What runs it.
        with: With,
        /// The program in it.
        program: String,
        /// What came of it.
        tried: Tried,
    },
    /// It is in the crontab of a machine on which no cron runs.
    NoDaemon {
        /// What would run it.
        with: With,
    },
    /// What is installed cannot be known.
    Unknown {
        /// What would run it.
        with: With,
        /// What is in the way.
        reason: String,
    },
}

impl Seen {
    /// What is installed has to work: nobody looks at it.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Nothing => Verdict::NotApplicable,
            Self::Installed {
                tried: Tried::Works,
                ..
            } => Verdict::Ok,
            Self::Unknown { .. } => Verdict::Attention,
            Self::NoDaemon { .. } | Self::Installed { .. } => Verdict::Failed,
        }
    }

    /// What runs it.
    pub const fn with(&self) -> Option<With> {
        match self {
            Self::Nothing => None,
            Self::Installed { with, .. } | Self::NoDaemon { with } | Self::Unknown { with, .. } => {
                Some(*with)
            }
        }
    }
}
