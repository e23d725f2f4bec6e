//! What is brought instead of consent: the code from «Ключи и доступы», a long-lived token, or the login and the API
//! key of an old account.

use jiff::{SignedDuration, Timestamp};

use super::awaited::seconds_between;
use super::form::Form;
use crate::app::action::Action;
use crate::app::turn::Turn;
use crate::domain::account::AccountHost;
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::api_key::{ApiKey, parse_key, parse_login};
use crate::domain::authorize::question;
use crate::domain::authorize::question::Question;
use crate::domain::secret::Secret;

/// Seconds for which a code lives.
const CODE_LIFETIME: u64 = 20 * 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretStep {
    /// The account: its platform decides the words, and a token does not name it.
    pub host: AccountHost,
    pub method: AuthMethod,
    pub form: Form,
    /// Since when a code is here: it is at least that old.
    pub code_since: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BroughtSecret {
    Code(Secret),
    LongLived(Secret),
    ApiKey(ApiKey),
}

impl SecretStep {
    /// `None` for consent: nothing is brought.
    pub fn start(method: AuthMethod, host: AccountHost) -> Option<Self> {
        let form = match method {
            AuthMethod::Consent => return None,
            AuthMethod::Code => Form::new(Question::Code, &[]),
            AuthMethod::LongLived => Form::new(Question::LongLived, &[]),
            AuthMethod::ApiKey => Form::new(Question::Login, &[Question::ApiKey]),
        };
        Some(Self { host, method, form, code_since: None })
    }

    /// Seconds for which the code works at most.
    pub fn seconds_left(&self, now: Timestamp) -> Option<u64> {
        Some(CODE_LIFETIME.saturating_sub(seconds_between(self.code_since?, now)))
    }

    /// When one second less is left.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let left = self.seconds_left(now).filter(|left| *left > 0)?;
        let passed = i64::try_from(CODE_LIFETIME - left).ok()?;
        self.code_since?.checked_add(SignedDuration::from_secs(passed + 1)).ok()
    }

    pub fn update(&mut self, action: &Action, now: Timestamp) -> Turn<BroughtSecret> {
        let turn = self.form.update(action, now);
        // The clock of a code begins when it arrives, and ends when it is taken away.
        let has_code = question::code(self.form.text(Question::Code)).is_ok();
        self.code_since = has_code.then(|| self.code_since.unwrap_or(now));
        turn.and_then(|()| {
            self.form.trouble = None;
            self.brought(now).map_or(Turn::Stay, Turn::Done)
        })
    }

    fn brought(&self, now: Timestamp) -> Option<BroughtSecret> {
        let text = |question| self.form.text(question);
        Some(match self.method {
            AuthMethod::LongLived => {
                let token = question::long_lived(text(Question::LongLived), now).ok()?;
                BroughtSecret::LongLived(token.token)
            }
            AuthMethod::ApiKey => BroughtSecret::ApiKey(ApiKey {
                login: parse_login(text(Question::Login)).ok()?,
                key: parse_key(text(Question::ApiKey)).ok()?,
            }),
            AuthMethod::Code | AuthMethod::Consent => {
                BroughtSecret::Code(question::code(text(Question::Code)).ok()?)
            }
        })
    }
}
