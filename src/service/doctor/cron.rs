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

/// What follows from what is wanted, what cron sees, and what it sees once it is told these lines.
pub fn judge(wanted: &View, bare: &View, told: &View, lines: Vec<String>) -> Seen {
    match &wanted.folder {
        Some(folder) if bare == wanted => Seen::Same {
            store: wanted.store,
            folder: folder.clone(),
        },
        Some(_) if told == wanted => Seen::Needs {
            store_fails: !bare.works,
            lines,
        },
        Some(_) | None => Seen::Never {
            store: wanted.store,
        },
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn view(works: bool, folder: &str) -> View {
        View {
            store: StoreKind::Keychain,
            works,
            folder: Some(folder.into()),
        }
    }

    #[test]
    fn what_cron_lacks_is_what_mends_it() {
        let (wanted, lines) = (view(true, "/here"), vec!["AMOKEY_HOME=/here".to_owned()]);
        let seen = |bare: &View, told: &View| judge(&wanted, bare, told, lines.clone());
        let (elsewhere, locked) = (view(true, "/elsewhere"), view(false, "/here"));
        let store = StoreKind::Keychain;
        let folder = "/here".into();
        assert_eq!(seen(&wanted, &wanted), Seen::Same { store, folder });
        for (bare, store_fails) in [(&elsewhere, false), (&locked, true)] {
            let lines = lines.clone();
            assert_eq!(seen(bare, &wanted), Seen::Needs { store_fails, lines });
            assert_eq!(seen(bare, &locked), Seen::Never { store });
        }
        let other = View {
            store: StoreKind::File,
            ..wanted.clone()
        };
        assert_ne!(seen(&other, &wanted).verdict(), Verdict::Ok);
    }
}
