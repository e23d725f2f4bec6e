//! Waiting for the browser: the countdown, the link and its keys, the paste field.

use jiff::{SignedDuration, Timestamp};

use super::asked::{Asked, seconds_between};
use super::consent::Ended;
use crate::app::action::Action;
use crate::app::effect::{Effect, Page};
use crate::app::field::Field;
use crate::app::model::Facts;
use crate::app::ticket::{Ticket, Tickets};
use crate::app::turn::Turn;
use crate::domain::consent::{Waiting, WayIn};
use crate::domain::question::{self, Misfit};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// After this many seconds without a callback the likely causes are told.
pub const SILENCE: u64 = 60;

/// Waiting for the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Since when.
    pub asked: Asked,
    /// Where.
    pub waiting: Waiting,
    /// What is pasted.
    pub field: Field,
    /// What is told beside the field.
    pub said: Said,
    /// How the consent page was opened.
    pub opening: Opening,
    /// What lies over the step.
    pub overlay: Overlay,
}

/// What is told beside the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// What was pasted cannot be used.
    Wrong(Misfit),
    /// A request came that is not the one that is waited for.
    Stray(Trouble),
    /// The link is on the clipboard.
    Copied,
    /// What was pasted is being looked at; in the demo, the sandbox was asked to consent.
    Handed,
}

/// How the consent page was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// By the person: no browser may be started here.
    ByHand,
    /// By us.
    Asked(Ticket),
    /// We could not.
    Failed(Trouble),
}

/// What lies over the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The link as a QR code. Nothing moves while it is shown.
    QrCode,
}

impl Wait {
    /// Opens the consent page, where there is a browser.
    pub fn start(
        asked: Asked,
        waiting: &Waiting,
        facts: &Facts,
        tickets: &mut Tickets,
    ) -> (Self, Turn<Ended>) {
        let (opening, turn) = if facts.browser && waiting.way_in == WayIn::Consent {
            let (ticket, effect) = open(&waiting.start_url, tickets);
            (Opening::Asked(ticket), Turn::stay().with(effect))
        } else {
            (Opening::ByHand, Turn::stay())
        };
        let wait = Self {
            asked,
            waiting: waiting.clone(),
            field: Field::default(),
            said: Said::Nothing,
            opening,
            overlay: Overlay::None,
        };
        (wait, turn)
    }

    /// Seconds until the attempt ends.
    pub fn seconds_left(&self, now: Timestamp) -> u64 {
        seconds_between(now, self.waiting.expires_at)
    }

    /// Whether it has been silent for so long that something is probably wrong.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.asked.seconds(now) >= SILENCE
    }

    /// When one second less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        if self.overlay == Overlay::QrCode {
            return None;
        }
        let left = i64::try_from(self.seconds_left(now)).ok()?;
        let at = |seconds| {
            self.waiting
                .expires_at
                .checked_sub(SignedDuration::from_secs(seconds))
                .ok()
                .filter(|at| *at > now)
        };
        // The shown number holds until it is exceeded: exactly at a full second, the next one counts.
        at(left).or_else(|| (left > 0).then(|| at(left - 1)).flatten())
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: &Action, facts: &Facts, tickets: &mut Tickets) -> Turn<Ended> {
        let link = &self.waiting.consent_url;
        match action {
            Action::QrCode => {
                self.overlay = match self.overlay {
                    Overlay::None => Overlay::QrCode,
                    Overlay::QrCode => Overlay::None,
                };
            }
            Action::CopyLink => {
                let effect = Effect::Copy(link.clone());
                self.said = Said::Copied;
                return Turn::stay().with(effect);
            }
            Action::PrintLink => return Turn::stay().with(Effect::PrintLink(link.clone())),
            Action::Open if facts.browser => {
                let (ticket, effect) = open(&self.waiting.start_url, tickets);
                self.opening = Opening::Asked(ticket);
                return Turn::stay().with(effect);
            }
            Action::Edit(edit) if self.overlay == Overlay::None => {
                self.field.edit(*edit);
                self.said = Said::Nothing;
            }
            Action::Paste(text) if self.overlay == Overlay::None => {
                self.field.paste(text);
                self.said = Said::Nothing;
            }
            Action::LetSandboxConsent if facts.demo.is_some() => return self.let_consent(),
            Action::Submit if self.overlay == Overlay::None => return self.submit(facts),
            _ => {}
        }
        Turn::stay()
    }

    fn submit(&mut self, facts: &Facts) -> Turn<Ended> {
        if self.field.text().trim().is_empty() {
            return if facts.demo.is_some() {
                self.let_consent()
            } else {
                Turn::stay()
            };
        }
        match question::landed(self.field.text()) {
            Ok(pasted) => {
                self.field = Field::default();
                self.said = Said::Handed;
                Turn::stay().with(Effect::Paste(self.asked.ticket, pasted))
            }
            Err(error) => {
                self.said = Said::Wrong(error);
                Turn::stay()
            }
        }
    }

    fn let_consent(&mut self) -> Turn<Ended> {
        self.said = Said::Handed;
        Turn::stay().with(Effect::LetSandboxConsent(self.waiting.consent_url.clone()))
    }
}

fn open(link: &Secret, tickets: &mut Tickets) -> (Ticket, Effect) {
    let ticket = tickets.take();
    (ticket, Effect::Open(ticket, Page::Consent(link.clone())))
}
