//! A refresh under way, as whoever watches it sees it.

use std::sync::Arc;

use serde::Serialize;

use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;

/// What is being done, or what a person has to know at once. A refresh that has nothing to do tells nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refreshing {
    /// Another process holds the profile and is waited for; who, where it told.
    Held {
        holder: Option<String>,
    },
    /// amoCRM's limit leaves no place at this moment.
    Queued,
    Asking,
    /// There was no answer that says anything about the token: it is sent again.
    AskingAgain(#[serde(skip)] Trouble),
    /// The list has seen a later save of this profile than the store has: an older copy was put back.
    OlderCopy,
    /// The account does not answer at its address: where it went is asked.
    Following,
    Saving,
    /// The new pair exists in memory only: the store failed and is tried again.
    NotSavedYet(#[serde(skip)] Trouble),
    /// The store took it in none of the tries. The old refresh token is sent again next time; whether it still
    /// works is up to the server.
    NotSaved(#[serde(skip)] Trouble),
    /// The access token that came has an odd number of characters for one of amoCRM. It is kept: what was given
    /// for it is spent.
    OddToken {
        name: ProfileName,
        length: usize,
    },
    /// The pair is saved, but the ledger could not be written; it catches up later.
    NotShown(#[serde(skip)] Trouble),
}

impl Refreshing {
    /// Whether new tokens exist in memory only.
    pub const fn is_unsaved(&self) -> bool {
        matches!(self, Self::NotSavedYet(_) | Self::NotSaved(_))
    }
}

/// Called with each step of a refresh.
pub type Watcher = Arc<dyn Fn(Refreshing) + Send + Sync>;

/// For whoever only wants the end.
pub fn nobody() -> Watcher {
    Arc::new(|_| {})
}
