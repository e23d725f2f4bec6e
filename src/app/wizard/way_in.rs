//! How to get in: by consent in a browser, or one of the ways for where that cannot be.

use super::choice::Choice;
use crate::app::action::Action;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::consent;
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// The account: its platform decides the words.
    pub host: AccountHost,
    /// The ways.
    pub choice: Choice<consent::WayIn>,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

impl WayIn {
    /// The question; consent is offered first.
    pub fn start(host: AccountHost) -> Self {
        Self {
            host,
            choice: Choice::new(consent::WayIn::ALL.to_vec()),
            trouble: None,
        }
    }

    /// The same choice for another account.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost) -> Self {
        self.host = host;
        self
    }

    /// The question once more, because the answer led to a trouble.
    #[must_use]
    pub fn mending(mut self, trouble: Trouble) -> Self {
        self.trouble = Some(trouble);
        self
    }

    /// The way that is chosen.
    pub fn chosen(&self) -> consent::WayIn {
        self.choice
            .chosen()
            .copied()
            .unwrap_or(consent::WayIn::Consent)
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg) -> Turn<consent::WayIn> {
        match msg {
            Msg::Act(Action::Submit) => {
                self.trouble = None;
                Turn::done(self.chosen())
            }
            Msg::Act(Action::Back) => Turn::back(),
            Msg::Act(action) => {
                self.choice.update(action);
                Turn::stay()
            }
            _ => Turn::stay(),
        }
    }
}
