//! What the model is told: a key, a moment, an answer.

use jiff::Timestamp;

use super::action::Action;
use super::ticket::Ticket;
use crate::domain::authorize::Progress;
use crate::domain::authorize::pending::Pending;
use crate::domain::profile::history::{Event, Outcome, Past};
use crate::domain::profile::{Profile, Profiles};
use crate::domain::tokens::Refreshing;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The time, when something shown changes with it.
    Tick(Timestamp),
    Act(Action),
    /// The keychain began or ceased to wait for a person to unlock it.
    Unlocking(bool),
    Consent(Ticket, Progress),
    StoreChecked(Ticket, Result<(), Trouble>),
    /// The sealed file works and is remembered; where its key is.
    SealedFileKept(Ticket, Result<String, Trouble>),
    /// Whether the browser was asked; not whether a page is seen.
    Opened(Ticket, Result<(), Trouble>),
    Profiles(Ticket, Result<Profiles, Trouble>),
    /// They are as they were told last; what waits may be less.
    ProfilesUnchanged(Ticket, Vec<Pending>),
    /// Newest first.
    History(Ticket, Result<Past, Trouble>),
    /// Newest first, across all profiles.
    Log(Ticket, Result<Vec<Event>, Trouble>),
    Refreshing(Ticket, Refreshing),
    Refreshed(Ticket, Result<(Outcome, Box<Profile>), Trouble>),
    Verified(Ticket, Result<Box<Profile>, Trouble>),
    /// The access token was read and copied.
    TokenCopied(Ticket, Result<(), Trouble>),
    Forgotten(Ticket, Result<(), Trouble>),
}
