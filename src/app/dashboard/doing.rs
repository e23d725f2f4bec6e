//! What is being done with a profile, and what came of it.

use jiff::{SignedDuration, Timestamp};

use crate::app::ticket::Ticket;
use crate::domain::history::Outcome;
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;

/// How long a good result stays; a trouble stays until the next key.
const STAYS: SignedDuration = SignedDuration::from_secs(10);

/// What can be done with a profile from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It gets new tokens.
    Refresh,
    /// Its access token is proved.
    Verify,
    /// Its access token is copied.
    Copy,
    /// The command that gives its token to another program is copied.
    Export,
    /// It is deleted.
    Forget,
}

impl Verb {
    /// Whether it may be given up half way.
    pub const fn can_be_cancelled(self) -> bool {
        match self {
            Self::Verify | Self::Copy | Self::Export => true,
            // What was sent is finished, whoever goes away.
            Self::Forget | Self::Refresh => false,
        }
    }
}

/// Something under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    /// Whose answer is awaited.
    pub ticket: Ticket,
    /// With which profile.
    pub profile: ProfileName,
    /// What.
    pub verb: Verb,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// With which profile.
    pub profile: ProfileName,
    /// What.
    pub verb: Verb,
    /// Good, with the outcome where there are several; or why not.
    pub result: Result<Option<Outcome>, Trouble>,
    /// When it goes away by itself.
    pub until: Option<Timestamp>,
}

impl Notice {
    /// The result of something that ended now.
    pub fn of(
        profile: ProfileName,
        verb: Verb,
        result: Result<Option<Outcome>, Trouble>,
        now: Timestamp,
    ) -> Self {
        let until = match result {
            Ok(_) => now.checked_add(STAYS).ok(),
            Err(_) => None,
        };
        Self {
            profile,
            verb,
            result,
            until,
        }
    }
}
