//! A refresh under way, as whoever watches it sees it.

use std::sync::Arc;

use super::profile::ProfileName;
use super::trouble::Trouble;

/// What is being done, or what a person has to know at once. A refresh that has nothing to do tells nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refreshing {
    /// Another process holds the profile and is waited for.
    Held {
        /// Who, where it told.
        holder: Option<String>,
    },
    /// amoCRM's limit leaves no place at this moment.
    Queued,
    /// amoCRM is asked.
    Asking,
    /// There was no answer that says anything about the token: it is sent again.
    AskingAgain(Trouble),
    /// The list has seen a later save of this profile than the store has: an older copy was put back.
    OlderCopy,
    /// The account does not answer at its address: where it went is asked.
    Following,
    /// The new pair is being saved.
    Saving,
    /// The new pair exists in memory only: the store failed and is tried again.
    NotSavedYet(Trouble),
    /// The store took it in none of the tries. The old refresh token is sent again next time; whether it still
    /// works is up to the server.
    NotSaved(Trouble),
    /// The access token that came does not look like one of amoCRM. It is kept: what was given for it is spent.
    OddToken {
        /// The profile's name.
        name: ProfileName,
        /// How many characters it has.
        length: usize,
    },
    /// The pair is saved, but the ledger could not be written; it catches up later.
    NotShown(Trouble),
}

impl Refreshing {
    /// Whether new tokens exist in memory only.
    pub const fn is_unsaved(&self) -> bool {
        match self {
            Self::NotSavedYet(_) | Self::NotSaved(_) => true,
            Self::Held { .. }
            | Self::Queued
            | Self::Asking
            | Self::AskingAgain(_)
            | Self::OlderCopy
            | Self::Following
            | Self::Saving
            | Self::OddToken { .. }
            | Self::NotShown(_) => false,
        }
    }
}

/// Told what happens, as it happens.
pub type Watcher = Arc<dyn Fn(Refreshing) + Send + Sync>;

/// For whoever only wants the end.
pub fn nobody() -> Watcher {
    Arc::new(|_| {})
}
