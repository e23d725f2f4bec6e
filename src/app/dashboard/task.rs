//! What is being done with a profile, and what came of it.

use jiff::{SignedDuration, Timestamp};

use crate::app::ticket::Ticket;
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::Outcome;
use crate::domain::trouble::Trouble;

/// How long a good result stays; a trouble stays until the next key.
const STAYS: SignedDuration = SignedDuration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileTask {
    Refresh,
    Verify,
    Copy,
    /// The command that gives its token to another program is copied.
    Export,
    Forget,
}

impl ProfileTask {
    /// What was sent is finished, whoever goes away.
    pub const fn can_be_cancelled(self) -> bool {
        match self {
            Self::Verify | Self::Copy | Self::Export => true,
            Self::Forget | Self::Refresh => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningTask {
    pub ticket: Ticket,
    pub profile: ProfileName,
    pub task: ProfileTask,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub profile: ProfileName,
    pub task: ProfileTask,
    /// Good, with the outcome where there are several; or why not.
    pub result: Result<Option<Outcome>, Trouble>,
    /// When it goes away by itself.
    pub until: Option<Timestamp>,
}

impl Notice {
    pub fn new(
        profile: ProfileName,
        task: ProfileTask,
        result: Result<Option<Outcome>, Trouble>,
        now: Timestamp,
    ) -> Self {
        let until = result.as_ref().ok().and_then(|_| now.checked_add(STAYS).ok());
        Self { profile, task, result, until }
    }
}
