//! What is wrong about a text, by what it was recognized as and by what was expected.

use super::scene::Scene;
use crate::app::wizard::account::Problem as AccountProblem;
use crate::app::wizard::credentials::{Problem, Slot};
use crate::domain::account::AccountError;
use crate::domain::callback::CallbackError;
use crate::domain::credentials::FieldError;
use crate::domain::pasted::{Kind, PastedError};
use crate::domain::redirect_uri::RedirectUriError;

impl Scene<'_> {
    /// What is wrong about the account's address.
    pub fn wrong_account(&self, problem: &AccountProblem) -> String {
        match problem {
            AccountProblem::Recognized(kind) => self.something_else(*kind, "expects-account"),
            AccountProblem::Address(AccountError::Empty) => self.words.text("expects-account"),
            AccountProblem::Address(AccountError::ForeignHost(host)) => self
                .words
                .say("account-foreign", &[("host", host.as_str().into())]),
            AccountProblem::Address(AccountError::ServiceHost(_)) => {
                self.words.text("account-service")
            }
            AccountProblem::Address(AccountError::NotAnAccount) => {
                self.words.text("account-no-address")
            }
        }
    }

    /// What is wrong about a field of the integration.
    pub fn wrong_field(&self, slot: Slot, problem: Problem) -> String {
        let expected = match slot {
            Slot::ClientId => "expects-client-id",
            Slot::ClientSecret => "expects-client-secret",
            Slot::RedirectUri => "expects-redirect-uri",
        };
        match problem {
            Problem::Field(FieldError::Empty) | Problem::Uri(RedirectUriError::Empty) => {
                self.words.text(expected)
            }
            Problem::Field(FieldError::Recognized(kind)) => self.something_else(kind, expected),
            Problem::Field(FieldError::Shape) => {
                let unlike = self.words.text("unlike");
                format!("{unlike} {}", self.words.text(expected))
            }
            Problem::Uri(RedirectUriError::NotAUrl) => self.words.text("uri-no-url"),
            Problem::Uri(RedirectUriError::PlainHttp) => self.words.text("uri-plain-http"),
            Problem::Uri(RedirectUriError::Fragment) => self.words.text("uri-fragment"),
            Problem::Uri(RedirectUriError::Redirected) => self.words.text("uri-redirected"),
        }
    }

    /// What is wrong about what was pasted in the consent step.
    pub fn wrong_paste(&self, error: &PastedError) -> String {
        match error {
            PastedError::Recognized(kind) => self.something_else(*kind, "expects-paste"),
            PastedError::Callback(CallbackError::NoCode) => self.words.text("paste-no-code"),
            PastedError::CutCode | PastedError::Callback(CallbackError::CutCode) => {
                self.words.text("paste-cut")
            }
            PastedError::Callback(CallbackError::GarbledCode) => self.words.text("paste-garbled"),
            PastedError::Callback(CallbackError::Repeated) => self.words.text("paste-repeated"),
        }
    }

    /// `This is a secret key. The integration ID looks like 2912780f-a1e4-…`
    fn something_else(&self, kind: Kind, expected: &str) -> String {
        let is = self.words.text(match kind {
            Kind::Nothing => return self.words.text(expected),
            Kind::RedirectedUrl => "is-redirected-url",
            Kind::CallbackQuery => "is-callback-query",
            Kind::Code => "is-code",
            Kind::Token => "is-token",
            Kind::TokenAnswer => "is-token-answer",
            Kind::ClientSecret => "is-client-secret",
            Kind::ClientId => "is-client-id",
            Kind::ConsentUrl => "is-consent-url",
            Kind::Address => "is-address",
            Kind::Unknown => "unlike",
        });
        format!("{is} {}", self.words.text(expected))
    }
}
