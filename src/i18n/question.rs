//! The questions in words, and why a text is no answer: what it was recognized as, and what was expected.

use super::Catalog;
use crate::domain::account::AccountError;
use crate::domain::authorize::callback::CallbackError;
use crate::domain::authorize::question::{InputError, Question};
use crate::domain::authorize::recognize::TextKind;
use crate::domain::authorize::redirect_uri::RedirectUriError;
use crate::domain::profile::ProfileName;

impl Catalog {
    /// The message that asks a question on a line.
    pub fn ask(&self, question: Question) -> String {
        self.word("asks", &question)
    }

    /// The same in short, after something else was said.
    pub fn ask_again(&self, question: Question) -> String {
        match question {
            Question::Account => self.text("step-account"),
            Question::Login => self.text("api-key-login"),
            Question::ClientId
            | Question::ClientSecret
            | Question::RedirectUri
            | Question::Landed
            | Question::Code
            | Question::LongLived
            | Question::ApiKey => self.ask(question),
        }
    }

    /// `This is a secret key. The integration ID looks like 2912780f-a1e4-…`
    pub fn input_error(&self, question: Question, error: &InputError) -> String {
        let expected = self.word("expects", &question);
        let id = match error {
            InputError::Empty | InputError::Recognized(TextKind::Nothing) => return expected,
            InputError::Recognized(kind) => {
                return format!("{} {expected}", self.word("is", kind));
            }
            InputError::Shape => {
                return format!("{} {expected}", self.word("is", &TextKind::Unknown));
            }
            InputError::Account(AccountError::ForeignHost(host)) => {
                return self.say("account-foreign", &[("host", host.as_str().into())]);
            }
            InputError::Account(AccountError::ServiceHost(_)) => "account-service",
            InputError::Account(AccountError::NotAnAccount) => "account-no-address",
            InputError::RedirectUri(RedirectUriError::NotAUrl) => "uri-no-url",
            InputError::RedirectUri(RedirectUriError::Fragment) => "uri-fragment",
            InputError::RedirectUri(RedirectUriError::Redirected) => "uri-redirected",
            InputError::Callback(CallbackError::NoCode) => "paste-no-code",
            InputError::Callback(CallbackError::CutCode) => "paste-cut",
            InputError::Callback(CallbackError::GarbledCode) => "paste-garbled",
            InputError::Callback(CallbackError::Repeated) => "paste-repeated",
            InputError::Lines => "paste-lines",
            InputError::Ended => "token-ended",
        };
        self.text(id)
    }

    /// Says that a connection has another name than was wished for.
    pub fn connected_as(&self, profile: &ProfileName, wished: &ProfileName) -> String {
        let names = [("profile", profile.as_str().into()), ("wished", wished.as_str().into())];
        self.say("connected-as", &names)
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::variant;
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn every_question_is_asked_and_its_answer_described_in_every_language() {
        for lang in Lang::ALL {
            let words = Catalog::new(lang);
            for question in crate::domain::samples::QUESTIONS {
                for said in [words.ask(question), words.input_error(question, &InputError::Empty)] {
                    assert!(!said.ends_with(&variant(&question).0), "{said}");
                }
            }
        }
    }
}
