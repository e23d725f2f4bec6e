//! The wizard: one question a screen, done steps stay, Esc goes back and loses nothing.
//!
//! Each step is a small state machine that says how it ended; which step comes next is
//! decided in `flow.rs`, in one `match`.

pub mod account;
pub mod api_key;
pub mod asked;
pub mod choice;
pub mod code;
pub mod consent;
pub mod credentials;
pub mod done;
pub mod entry;
mod flow;
pub mod integration;
pub mod long_lived;
mod mend;
mod naming;
pub mod resume;
pub mod wait;
pub mod way_in;

use std::mem::discriminant;

use jiff::Timestamp;

use super::action::Action;
use super::effect::Effect;
use super::focus::Focus;
use super::model::Facts;
use super::msg::{Msg, Profiles};
use super::ticket::Tickets;
use super::turn::{Next, Turn};
use crate::domain::profile::ProfileName;
use account::Account;
use api_key::ApiKey;
use code::Code;
use consent::Consent;
use credentials::Credentials;
use done::Done;
use flow::Passed;
use integration::Integration;
use long_lived::LongLived;
use resume::Resume;
use way_in::WayIn;

/// The wizard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wizard {
    profiles: Profiles,
    /// The profile that keeps its name, whatever is said about it.
    again: Option<ProfileName>,
    /// The steps that are done, as they were left.
    trail: Vec<Step>,
    step: Step,
    /// The steps that were left backwards, the next one last.
    ahead: Vec<Step>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go on with an attempt that waits?
    Resume(Resume),
    /// Which account?
    Account(Account),
    /// How to get in?
    WayIn(WayIn),
    /// How an integration is made.
    Integration(Integration),
    /// The texts of the integration.
    Credentials(Box<Credentials>),
    /// The code from the settings.
    Code(Code),
    /// The token that is pasted once.
    LongLived(LongLived),
    /// The key of an old account.
    ApiKey(ApiKey),
    /// The browser, the exchange, the saving.
    Consent(Consent),
    /// Connected.
    Done(Done),
}

/// How the wizard ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finished {
    /// A profile is connected.
    Connected(ProfileName),
}

impl Wizard {
    /// The first question; or whether to go on with an attempt that still waits, when there is one.
    pub fn start(
        facts: &Facts,
        profiles: Profiles,
        now: Timestamp,
        _tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        let step = Resume::start(&profiles.pending, now)
            .map_or_else(|| flow::first_question(facts), Step::Resume);
        (Self::at(step, profiles, None), Vec::new())
    }

    /// A profile that exists, once more.
    pub fn again(
        profiles: Profiles,
        name: ProfileName,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        let (step, effects) = flow::again(&profiles, name.clone(), now, tickets);
        (Self::at(step, profiles, Some(name)), effects)
    }

    const fn at(step: Step, profiles: Profiles, again: Option<ProfileName>) -> Self {
        Self {
            profiles,
            again,
            trail: Vec::new(),
            step,
            ahead: Vec::new(),
        }
    }

    /// The step at hand.
    pub const fn step(&self) -> &Step {
        &self.step
    }

    /// The steps that are done, the first one first.
    pub fn trail(&self) -> &[Step] {
        &self.trail
    }

    /// The profile that is authorized again, if one is.
    pub const fn authorizes_again(&self) -> Option<&ProfileName> {
        self.again.as_ref()
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match &self.step {
            Step::Resume(_) | Step::WayIn(_) => Focus::Choice,
            Step::Account(step) => step.focus(),
            Step::Integration(_) => Focus::Step,
            Step::Credentials(step) => step.focus(),
            Step::Code(_) | Step::LongLived(_) => Focus::Secret,
            Step::ApiKey(step) => step.focus(),
            Step::Consent(step) => step.focus(),
            Step::Done(_) => Focus::Done,
        }
    }

    /// Whether an action makes sense now.
    pub fn offers(&self, action: &Action) -> bool {
        if matches!(
            action,
            Action::Quit | Action::Suspend | Action::Help | Action::Language
        ) {
            return true;
        }
        match &self.step {
            Step::Resume(_) | Step::Account(_) | Step::WayIn(_) => matches!(
                action,
                Action::Submit | Action::Back | Action::Up | Action::Down
            ),
            Step::Integration(step) => step.offers(action),
            Step::Credentials(step) => step.offers(action),
            Step::Code(_) => Code::offers(action),
            Step::LongLived(_) => LongLived::offers(action),
            Step::ApiKey(_) => ApiKey::offers(action),
            Step::Consent(step) => step.offers(action),
            Step::Done(step) => step.offers(action),
        }
    }

    /// The next moment at which something shown changes by itself.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.step {
            Step::Resume(step) => step.next_change(now),
            Step::Credentials(step) => step.next_change(now),
            Step::Code(step) => step.next_change(now),
            Step::Consent(step) => step.next_change(now),
            Step::Account(_)
            | Step::WayIn(_)
            | Step::Integration(_)
            | Step::LongLived(_)
            | Step::ApiKey(_)
            | Step::Done(_) => None,
        }
    }

    /// What the ledger knew when the wizard began, and what was connected since.
    pub fn profiles(&self) -> Profiles {
        self.profiles.clone()
    }

    /// Goes on.
    pub fn update(
        &mut self,
        msg: &Msg,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let turn = match &mut self.step {
            Step::Resume(step) => step.update(msg, now).map(Passed::Resume),
            Step::Account(step) => {
                let connected = match self.again {
                    Some(_) => &[],
                    None => self.profiles.all.as_slice(),
                };
                step.update(msg, connected).map(Passed::Account)
            }
            Step::WayIn(step) => step.update(msg).map(Passed::WayIn),
            Step::Integration(step) => step.update(msg, tickets).map(|()| Passed::Integration),
            Step::Credentials(step) => step.update(msg, now, tickets).map(Passed::Credentials),
            Step::Code(step) => step.update(msg, now).map(Passed::Code),
            Step::LongLived(step) => step.update(msg, now).map(Passed::LongLived),
            Step::ApiKey(step) => step.update(msg, now).map(Passed::ApiKey),
            Step::Consent(step) => step.update(msg, facts, now, tickets).map(Passed::Consent),
            Step::Done(step) => step.update(msg).map(Passed::Done),
        };
        let mut went = match turn.next {
            Next::Stay => Turn::stay(),
            Next::Back => self.back(),
            Next::Done(passed) => self.forward(passed, facts, now, tickets),
        };
        let mut effects = turn.effects;
        effects.append(&mut went.effects);
        Turn {
            next: went.next,
            effects,
        }
    }

    /// Enters a step. One that was left backwards is found as it was left.
    fn enter(&mut self, fresh: Step) -> Turn<Finished> {
        let same_step = |left: &mut Step| discriminant(left) == discriminant(&fresh);
        let step = match self.ahead.pop_if(same_step) {
            Some(left) => mend::found_again(left, fresh),
            None => fresh,
        };
        let done = std::mem::replace(&mut self.step, step);
        self.trail.push(done);
        Turn::stay()
    }

    /// The step before, as it was left; out of the wizard where there is none.
    fn back(&mut self) -> Turn<Finished> {
        let Some(before) = self.trail.pop() else {
            return Turn::back();
        };
        let left = std::mem::replace(&mut self.step, before);
        match left {
            Step::Consent(consent) => {
                // The question whether to authorize again is open once more.
                if consent.is_again() {
                    self.again = None;
                }
                self.ahead.clear();
            }
            left => self.ahead.push(left),
        }
        Turn::stay()
    }
}
