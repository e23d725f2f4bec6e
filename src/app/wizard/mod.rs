//! The wizard: one question a screen, done steps stay, Esc goes back and loses nothing.

use jiff::Timestamp;

use super::action::Action;
use super::effect::Effect;
use super::focus::Focus;
use super::model::Facts;
use super::msg::{Msg, Profiles};
use super::ticket::Tickets;
use super::turn::Turn;
use crate::domain::profile::ProfileName;

/// The wizard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wizard {
    profiles: Profiles,
}

/// How the wizard ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finished {
    /// A profile is connected.
    Connected(ProfileName),
}

impl Wizard {
    /// The first question; or the consent of an attempt that still waits, when there is one.
    pub fn start(
        _facts: &Facts,
        profiles: Profiles,
        _now: Timestamp,
        _tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        (Self { profiles }, Vec::new())
    }

    /// The consent of a profile that exists, once more.
    pub fn again(
        _facts: &Facts,
        profiles: Profiles,
        _name: ProfileName,
        _now: Timestamp,
        _tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        (Self { profiles }, Vec::new())
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        Focus::Step
    }

    /// Whether an action makes sense now.
    pub const fn offers(&self, _action: &Action) -> bool {
        true
    }

    /// The next moment at which something shown changes by itself.
    pub const fn next_change(&self, _now: Timestamp) -> Option<Timestamp> {
        None
    }

    /// What the ledger knew when the wizard began.
    pub fn profiles(&self) -> Profiles {
        self.profiles.clone()
    }

    /// Goes on.
    pub fn update(
        &mut self,
        _msg: &Msg,
        _facts: &Facts,
        _now: Timestamp,
        _tickets: &mut Tickets,
    ) -> Turn<Finished> {
        Turn::stay()
    }
}
