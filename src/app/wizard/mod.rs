//! The wizard: one question a screen, done steps stay, Esc goes back and loses nothing.
//!
//! Each step is a small state machine that says how it ended; which step comes next is
//! decided here, in one `match`.

pub mod account;
pub mod asked;
pub mod choice;
pub mod consent;
pub mod credentials;
pub mod done;
pub mod integration;
mod mend;
mod naming;
pub mod resume;
pub mod wait;

use std::mem::discriminant;

use jiff::Timestamp;

use super::action::Action;
use super::effect::Effect;
use super::focus::Focus;
use super::model::Facts;
use super::msg::{Msg, Profiles};
use super::ticket::Tickets;
use super::turn::{Next, Turn};
use crate::domain::account::AccountHost;
use crate::domain::consent::{Again, Entrance, NewConnection, Order};
use crate::domain::credentials as domain;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::redirect_uri::RedirectUri;
use account::{Account, Chosen};
use consent::{About, Consent, Ended};
use credentials::Credentials;
use done::Done;
use integration::Integration;
use resume::{Answer, Resume};

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
    /// How an integration is made.
    Integration(Integration),
    /// The texts of the integration.
    Credentials(Credentials),
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

/// The answer of a step.
enum Passed {
    Resume(Answer),
    Account(Chosen),
    Integration,
    Credentials(domain::Credentials),
    Consent(Ended),
    Done(ProfileName),
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
            .map_or_else(|| Step::Account(first_question(facts)), Step::Resume);
        (Self::at(step, profiles, None), Vec::new())
    }

    /// The consent of a profile that exists, once more.
    pub fn again(
        _facts: &Facts,
        profiles: Profiles,
        name: ProfileName,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> (Self, Vec<Effect>) {
        let about = About::profile(name.clone(), &profiles.all, &profiles.pending);
        let (consent, effect) = Consent::start(
            Order::Again(Again::consent(name.clone())),
            about,
            now,
            tickets,
        );
        let wizard = Self::at(Step::Consent(consent), profiles, Some(name));
        (wizard, vec![effect])
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
            Step::Resume(_) => Focus::Choice,
            Step::Account(step) => step.focus(),
            Step::Integration(_) => Focus::Step,
            Step::Credentials(step) => step.focus(),
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
            Step::Resume(_) | Step::Account(_) => matches!(
                action,
                Action::Submit | Action::Back | Action::Up | Action::Down
            ),
            Step::Integration(step) => step.offers(action),
            Step::Credentials(step) => step.offers(action),
            Step::Consent(step) => step.offers(action),
            Step::Done(_) => *action == Action::Submit,
        }
    }

    /// The next moment at which something shown changes by itself.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.step {
            Step::Resume(step) => step.next_change(now),
            Step::Credentials(step) => step.next_change(now),
            Step::Consent(step) => step.next_change(now),
            Step::Account(_) | Step::Integration(_) | Step::Done(_) => None,
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
            Step::Integration(step) => step.update(msg, tickets).map(|()| Passed::Integration),
            Step::Credentials(step) => step.update(msg, now, tickets).map(Passed::Credentials),
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

    /// The whole flow: what follows from which answer.
    fn forward(
        &mut self,
        passed: Passed,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        match passed {
            Passed::Resume(Answer::Anew) => self.enter(Step::Account(first_question(facts))),
            Passed::Resume(Answer::Continue) => match &self.step {
                Step::Resume(step) => {
                    let name = step.pending.profile.clone();
                    self.authorize_again(name, now, tickets)
                }
                _ => Turn::stay(),
            },
            Passed::Account(Chosen::Again(name)) => self.authorize_again(name, now, tickets),
            Passed::Account(Chosen::Host(host)) => {
                self.keep_name_only_of(&host);
                let uri = self.redirect_uri_to_register(facts);
                self.enter(Step::Integration(Integration::start(host, uri, facts)))
            }
            Passed::Integration => match &self.step {
                Step::Integration(step) => {
                    let host = step.host.clone();
                    let fields = match &facts.demo {
                        Some(demo) if demo.host == host => {
                            Credentials::known(host, &demo.credentials)
                        }
                        Some(_) | None => Credentials::start(host),
                    };
                    self.enter(Step::Credentials(fields))
                }
                _ => Turn::stay(),
            },
            Passed::Credentials(credentials) => match &self.step {
                Step::Credentials(step) => {
                    let host = step.host.clone();
                    self.authorize_new(host, credentials, facts, now, tickets)
                }
                _ => Turn::stay(),
            },
            Passed::Consent(Ended::Connected(profile, unverified)) => {
                self.remember(&profile);
                self.enter(Step::Done(Done {
                    profile,
                    unverified,
                }))
            }
            Passed::Consent(Ended::Mend(place, trouble)) => {
                self.lead_to(place, trouble, facts);
                Turn::stay()
            }
            Passed::Done(name) => Turn::done(Finished::Connected(name)),
        }
    }

    /// Enters a step. One that was left backwards is found as it was left.
    fn enter(&mut self, fresh: Step) -> Turn<Finished> {
        let same_step = |left: &mut Step| discriminant(left) == discriminant(&fresh);
        let left = self.ahead.pop_if(same_step);
        let step = match (fresh, left) {
            (Step::Credentials(fresh), Some(Step::Credentials(left))) => {
                Step::Credentials(left.moved_to(fresh.host))
            }
            (Step::Account(_), Some(left)) => left,
            (fresh, _) => fresh,
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
                if matches!(consent.order, Order::Again(_)) {
                    self.again = None;
                }
                self.ahead.clear();
            }
            left => self.ahead.push(left),
        }
        Turn::stay()
    }

    fn authorize_again(
        &mut self,
        name: ProfileName,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let about = About::profile(name.clone(), &self.profiles.all, &self.profiles.pending);
        self.again = Some(name.clone());
        self.authorize(Order::Again(Again::consent(name)), about, now, tickets)
    }

    fn authorize_new(
        &mut self,
        host: AccountHost,
        credentials: domain::Credentials,
        facts: &Facts,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let profile = self.name_for(&host, &credentials, facts);
        let about = About {
            profile: profile.clone(),
            host: Some(host.clone()),
            client_id: Some(credentials.client_id.clone()),
            redirect_uri: Some(credentials.redirect_uri.clone()),
        };
        let new = NewConnection {
            profile,
            host,
            credentials,
            sandbox: facts.sandbox.clone(),
        };
        let order = Order::New(new, Entrance::Consent);
        self.authorize(order, about, now, tickets)
    }

    fn authorize(
        &mut self,
        order: Order,
        about: About,
        now: Timestamp,
        tickets: &mut Tickets,
    ) -> Turn<Finished> {
        let (consent, effect) = Consent::start(order, about, now, tickets);
        self.enter(Step::Consent(consent)).with(effect)
    }

    /// The redirect URI that is offered for copying: the one that was typed, if one was.
    fn redirect_uri_to_register(&self, facts: &Facts) -> String {
        self.ahead
            .iter()
            .find_map(|step| match step {
                Step::Credentials(fields) => Some(fields.redirect_uri.field.text()),
                _ => None,
            })
            .filter(|text| RedirectUri::parse(text).is_ok())
            .or_else(|| {
                let demo = facts.demo.as_ref()?;
                Some(demo.credentials.redirect_uri.as_str())
            })
            .unwrap_or(RedirectUri::DEFAULT)
            .to_owned()
    }

    /// The dashboard shall know the profile before it has read the ledger.
    fn remember(&mut self, profile: &Profile) {
        let Profiles { all, pending } = &mut self.profiles;
        all.retain(|known| known.name != profile.name);
        all.push(profile.clone());
        pending.retain(|pending| pending.profile != profile.name);
    }
}

fn first_question(facts: &Facts) -> Account {
    Account::start(facts.demo.as_ref().map(|demo| &demo.host))
}
