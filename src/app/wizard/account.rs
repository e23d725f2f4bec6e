//! Which account? A name, an address, or the address of any of its pages.

use jiff::Timestamp;

use super::choice::Choice;
use super::form::Form;
use crate::app::action::Action;
use crate::app::focus::Focus;
use crate::app::turn::Turn;
use crate::domain::account::{AccountHost, AccountInput, Platform};
use crate::domain::authorize::question;
use crate::domain::authorize::question::Question;
use crate::domain::profile::{Profile, ProfileName};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountStep {
    pub form: Form,
    pub stage: AccountStage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountStage {
    Typing,
    /// A name alone was typed: on which platform?
    Platform(Choice<AccountHost>),
    /// The account is connected already: once more, or through another integration?
    Existing(AccountHost, Choice<ChosenAccount>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChosenAccount {
    New(AccountHost),
    Reauthorize(ProfileName),
}

impl AccountStep {
    /// The question, with an answer filled in where one is known.
    pub fn start(known: Option<&AccountHost>) -> Self {
        let mut form = Form::new(Question::Account, &[]);
        form.fill(Question::Account, known.map_or("", AccountHost::as_str));
        Self { form, stage: AccountStage::Typing }
    }

    pub const fn focus(&self) -> Focus {
        match self.stage {
            AccountStage::Typing => self.form.focus(),
            AccountStage::Platform(_) | AccountStage::Existing(..) => Focus::Choice,
        }
    }

    /// `connected` are the profiles that may be offered instead of a new one.
    pub fn update(
        &mut self,
        action: &Action,
        connected: &[Profile],
        now: Timestamp,
    ) -> Turn<ChosenAccount> {
        if *action == Action::Back && self.stage != AccountStage::Typing {
            self.stage = AccountStage::Typing;
            return Turn::Stay;
        }
        match &mut self.stage {
            AccountStage::Typing => {
                self.form.update(action, now).and_then(|()| self.read(connected))
            }
            AccountStage::Platform(choice) => {
                choice.update(action).and_then(|host| self.found(host, connected))
            }
            AccountStage::Existing(_, choice) => choice.update(action),
        }
    }

    fn read(&mut self, connected: &[Profile]) -> Turn<ChosenAccount> {
        match question::account(self.form.text(Question::Account)) {
            Ok(AccountInput::Host(host)) => self.found(host, connected),
            Ok(AccountInput::Subdomain(name)) => {
                let hosts = Platform::ALL.map(|platform| AccountHost::of(&name, platform));
                self.stage = AccountStage::Platform(Choice::new(hosts.to_vec()));
                Turn::Stay
            }
            Err(_) => Turn::Stay,
        }
    }

    fn found(&mut self, host: AccountHost, connected: &[Profile]) -> Turn<ChosenAccount> {
        let mut options: Vec<ChosenAccount> = connected
            .iter()
            .filter(|profile| profile.access.is_some() && profile.host.same_account(&host))
            .map(|profile| ChosenAccount::Reauthorize(profile.name.clone()))
            .collect();
        if options.is_empty() {
            return Turn::Done(ChosenAccount::New(host));
        }
        options.push(ChosenAccount::New(host.clone()));
        self.stage = AccountStage::Existing(host, Choice::new(options));
        Turn::Stay
    }
}
