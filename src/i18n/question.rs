//! The questions in words, and why a text is no answer: what it was recognized as, and what was expected.

use super::Catalog;
use crate::domain::account::AccountError;
use crate::domain::callback::CallbackError;
use crate::domain::pasted::Kind;
use crate::domain::question::{Misfit, Question};
use crate::domain::redirect_uri::RedirectUriError;

impl Catalog {
    /// The message that asks a question on a line.
    pub fn ask(&self, question: Question) -> String {
        self.text(match question {
            Question::Account => "asks-account",
            Question::ClientId => "asks-client-id",
            Question::ClientSecret => "asks-client-secret",
            Question::RedirectUri => "asks-redirect-uri",
            Question::Landed => "asks-landed",
            Question::Code => "asks-code",
            Question::LongLived => "asks-long-lived",
            Question::Login => "asks-login",
            Question::ApiKey => "asks-api-key",
        })
    }

    /// `This is a secret key. The integration ID looks like 2912780f-a1e4-…`
    pub fn misfit(&self, question: Question, misfit: &Misfit) -> String {
        let expected = self.text(expected(question));
        match misfit {
            Misfit::Empty | Misfit::Recognized(Kind::Nothing) => expected,
            Misfit::Recognized(kind) => format!("{} {expected}", self.text(recognized(*kind))),
            Misfit::Shape => format!("{} {expected}", self.text("unlike")),
            Misfit::Account(error) => self.wrong_account(error, &expected),
            Misfit::RedirectUri(error) => self.wrong_redirect_uri(*error, expected),
            Misfit::Callback(error) => self.text(match error {
                CallbackError::NoCode => "paste-no-code",
                CallbackError::CutCode => "paste-cut",
                CallbackError::GarbledCode => "paste-garbled",
                CallbackError::Repeated => "paste-repeated",
            }),
            Misfit::Ended => self.text("token-ended"),
        }
    }

    fn wrong_account(&self, error: &AccountError, expected: &str) -> String {
        match error {
            AccountError::Empty => expected.to_owned(),
            AccountError::ForeignHost(host) => {
                self.say("account-foreign", &[("host", host.as_str().into())])
            }
            AccountError::ServiceHost(_) => self.text("account-service"),
            AccountError::NotAnAccount => self.text("account-no-address"),
        }
    }

    fn wrong_redirect_uri(&self, error: RedirectUriError, expected: String) -> String {
        match error {
            RedirectUriError::Empty => expected,
            RedirectUriError::NotAUrl => self.text("uri-no-url"),
            RedirectUriError::Fragment => self.text("uri-fragment"),
            RedirectUriError::Redirected => self.text("uri-redirected"),
        }
    }
}

const fn expected(question: Question) -> &'static str {
    match question {
        Question::Account => "expects-account",
        Question::ClientId => "expects-client-id",
        Question::ClientSecret => "expects-client-secret",
        Question::RedirectUri => "expects-redirect-uri",
        Question::Landed => "expects-paste",
        Question::Code => "expects-code",
        Question::LongLived => "expects-token",
        Question::Login => "expects-login",
        Question::ApiKey => "expects-api-key",
    }
}

const fn recognized(kind: Kind) -> &'static str {
    match kind {
        Kind::RedirectedUrl => "is-redirected-url",
        Kind::CallbackQuery => "is-callback-query",
        Kind::Code => "is-code",
        Kind::Token => "is-token",
        Kind::TokenAnswer => "is-token-answer",
        Kind::ClientSecret => "is-client-secret",
        Kind::ClientId => "is-client-id",
        Kind::Email => "is-email",
        Kind::ApiKey => "is-api-key",
        Kind::ConsentUrl => "is-consent-url",
        Kind::Address => "is-address",
        Kind::Nothing | Kind::Unknown => "unlike",
    }
}
