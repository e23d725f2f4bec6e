//! Which account? A name, an address, or the address of any of its pages.

use super::choice::Choice;
use crate::app::action::Action;
use crate::app::field::Field;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::{AccountHost, AccountInput, Platform, Subdomain};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::question::{self, Misfit};
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What is typed.
    pub field: Field,
    /// What is asked now.
    pub stage: Stage,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The address; with what is wrong about the last answer.
    Typing(Option<Misfit>),
    /// A name alone was typed: on which platform?
    Platform(Subdomain, Choice<Platform>),
    /// The account is connected already: once more, or through another integration?
    Existing(AccountHost, Choice<Way>),
}

/// How to go on with an account that is connected already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The consent of this profile, once more.
    Again(ProfileName),
    /// Another integration in the same account.
    Another,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// An account to connect.
    Host(AccountHost),
    /// A profile to authorize again.
    Again(ProfileName),
}

impl Account {
    /// The question, with an answer filled in where one is known.
    pub fn start(known: Option<&AccountHost>) -> Self {
        Self {
            field: known.map_or_else(Field::default, |host| Field::filled(host.as_str())),
            stage: Stage::Typing(None),
            trouble: None,
        }
    }

    /// The question once more, because the answer led to a trouble.
    #[must_use]
    pub fn mending(mut self, trouble: Trouble) -> Self {
        self.stage = Stage::Typing(None);
        self.trouble = Some(trouble);
        self
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match self.stage {
            Stage::Typing(_) => Focus::Text,
            Stage::Platform(..) | Stage::Existing(..) => Focus::Choice,
        }
    }

    /// Goes on. `connected` are the profiles that may be offered instead of a new one.
    pub fn update(&mut self, msg: &Msg, connected: &[Profile]) -> Turn<Chosen> {
        let Msg::Act(action) = msg else {
            return Turn::stay();
        };
        match (&mut self.stage, action) {
            (Stage::Typing(_), Action::Submit) => return self.read(connected),
            (Stage::Typing(_), Action::Back) => return Turn::back(),
            (Stage::Typing(problem), Action::Edit(edit)) => {
                *problem = None;
                self.field.edit(*edit);
            }
            (Stage::Typing(problem), Action::Paste(text)) => {
                *problem = None;
                self.field.paste(text);
            }
            (Stage::Platform(subdomain, choice), Action::Submit) => {
                if let Some(platform) = choice.chosen() {
                    let host = AccountHost::of(subdomain, *platform);
                    return self.found(host, connected);
                }
            }
            (Stage::Existing(host, choice), Action::Submit) => match choice.chosen() {
                Some(Way::Again(name)) => return Turn::done(Chosen::Again(name.clone())),
                Some(Way::Another) => return Turn::done(Chosen::Host(host.clone())),
                None => {}
            },
            (Stage::Platform(..) | Stage::Existing(..), Action::Back) => {
                self.stage = Stage::Typing(None);
            }
            (Stage::Platform(_, choice), action) => choice.update(action),
            (Stage::Existing(_, choice), action) => choice.update(action),
            (Stage::Typing(_), _) => {}
        }
        Turn::stay()
    }

    fn read(&mut self, connected: &[Profile]) -> Turn<Chosen> {
        match question::account(self.field.text()) {
            Ok(AccountInput::Host(host)) => self.found(host, connected),
            Ok(AccountInput::Subdomain(subdomain)) => {
                let platforms = Choice::new(Platform::ALL.to_vec());
                self.stage = Stage::Platform(subdomain, platforms);
                Turn::stay()
            }
            Err(problem) => {
                self.stage = Stage::Typing(Some(problem));
                Turn::stay()
            }
        }
    }

    fn found(&mut self, host: AccountHost, connected: &[Profile]) -> Turn<Chosen> {
        let mut ways: Vec<Way> = connected
            .iter()
            .filter(|profile| profile.access.is_some() && profile.host.same_account(&host))
            .map(|profile| Way::Again(profile.name.clone()))
            .collect();
        if ways.is_empty() {
            return Turn::done(Chosen::Host(host));
        }
        ways.push(Way::Another);
        self.stage = Stage::Existing(host, Choice::new(ways));
        Turn::stay()
    }
}
