//! The login and the API key of an old account.

use jiff::Timestamp;

use super::entry::Entry;
use crate::app::action::Action;
use crate::app::focus::Focus;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::api_key;
use crate::domain::question::Question;
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The account.
    pub host: AccountHost,
    /// The e-mail address of its owner.
    pub login: Entry,
    /// The key.
    pub key: Entry,
    /// The field with the cursor.
    pub at: Slot,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

/// One of the two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The login.
    Login,
    /// The key.
    Key,
}

impl ApiKey {
    /// Empty fields.
    pub fn start(host: AccountHost) -> Self {
        Self {
            host,
            login: Entry::empty(Question::Login),
            key: Entry::empty(Question::ApiKey),
            at: Slot::Login,
            trouble: None,
        }
    }

    /// The same texts for another account.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost) -> Self {
        self.host = host;
        self
    }

    /// The fields once more, because what is in them led to a trouble.
    #[must_use]
    pub fn mending(mut self, trouble: Trouble) -> Self {
        self.trouble = Some(trouble);
        self
    }

    /// What the keys mean now.
    pub const fn focus(&self) -> Focus {
        match self.at {
            Slot::Login => Focus::Text,
            Slot::Key => Focus::Secret,
        }
    }

    /// Whether an action makes sense now.
    pub const fn offers(action: &Action) -> bool {
        matches!(
            action,
            Action::Submit | Action::Back | Action::Up | Action::Down | Action::Reveal
        )
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<api_key::ApiKey> {
        match msg {
            Msg::Act(Action::Edit(edit)) => self.entry_mut().edit(*edit),
            Msg::Act(Action::Paste(text)) => self.entry_mut().paste(text),
            Msg::Act(Action::Reveal) => self.key.field.reveal(),
            Msg::Act(Action::Down) => self.leave_for(Slot::Key, now),
            Msg::Act(Action::Up) => self.leave_for(Slot::Login, now),
            Msg::Act(Action::Back) => {
                self.key.field.hide();
                return Turn::back();
            }
            Msg::Act(Action::Submit) => return self.submit(now),
            _ => {}
        }
        Turn::stay()
    }

    const fn entry_mut(&mut self) -> &mut Entry {
        match self.at {
            Slot::Login => &mut self.login,
            Slot::Key => &mut self.key,
        }
    }

    fn leave_for(&mut self, slot: Slot, now: Timestamp) {
        self.entry_mut().check_typed(now);
        self.key.field.hide();
        self.at = slot;
    }

    fn submit(&mut self, now: Timestamp) -> Turn<api_key::ApiKey> {
        if self.at == Slot::Login && self.login.check(now) {
            self.leave_for(Slot::Key, now);
            return Turn::stay();
        }
        if !self.login.check(now) {
            self.at = Slot::Login;
            return Turn::stay();
        }
        let fine = self.key.check(now);
        let read = (
            api_key::parse_login(self.login.text()),
            api_key::parse_key(self.key.text()),
        );
        match read {
            (Ok(login), Ok(key)) if fine => {
                self.trouble = None;
                self.key.field.hide();
                Turn::done(api_key::ApiKey { login, key })
            }
            _ => Turn::stay(),
        }
    }
}
