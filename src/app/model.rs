//! The whole of what is on the screen, and the one way in which it changes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::action::Action;
use super::dashboard::{self, Dashboard};
use super::effect::Effect;
use super::focus::Focus;
use super::msg::{Msg, Profiles};
use super::ticket::Tickets;
use super::turn::Next;
use super::wizard::{self, Wizard};
use crate::domain::account::AccountHost;
use crate::domain::credentials::Credentials;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::surroundings::Surroundings;

/// Everything that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The language.
    pub lang: Lang,
    /// The time, as of the last tick or answer.
    pub now: Timestamp,
    /// What was known when the program started.
    pub facts: Facts,
    /// The wizard or the dashboard.
    pub screen: Screen,
    /// Whether the help lies over the screen.
    pub help: bool,
    /// Whether the keychain waits for a person to unlock it, in a window of its own.
    pub unlocking: bool,
    tickets: Tickets,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// First-time setup, another profile, or an authorization once more.
    Wizard(Box<Wizard>),
    /// The status of all profiles.
    Dashboard(Box<Dashboard>),
}

/// What was known when the program started; it does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where secrets are kept.
    pub store: StoreKind,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
    /// The demo: the sandbox is in this process and its credentials are filled in.
    pub demo: Option<Demo>,
    /// The name the user asked for on the command line.
    pub profile: Option<ProfileName>,
    /// Where the program runs: the browser may be on another machine.
    pub surroundings: Surroundings,
    /// Whether a browser may be opened at all.
    pub browser: bool,
    /// Where the person is, for the dates that are shown.
    pub zone: TimeZone,
}

/// What the demo fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// The sandbox's account.
    pub host: AccountHost,
    /// The sandbox's integration.
    pub credentials: Credentials,
}

/// What the program starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The language.
    pub lang: Lang,
    /// The time.
    pub now: Timestamp,
    /// What is known.
    pub facts: Facts,
    /// What the ledger knows.
    pub profiles: Profiles,
    /// Where to begin.
    pub at: Entry,
}

/// Where to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The dashboard, or the wizard when there is no profile.
    Home,
    /// The wizard.
    Setup,
    /// The consent of a profile, once more.
    Authorize(ProfileName),
}

impl Model {
    /// The first screen, and what has to be done for it.
    pub fn start(start: Start) -> (Self, Vec<Effect>) {
        let Start {
            lang,
            now,
            facts,
            profiles,
            at,
        } = start;
        let mut tickets = Tickets::default();
        let (screen, effects) = match at {
            Entry::Home if profiles.is_empty() => setup(&facts, profiles, now, &mut tickets),
            Entry::Setup => setup(&facts, profiles, now, &mut tickets),
            Entry::Home => {
                let (dashboard, effects) = Dashboard::start(profiles, None, now, &mut tickets);
                (Screen::Dashboard(Box::new(dashboard)), effects)
            }
            Entry::Authorize(name) => again(profiles, name, now, &mut tickets),
        };
        (
            Self {
                lang,
                now,
                facts,
                screen,
                help: false,
                unlocking: false,
                tickets,
            },
            effects,
        )
    }

    /// What the keys mean now.
    pub fn focus(&self) -> Focus {
        if self.help {
            return Focus::Help;
        }
        match &self.screen {
            Screen::Wizard(wizard) => wizard.focus(),
            Screen::Dashboard(dashboard) => dashboard.focus(),
        }
    }

    /// Whether an action makes sense now: keys that do nothing are not shown.
    pub fn offers(&self, action: &Action) -> bool {
        match (action, &self.screen) {
            // The keymap makes these only where something is typed.
            (Action::Edit(_), _) => true,
            (Action::LetSandboxConsent, _) if self.facts.demo.is_none() => false,
            (action, Screen::Wizard(wizard)) => wizard.offers(action),
            (action, Screen::Dashboard(dashboard)) => dashboard.offers(action),
        }
    }

    /// The next moment at which something shown changes by itself; `None` when nothing does.
    pub fn next_change(&self) -> Option<Timestamp> {
        match &self.screen {
            Screen::Wizard(wizard) => wizard.next_change(self.now),
            Screen::Dashboard(dashboard) => dashboard.next_change(self.now, &self.facts.zone),
        }
    }

    /// Changes the model, and says what has to be done outside.
    pub fn update(&mut self, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Tick(now) => self.now = *now,
            Msg::Unlocking(waiting) => {
                self.unlocking = *waiting;
                return Vec::new();
            }
            Msg::Act(Action::Quit) => return vec![Effect::Quit],
            Msg::Act(Action::Suspend) => return vec![Effect::Suspend],
            Msg::Act(Action::Language) => {
                self.lang = self.lang.next();
                return vec![Effect::Speak(self.lang)];
            }
            Msg::Act(Action::Help) => {
                self.help = !self.help;
                return Vec::new();
            }
            Msg::Act(Action::Back | Action::Submit) if self.help => {
                self.help = false;
                return Vec::new();
            }
            Msg::Act(_) if self.help => return Vec::new(),
            _ => {}
        }
        match &mut self.screen {
            Screen::Wizard(wizard) => {
                let turn = wizard.update(msg, &self.facts, self.now, &mut self.tickets);
                let mut effects = turn.effects;
                match turn.next {
                    Next::Stay => {}
                    Next::Back => effects.extend(self.leave_wizard(None)),
                    Next::Done(wizard::Finished::Connected(name)) => {
                        effects.extend(self.leave_wizard(Some(name)));
                    }
                }
                effects
            }
            Screen::Dashboard(dashboard) => {
                let turn = dashboard.update(msg, self.now, &mut self.tickets);
                let mut effects = turn.effects;
                match turn.next {
                    Next::Stay => {}
                    Next::Back => effects.push(Effect::Quit),
                    Next::Done(leave) => {
                        let profiles = dashboard.profiles();
                        let (screen, more) = match leave {
                            dashboard::Leave::New => {
                                setup(&self.facts, profiles, self.now, &mut self.tickets)
                            }
                            dashboard::Leave::Authorize(name) => {
                                again(profiles, name, self.now, &mut self.tickets)
                            }
                        };
                        self.screen = screen;
                        effects.extend(more);
                    }
                }
                effects
            }
        }
    }

    /// To the dashboard, or out of the program where there is none to go to.
    fn leave_wizard(&mut self, connected: Option<ProfileName>) -> Vec<Effect> {
        let Screen::Wizard(wizard) = &self.screen else {
            return Vec::new();
        };
        let profiles = wizard.profiles();
        if connected.is_none() && profiles.is_empty() {
            return vec![Effect::Quit];
        }
        let (dashboard, effects) =
            Dashboard::start(profiles, connected, self.now, &mut self.tickets);
        self.screen = Screen::Dashboard(Box::new(dashboard));
        effects
    }
}

fn setup(
    facts: &Facts,
    profiles: Profiles,
    now: Timestamp,
    tickets: &mut Tickets,
) -> (Screen, Vec<Effect>) {
    let (wizard, effects) = Wizard::start(facts, profiles, now, tickets);
    (Screen::Wizard(Box::new(wizard)), effects)
}

fn again(
    profiles: Profiles,
    name: ProfileName,
    now: Timestamp,
    tickets: &mut Tickets,
) -> (Screen, Vec<Effect>) {
    let (wizard, effects) = Wizard::again(profiles, name, now, tickets);
    (Screen::Wizard(Box::new(wizard)), effects)
}
