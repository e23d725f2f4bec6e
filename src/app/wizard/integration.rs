//! How an integration is made for a way in, in the words of the platform's own interface.

use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::{BrowserPage, Effect};
use crate::app::msg::Msg;
use crate::app::settings::Settings;
use crate::app::ticket::Ticket;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegrationStep {
    /// The account in which it is made.
    pub host: AccountHost,
    /// Not every way in asks the same of it.
    pub method: AuthMethod,
    /// What is to be registered, where that is known.
    pub redirect_uri: Option<String>,
    pub notice: IntegrationNotice,
    /// Whether there is a browser, and a page worth opening in it.
    opens: bool,
}

/// What was done last, told in one quiet line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntegrationNotice {
    None,
    /// The redirect URI is on the clipboard.
    Copied,
    /// The browser was asked for the page.
    Opening(Ticket),
    NotOpened(Trouble),
}

impl IntegrationStep {
    pub fn start(
        host: AccountHost,
        method: AuthMethod,
        redirect_uri: Option<String>,
        settings: &Settings,
    ) -> Self {
        let opens = settings.browser && settings.sandbox.is_none() && settings.demo.is_none();
        Self { host, method, redirect_uri, notice: IntegrationNotice::None, opens }
    }

    pub const fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Submit | Action::Back => true,
            Action::CopyLink => self.redirect_uri.is_some(),
            Action::Open => self.opens,
            _ => false,
        }
    }

    pub fn update(&mut self, msg: &Msg, context: &mut UpdateContext<'_>) -> Turn<()> {
        match msg {
            Msg::Act(Action::Submit) => return Turn::Done(()),
            Msg::Act(Action::Back) => return Turn::Back,
            Msg::Act(Action::CopyLink) => {
                if let Some(uri) = &self.redirect_uri {
                    self.notice = IntegrationNotice::Copied;
                    context.ask(Effect::Copy(Secret::new(uri.as_str())));
                }
            }
            Msg::Act(Action::Open) if self.opens => {
                let page = BrowserPage::Integrations(self.host.clone());
                let ticket = context.ask_for(|ticket| Effect::Open(ticket, page));
                self.notice = IntegrationNotice::Opening(ticket);
            }
            Msg::Opened(ticket, Err(trouble))
                if self.notice == IntegrationNotice::Opening(*ticket) =>
            {
                self.notice = IntegrationNotice::NotOpened(trouble.clone());
            }
            _ => {}
        }
        Turn::Stay
    }
}
