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
use crate::domain::profile::{ProfileName, Profiles, StoreKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub lang: Lang,
    /// The time, as of the last tick or answer.
    pub now: Timestamp,
    pub settings: Settings,
    pub screen: Screen,
    /// The help lies over the screen, from this line of it on.
    pub help: Option<usize>,
    /// Whether a person wants clicks to be heard; otherwise they are the terminal's.
    mouse: bool,
    /// Whether the keychain waits for a person to unlock it, in a window of its own.
    pub unlocking: bool,
    tickets: Tickets,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// First-time setup, another profile, or an authorization once more, with which the program was begun.
    Wizard(Box<Wizard>),
    /// The dashboard is kept while the wizard lies over it: its refreshes go on, and Esc leads back to it as it was.
    Dashboard { dashboard: Box<Dashboard>, over: Option<Box<Wizard>> },
}

/// What a person sees of the screen, and where keys go.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    Wizard(&'a Wizard),
    Dashboard(&'a Dashboard),
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
        let mut context = UpdateContext::new(&settings, (now, lang), &mut tickets);
        let screen = match at {
            StartAt::Home if !profiles.is_empty() => {
                Screen::dashboard(profiles, None, &mut context)
            }
            StartAt::Home | StartAt::Setup => {
                Screen::Wizard(Box::new(Wizard::start(profiles, &mut context)))
            }
            StartAt::Authorize(name) => {
                Screen::Wizard(Box::new(Wizard::authorize(profiles, name, &mut context)))
            }
        };
        let effects = context.effects;
        let mouse = settings.mouse;
        let help = None;
        (Self { lang, now, settings, screen, help, mouse, unlocking: false, tickets }, effects)
    }

    pub fn focus(&self) -> Focus {
        match self.screen.shown() {
            _ if self.help.is_some() => Focus::Help,
            Shown::Wizard(wizard) => wizard.focus(),
            Shown::Dashboard(dashboard) => dashboard.focus(),
        }
    }

    /// Whether clicks and the wheel are heard. Where a link is there to be copied they are left to the terminal, which
    /// selects text by them.
    pub fn listens_to_mouse(&self) -> bool {
        self.mouse && self.focus() != Focus::Consent
    }

    /// Whether an action makes sense now: keys that do nothing are not shown.
    pub fn offers(&self, action: &Action) -> bool {
        if self.help.is_none() {
            return self.offers_below(action);
        }
        // What moves becomes a place to scroll to where there is more than fits.
        matches!(
            action,
            Action::Back
                | Action::Help
                | Action::Scroll(_)
                | Action::Language
                | Action::Mouse
                | Action::Suspend
                | Action::Quit
        )
    }

    /// The same, as if no help lay over it.
    pub fn offers_below(&self, action: &Action) -> bool {
        match (action, self.screen.shown()) {
            // The keymap makes these only where something is typed.
            (Action::Edit(_), _) => true,
            (Action::Mouse, shown) => {
                !matches!(shown, Shown::Wizard(wizard) if wizard.focus() == Focus::Consent)
            }
            (Action::LetSandboxConsent, _) if self.settings.demo.is_none() => false,
            // Elsewhere nobody knows of the profiles of a demo.
            (Action::CopyCommand(_), _) if self.settings.demo.is_some() => false,
            (action, Shown::Wizard(wizard)) => wizard.offers(action),
            (action, Shown::Dashboard(dashboard)) => dashboard.offers(action),
        }
    }

    /// Whether Esc leaves the program: there is nothing behind the first question.
    pub fn quits_by_esc(&self) -> bool {
        match &self.screen {
            Screen::Wizard(wizard) => {
                self.help.is_none() && wizard.profiles.is_empty() && wizard.is_left_by_esc(self.now)
            }
            Screen::Dashboard { .. } => false,
        }
    }

    /// The next moment at which something shown changes by itself; `None` when nothing does.
    pub fn next_change(&self) -> Option<Timestamp> {
        let now = self.now;
        match &self.screen {
            Screen::Wizard(wizard) => wizard.next_change(now),
            Screen::Dashboard { dashboard, over: None } => {
                dashboard.next_change(now, &self.settings.zone)
            }
            Screen::Dashboard { dashboard, over: Some(wizard) } => {
                wizard.next_change(now).into_iter().chain(dashboard.next_refresh()).min()
            }
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
            // Whoever asked for it: from now on it holds.
            Msg::SealedFileKept(_, Ok(_)) => self.settings.store = StoreKind::File,
            Msg::Act(Action::Quit) => return vec![Effect::Quit],
            Msg::Act(Action::Suspend) => return vec![Effect::Suspend],
            Msg::Act(Action::Language) => {
                self.lang = self.lang.next();
                return vec![Effect::RememberLanguage(self.lang)];
            }
            Msg::Act(Action::Mouse) => {
                self.mouse = !self.mouse;
                return Vec::new();
            }
            Msg::Act(Action::Help) => {
                self.help = if self.help.is_some() { None } else { Some(0) };
                return Vec::new();
            }
            Msg::Act(action) if self.help.is_some() => {
                match action {
                    Action::Back => self.help = None,
                    Action::Scroll(top) => self.help = Some(*top),
                    // What lies below is not acted upon.
                    _ => {}
                }
                return Vec::new();
            }
            _ => {}
        }
        let now = (self.now, self.lang);
        let mut context = UpdateContext::new(&self.settings, now, &mut self.tickets);
        if let Some(screen) = self.screen.update(msg, &mut context) {
            self.screen = screen;
        }
        context.effects
    }
}

impl Screen {
    pub fn shown(&self) -> Shown<'_> {
        match self {
            Self::Wizard(wizard) | Self::Dashboard { over: Some(wizard), .. } => {
                Shown::Wizard(wizard)
            }
            Self::Dashboard { dashboard, over: None } => Shown::Dashboard(dashboard),
        }
    }

    /// The screen to which a person went, if to another one.
    fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Option<Self> {
        match self {
            Self::Wizard(wizard) => {
                let connected = match wizard.update(msg, context) {
                    Turn::Stay => return None,
                    Turn::Back if wizard.profiles.is_empty() => {
                        context.ask(Effect::Quit);
                        return None;
                    }
                    Turn::Back => None,
                    Turn::Done(name) => Some(name),
                };
                Some(Self::dashboard(wizard.profiles.clone(), connected, context))
            }
            Self::Dashboard { dashboard, over } => {
                if let Some(wizard) = over {
                    dashboard.update_covered(msg, context);
                    let connected = match wizard.update(msg, context) {
                        Turn::Stay => return None,
                        Turn::Back => None,
                        Turn::Done(name) => wizard.profiles.all.iter().find(|it| it.name == name),
                    };
                    dashboard.uncover(connected, context);
                    *over = None;
                } else if let Some(leave) = dashboard.update(msg, context) {
                    let profiles = dashboard.profiles();
                    *over = Some(Box::new(match leave {
                        Leave::New => Wizard::start(profiles, context),
                        Leave::Authorize(name) => Wizard::authorize(profiles, name, context),
                    }));
                }
                None
            }
        }
    }

    fn dashboard(
        profiles: Profiles,
        chosen: Option<ProfileName>,
        context: &mut UpdateContext<'_>,
    ) -> Self {
        let dashboard = Box::new(Dashboard::start(profiles, chosen, context));
        Self::Dashboard { dashboard, over: None }
    }
}
