//! The whole of what is on the screen, and the one way in which it changes.

use jiff::Timestamp;

use super::action::Action;
use super::context::UpdateContext;
use super::dashboard::{Dashboard, Leave};
use super::effect::Effect;
use super::focus::Focus;
use super::msg::Msg;
use super::settings::Settings;
use super::ticket::Tickets;
use super::turn::Turn;
use super::wizard::Wizard;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, Profiles};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub lang: Lang,
    /// The time, as of the last tick or answer.
    pub now: Timestamp,
    pub settings: Settings,
    pub screen: Screen,
    /// Whether the help lies over the screen.
    pub help: bool,
    /// Whether the keychain waits for a person to unlock it, in a window of its own.
    pub unlocking: bool,
    tickets: Tickets,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// First-time setup, another profile, or an authorization once more.
    Wizard(Box<Wizard>),
    Dashboard(Box<Dashboard>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub lang: Lang,
    pub now: Timestamp,
    pub settings: Settings,
    pub profiles: Profiles,
    pub at: StartAt,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartAt {
    /// The dashboard, or the wizard when there is no profile.
    Home,
    Setup,
    /// The consent of a profile, once more.
    Authorize(ProfileName),
}

impl Model {
    /// The first screen, and what has to be done for it.
    pub fn start(start: Start) -> (Self, Vec<Effect>) {
        let Start { lang, now, settings, profiles, at } = start;
        let mut tickets = Tickets::default();
        let mut context = UpdateContext::new(&settings, now, &mut tickets);
        let screen = match at {
            StartAt::Home if !profiles.is_empty() => {
                Screen::dashboard(profiles, None, &mut context)
            }
            StartAt::Home | StartAt::Setup => Screen::setup(profiles, &context),
            StartAt::Authorize(name) => Screen::authorize(profiles, name, &mut context),
        };
        let effects = context.effects;
        (Self { lang, now, settings, screen, help: false, unlocking: false, tickets }, effects)
    }

    pub fn focus(&self) -> Focus {
        match &self.screen {
            _ if self.help => Focus::Help,
            Screen::Wizard(wizard) => wizard.focus(),
            Screen::Dashboard(dashboard) => dashboard.focus(),
        }
    }

    /// Whether an action makes sense now: keys that do nothing are not shown.
    pub fn offers(&self, action: &Action) -> bool {
        match (action, &self.screen) {
            // The keymap makes these only where something is typed.
            (Action::Edit(_), _) => true,
            (Action::LetSandboxConsent, _) if self.settings.demo.is_none() => false,
            (action, Screen::Wizard(wizard)) => wizard.offers(action),
            (action, Screen::Dashboard(dashboard)) => dashboard.offers(action),
        }
    }

    /// The next moment at which something shown changes by itself; `None` when nothing does.
    pub fn next_change(&self) -> Option<Timestamp> {
        match &self.screen {
            Screen::Wizard(wizard) => wizard.next_change(self.now),
            Screen::Dashboard(dashboard) => dashboard.next_change(self.now, &self.settings.zone),
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
                return vec![Effect::RememberLanguage(self.lang)];
            }
            Msg::Act(Action::Help) => {
                self.help = !self.help;
                return Vec::new();
            }
            Msg::Act(action) if self.help => {
                self.help = !matches!(action, Action::Back | Action::Submit);
                return Vec::new();
            }
            _ => {}
        }
        let mut context = UpdateContext::new(&self.settings, self.now, &mut self.tickets);
        if let Some(screen) = self.screen.update(msg, &mut context) {
            self.screen = screen;
        }
        context.effects
    }
}

impl Screen {
    /// The screen to which a person went, if to another one.
    fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Option<Self> {
        match self {
            Self::Wizard(wizard) => {
                let connected = match wizard.update(msg, context) {
                    Turn::Stay => return None,
                    Turn::Back => None,
                    Turn::Done(name) => Some(name),
                };
                if connected.is_none() && wizard.profiles.is_empty() {
                    context.ask(Effect::Quit);
                    return None;
                }
                Some(Self::dashboard(wizard.profiles.clone(), connected, context))
            }
            Self::Dashboard(dashboard) => {
                let leave = dashboard.update(msg, context)?;
                let profiles = dashboard.profiles();
                Some(match leave {
                    Leave::New => Self::setup(profiles, context),
                    Leave::Authorize(name) => Self::authorize(profiles, name, context),
                })
            }
        }
    }

    fn setup(profiles: Profiles, context: &UpdateContext<'_>) -> Self {
        Self::Wizard(Box::new(Wizard::start(profiles, context)))
    }

    fn authorize(profiles: Profiles, name: ProfileName, context: &mut UpdateContext<'_>) -> Self {
        Self::Wizard(Box::new(Wizard::authorize(profiles, name, context)))
    }

    fn dashboard(
        profiles: Profiles,
        chosen: Option<ProfileName>,
        context: &mut UpdateContext<'_>,
    ) -> Self {
        Self::Dashboard(Box::new(Dashboard::start(profiles, chosen, context)))
    }
}
