//! How an integration is made, in the words of the platform's own interface.

use crate::app::action::Action;
use crate::app::effect::{Effect, Page};
use crate::app::model::Facts;
use crate::app::msg::Msg;
use crate::app::ticket::{Ticket, Tickets};
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// The account in which it is made.
    pub host: AccountHost,
    /// The redirect URI to register.
    pub redirect_uri: String,
    /// What was done last.
    pub said: Said,
    /// Whether there is a browser, and a page worth opening in it.
    opens: bool,
}

/// What was done last, told in one quiet line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Nothing,
    /// The redirect URI is on the clipboard.
    Copied,
    /// The browser was asked for the page.
    Opening(Ticket),
    /// It could not be started.
    NotOpened(Trouble),
}

impl Integration {
    /// The page for an account.
    pub fn start(host: AccountHost, redirect_uri: String, facts: &Facts) -> Self {
        Self {
            host,
            redirect_uri,
            said: Said::Nothing,
            opens: facts.browser && facts.sandbox.is_none() && facts.demo.is_none(),
        }
    }

    /// The same page for another account.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost) -> Self {
        self.host = host;
        self
    }

    /// Whether an action makes sense now.
    pub const fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Submit | Action::Back | Action::CopyLink => true,
            Action::Open => self.opens,
            _ => false,
        }
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, tickets: &mut Tickets) -> Turn<()> {
        match msg {
            Msg::Act(Action::Submit) => Turn::done(()),
            Msg::Act(Action::Back) => Turn::back(),
            Msg::Act(Action::CopyLink) => {
                self.said = Said::Copied;
                Turn::stay().with(Effect::Copy(Secret::new(&*self.redirect_uri)))
            }
            Msg::Act(Action::Open) if self.opens => {
                let ticket = tickets.take();
                self.said = Said::Opening(ticket);
                Turn::stay().with(Effect::Open(ticket, Page::Integrations(self.host.clone())))
            }
            Msg::Opened(ticket, Err(trouble)) if self.said == Said::Opening(*ticket) => {
                self.said = Said::NotOpened(trouble.clone());
                Turn::stay()
            }
            _ => Turn::stay(),
        }
    }
}
