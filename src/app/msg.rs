//! What the model is told: a wish, a moment, an answer.

use jiff::Timestamp;

use super::action::Action;
use super::ticket::Ticket;
use crate::domain::consent::Progress;
use crate::domain::history::{Event, Outcome};
use crate::domain::pending::Pending;
use crate::domain::profile::Profile;
use crate::domain::refreshing::Refreshing;
use crate::domain::rows::UnreadableRow;
use crate::domain::trouble::Trouble;

/// One thing the model is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The time, when something shown changes with it.
    Tick(Timestamp),
    /// A person wants something.
    Act(Action),
    /// The keychain began or ceased to wait for a person to unlock it.
    Unlocking(bool),
    /// An authorization went on.
    Consent(Ticket, Progress),
    /// The store was tried.
    StoreChecked(Ticket, Result<(), Trouble>),
    /// The browser was asked to open a page.
    Opened(Ticket, Result<(), Trouble>),
    /// The profiles were read.
    Profiles(Ticket, Result<Profiles, Trouble>),
    /// The history of a profile was read, newest first.
    History(Ticket, Result<Vec<Event>, Trouble>),
    /// A refresh went on.
    Refreshing(Ticket, Refreshing),
    /// A refresh ended.
    Refreshed(Ticket, Result<(Outcome, Box<Profile>), Trouble>),
    /// The account was asked.
    Verified(Ticket, Result<Box<Profile>, Trouble>),
    /// The access token was read and copied.
    TokenCopied(Ticket, Result<(), Trouble>),
    /// The profile was deleted.
    Forgotten(Ticket, Result<(), Trouble>),
}

/// What the ledger knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// All profiles.
    pub all: Vec<Profile>,
    /// The rows that cannot be read.
    pub unreadable: Vec<UnreadableRow>,
    /// Authorizations that wait for their callback.
    pub pending: Vec<Pending>,
}

impl Profiles {
    /// Whether no profile is known, not even by a row that cannot be read.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty() && self.unreadable.is_empty()
    }
}
