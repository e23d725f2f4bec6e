//! A long-lived token: pasted once, and once more when its day has come.

use jiff::Timestamp;

use super::entry::Entry;
use crate::app::action::Action;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::question::{self, Question};
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongLived {
    /// The account: the token does not name it.
    pub host: AccountHost,
    /// The token.
    pub entry: Entry,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

impl LongLived {
    /// An empty field.
    pub fn start(host: AccountHost) -> Self {
        Self {
            host,
            entry: Entry::empty(Question::LongLived),
            trouble: None,
        }
    }

    /// The same token for another account.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost) -> Self {
        self.host = host;
        self
    }

    /// The field once more, because what is in it led to a trouble.
    #[must_use]
    pub fn mending(mut self, trouble: Trouble) -> Self {
        self.trouble = Some(trouble);
        self
    }

    /// What the token says of itself, once it is one.
    pub fn read(&self, now: Timestamp) -> Option<question::LongLived> {
        question::long_lived(self.entry.text(), now).ok()
    }

    /// Whether an action makes sense now.
    pub const fn offers(action: &Action) -> bool {
        matches!(action, Action::Submit | Action::Back | Action::Reveal)
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<question::LongLived> {
        match msg {
            Msg::Act(Action::Edit(edit)) => self.entry.edit(*edit),
            Msg::Act(Action::Paste(text)) => self.entry.paste(text),
            Msg::Act(Action::Reveal) => self.entry.field.reveal(),
            Msg::Act(Action::Back) => {
                self.entry.field.hide();
                return Turn::back();
            }
            Msg::Act(Action::Submit) => {
                if self.entry.check(now)
                    && let Some(token) = self.read(now)
                {
                    self.trouble = None;
                    self.entry.field.hide();
                    return Turn::done(token);
                }
            }
            _ => {}
        }
        Turn::stay()
    }
}
