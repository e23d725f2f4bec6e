//! Waiting for the browser: the countdown, the link and its keys, the paste field.

use jiff::{SignedDuration, Timestamp};

use super::awaited::{Awaited, seconds_between};
use crate::app::action::Action;
use crate::app::context::UpdateContext;
use crate::app::effect::{BrowserPage, Effect};
use crate::app::field::Field;
use crate::app::ticket::Ticket;
use crate::domain::authorize::pasted;
use crate::domain::authorize::pasted_fields;
use crate::domain::authorize::question::InputError;
use crate::domain::authorize::{AuthMethod, Waiting};
use crate::domain::trouble::Trouble;

/// After this many seconds without a callback the likely causes are told.
pub const SILENCE: u64 = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    pub awaited: Awaited,
    pub waiting: Waiting,
    pub field: Field,
    pub notice: PasteNotice,
    pub opening: Opening,
    /// Whether the link lies over the step as a QR code. Nothing moves while it is shown.
    pub qr_code: bool,
}

/// What is told beside the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteNotice {
    None,
    /// What was pasted cannot be used.
    Wrong(InputError),
    /// A request came that is not the one that is waited for.
    Stray(Trouble),
    /// The link is on the clipboard.
    Copied,
    /// What was pasted is being looked at; in the demo, the sandbox was asked to consent.
    TokenExport,
}

/// How the consent page was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// By the person: no browser may be started here.
    ByHand,
    Asked(Ticket),
    Failed(Trouble),
}

impl Wait {
    /// Opens the consent page, where there is a browser.
    pub fn start(awaited: Awaited, waiting: &Waiting, context: &mut UpdateContext<'_>) -> Self {
        let mut wait = Self {
            awaited,
            waiting: waiting.clone(),
            field: Field::default(),
            notice: PasteNotice::None,
            opening: Opening::ByHand,
            qr_code: false,
        };
        if context.settings.browser && waiting.auth_method == AuthMethod::Consent {
            wait.open(context);
        }
        wait
    }

    /// Seconds until the attempt ends.
    pub fn seconds_left(&self, now: Timestamp) -> u64 {
        seconds_between(now, self.waiting.expires_at)
    }

    /// Whether it has been silent for so long that something is probably wrong.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.awaited.seconds(now) >= SILENCE
    }

    /// When one second less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        if self.qr_code {
            return None;
        }
        let left = i64::try_from(self.seconds_left(now)).ok()?;
        let at = |seconds| {
            let at = self.waiting.expires_at.checked_sub(SignedDuration::from_secs(seconds)).ok();
            at.filter(|at| *at > now)
        };
        // The shown number holds until it is exceeded: exactly at a full second, the next one counts.
        at(left).or_else(|| (left > 0).then(|| at(left - 1)).flatten())
    }

    pub fn offers(&self, action: &Action) -> bool {
        match action {
            Action::Open => self.opening != Opening::ByHand,
            Action::Submit | Action::LetSandboxConsent => !self.qr_code,
            Action::CopyLink | Action::QrCode | Action::PrintLink => {
                self.waiting.auth_method == AuthMethod::Consent
            }
            Action::Back => true,
            _ => false,
        }
    }

    pub fn act(&mut self, action: &Action, context: &mut UpdateContext<'_>) {
        let link = &self.waiting.consent_url;
        match action {
            Action::QrCode => self.qr_code = !self.qr_code,
            Action::CopyLink => {
                context.ask(Effect::Copy(link.clone()));
                self.notice = PasteNotice::Copied;
            }
            Action::PrintLink => context.ask(Effect::PrintLink(link.clone())),
            Action::Open if context.settings.browser => self.open(context),
            Action::Edit(edit) if !self.qr_code => {
                self.field.edit(*edit);
                self.notice = PasteNotice::None;
            }
            Action::Paste(text) if !self.qr_code => {
                self.notice = match pasted_fields::one_value(text.expose()) {
                    Ok(()) => {
                        self.field.paste(text);
                        PasteNotice::None
                    }
                    Err(error) => PasteNotice::Wrong(error),
                };
            }
            Action::LetSandboxConsent => self.let_sandbox_consent(context),
            Action::Submit if !self.qr_code => self.submit(context),
            _ => {}
        }
    }

    fn submit(&mut self, context: &mut UpdateContext<'_>) {
        if self.field.text().trim().is_empty() {
            return self.let_sandbox_consent(context);
        }
        self.notice = match pasted::parse(self.field.text()) {
            Ok(pasted) => {
                self.field = Field::default();
                context.ask(Effect::Paste(self.awaited.ticket, pasted));
                PasteNotice::TokenExport
            }
            Err(error) => PasteNotice::Wrong(error),
        };
    }

    /// In the demo only.
    fn let_sandbox_consent(&mut self, context: &mut UpdateContext<'_>) {
        if context.settings.demo.is_some() {
            let Waiting { consent_url, host, .. } = &self.waiting;
            context.ask(Effect::LetSandboxConsent(consent_url.clone(), host.clone()));
            self.notice = PasteNotice::TokenExport;
        }
    }

    fn open(&mut self, context: &mut UpdateContext<'_>) {
        let page = BrowserPage::Consent(self.waiting.start_url.clone());
        self.opening = Opening::Asked(context.ask_for(|ticket| Effect::Open(ticket, page)));
    }
}
