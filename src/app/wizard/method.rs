//! How to get in: by consent in a browser, or one of the methods for where that cannot be.

use super::choice::Choice;
use crate::app::action::Action;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodStep {
    /// The account: its platform decides the words.
    pub host: AccountHost,
    pub choice: Choice<AuthMethod>,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

impl MethodStep {
    /// The question; consent is offered first.
    pub fn start(host: AccountHost) -> Self {
        Self { host, choice: Choice::new(AuthMethod::ALL.to_vec()), trouble: None }
    }

    pub fn chosen(&self) -> AuthMethod {
        self.choice.chosen().unwrap_or(AuthMethod::Consent)
    }

    pub fn update(&mut self, action: &Action) -> Turn<AuthMethod> {
        let turn = self.choice.update(action);
        if let Turn::Done(_) = turn {
            self.trouble = None;
        }
        turn
    }
}
