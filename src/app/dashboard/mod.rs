//! The dashboard: every profile, what needs a person on top, and which key mends it.

use jiff::Timestamp;

use super::action::Action;
use super::effect::Effect;
use super::focus::Focus;
use super::msg::{Msg, Profiles};
use super::ticket::Tickets;
use super::turn::Turn;
use crate::domain::profile::ProfileName;

/// The dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    profiles: Profiles,
}

/// Where a person goes from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// To the wizard, for another profile.
    New,
    /// To the consent of this profile, once more.
    Authorize(ProfileName),
}

impl Dashboard {
    /// The list, with one profile chosen. Profiles are read anew at once.
    pub fn start(
        profiles: Profiles,
        _chosen: Option<ProfileName>,
        _now: Timestamp,
        _tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        (Self { profiles }, Vec::new())
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        Focus::Dashboard
    }

    /// Whether an action makes sense now.
    pub const fn offers(&self, _action: &Action) -> bool {
        true
    }

    /// The next moment at which something shown changes by itself.
    pub const fn next_change(&self, _now: Timestamp) -> Option<Timestamp> {
        None
    }

    /// What the ledger knows.
    pub fn profiles(&self) -> Profiles {
        self.profiles.clone()
    }

    /// Goes on.
    pub fn update(&mut self, _msg: &Msg, _now: Timestamp, _tickets: &mut Tickets) -> Turn<Leave> {
        Turn::stay()
    }
}
