//! The code from «Ключи и доступы»: it lives for twenty minutes, and is pasted here.

use jiff::{SignedDuration, Timestamp};

use super::asked::seconds_between;
use super::entry::Entry;
use crate::app::action::Action;
use crate::app::msg::Msg;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::question::{self, Question};
use crate::domain::redirect_uri::RedirectUri;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How long a code lives.
const LIFETIME: u64 = 20 * 60;

/// The step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The account: its platform decides the words.
    pub host: AccountHost,
    /// The redirect URI with which the code will be exchanged.
    pub redirect_uri: RedirectUri,
    /// The code.
    pub entry: Entry,
    /// Since when it is here: it is at least that old.
    pub here_since: Option<Timestamp>,
    /// Why the wizard came back to this step.
    pub trouble: Option<Trouble>,
}

impl Code {
    /// An empty field.
    pub fn start(host: AccountHost, redirect_uri: RedirectUri) -> Self {
        Self {
            host,
            redirect_uri,
            entry: Entry::empty(Question::Code),
            here_since: None,
            trouble: None,
        }
    }

    /// An empty field once more: the code that was here led to a trouble, and is spent.
    #[must_use]
    pub fn mending(self, trouble: Trouble) -> Self {
        Self {
            trouble: Some(trouble),
            ..Self::start(self.host, self.redirect_uri)
        }
    }

    /// The same code, exchanged for another account or with another redirect URI.
    #[must_use]
    pub fn moved_to(mut self, host: AccountHost, redirect_uri: RedirectUri) -> Self {
        self.host = host;
        self.redirect_uri = redirect_uri;
        self
    }

    /// Seconds for which the code works at most.
    pub fn seconds_left(&self, now: Timestamp) -> Option<u64> {
        Some(LIFETIME.saturating_sub(seconds_between(self.here_since?, now)))
    }

    /// When one second less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let left = self.seconds_left(now).filter(|left| *left > 0)?;
        let passed = i64::try_from(LIFETIME - left).ok()?;
        self.here_since?
            .checked_add(SignedDuration::from_secs(passed + 1))
            .ok()
    }

    /// Whether an action makes sense now.
    pub const fn offers(action: &Action) -> bool {
        matches!(action, Action::Submit | Action::Back | Action::Reveal)
    }

    /// Goes on.
    pub fn update(&mut self, msg: &Msg, now: Timestamp) -> Turn<Secret> {
        match msg {
            Msg::Act(Action::Edit(edit)) => {
                self.entry.edit(*edit);
                self.look(now);
            }
            Msg::Act(Action::Paste(text)) => {
                self.entry.paste(text);
                self.look(now);
            }
            Msg::Act(Action::Reveal) => self.entry.field.reveal(),
            Msg::Act(Action::Back) => {
                self.entry.field.hide();
                return Turn::back();
            }
            Msg::Act(Action::Submit) => {
                if self.entry.check(now)
                    && let Ok(code) = question::code(self.entry.text())
                {
                    self.trouble = None;
                    self.entry.field.hide();
                    return Turn::done(code);
                }
            }
            _ => {}
        }
        Turn::stay()
    }

    /// The clock of a code begins when it arrives, and ends when it is taken away.
    fn look(&mut self, now: Timestamp) {
        self.here_since = match question::code(self.entry.text()) {
            Ok(_) => self.here_since.or(Some(now)),
            Err(_) => None,
        };
    }
}
