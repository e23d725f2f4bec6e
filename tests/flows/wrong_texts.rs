//! Each kind of text in each field: it is told what it is and where it belongs, and nothing is asked of the world.

use std::fmt::Write as _;

use crate::app::wizard::form::{Form, Validity};
use crate::app::wizard::wait::PasteNotice;
use crate::app::wizard::{Step, consent::Phase};
use crate::app::{Effect, Shown};
use crate::domain::authorize::AuthMethod;
use crate::domain::authorize::question::{InputError, Question};
use crate::domain::lang::Lang;
use crate::domain::samples::QUESTIONS;
use crate::i18n::Catalog;
use insta::assert_snapshot;

use super::connecting::{ID, LINK, SECRET, code};
use super::harness::Journey;
use super::samples::now;

const EMAIL: &str = "anna@acme.example";
const API_KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJleHAiOjE4OTM0NTYwMDB9.c2ln-_x";

/// One text of each kind, and those that are nearly right.
fn texts() -> Vec<(&'static str, String)> {
    let landed = format!("http://localhost:18497/callback?code={}&state=1", code());
    vec![
        ("nothing", "  ".into()),
        ("account", "acme.amocrm.ru".into()),
        ("page of the account", "https://acme.amocrm.ru/leads/".into()),
        ("page of amoCRM", "https://www.amocrm.ru/".into()),
        ("another page", "https://example.com/hook".into()),
        ("integration ID", ID.into()),
        ("secret key", SECRET.into()),
        ("code", code()),
        ("cut code", code()[..100].into()),
        ("landed", landed.clone()),
        ("landed, query", landed.split_once('?').unwrap().1.into()),
        ("landed, cut", landed[..80].into()),
        ("denied", "https://example.com/?error=access_denied&client_id=x&state=1".into()),
        ("consent page", LINK.into()),
        ("token", TOKEN.into()),
        ("answer", format!("{{\"access_token\":\"{TOKEN}\"}}")),
        ("e-mail", EMAIL.into()),
        ("API key", API_KEY.into()),
        ("words", "секретный ключ из письма".into()),
    ]
}

#[test]
fn each_kind_of_text_in_each_field_is_told_what_it_is_in_three_languages() {
    let mut table = String::new();
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        for question in QUESTIONS {
            writeln!(table, "{question:?}").unwrap();
            for (kind, text) in texts() {
                let said = match question.check(&text, now()) {
                    Ok(()) => "·".to_owned(),
                    Err(error) => words.input_error(question, &error),
                };
                writeln!(table, "  {kind:<20} {said}").unwrap();
            }
        }
    }
    assert_snapshot!("wrong_texts", table);
}

fn at(question: Question) -> Journey {
    let mut journey = match question {
        Question::Account => Journey::first_time(),
        Question::ClientId | Question::ClientSecret | Question::RedirectUri => {
            let mut journey = Journey::first_time().at_keys();
            let tabs = match question {
                Question::ClientSecret => 1,
                Question::RedirectUri => 2,
                _ => 0,
            };
            journey.keys(&"<tab>".repeat(tabs)).keys("<ctrl-u>");
            journey
        }
        Question::Landed => Journey::first_time().at_waiting().0,
        Question::Code => Journey::first_time().at_secret(AuthMethod::Code),
        Question::LongLived => Journey::first_time().at_secret(AuthMethod::LongLived),
        Question::Login => Journey::first_time().at_secret(AuthMethod::ApiKey),
        Question::ApiKey => {
            let mut journey = Journey::first_time().at_secret(AuthMethod::ApiKey);
            journey.keys(EMAIL).keys("<enter>");
            journey
        }
    };
    journey.effects();
    journey
}

fn thought(journey: &Journey, question: Question) -> Option<InputError> {
    let Shown::Wizard(wizard) = journey.model.screen.shown() else { panic!("not in the wizard") };
    let wrong = |form: &Form| {
        let field = form.fields.iter().find(|field| field.question == question).unwrap();
        match &field.validity {
            Validity::Invalid(error) => Some(error.clone()),
            Validity::Unchecked | Validity::Valid => None,
        }
    };
    match wizard.step() {
        Step::Account(step) => wrong(&step.form),
        Step::Credentials(step) => wrong(&step.form),
        Step::Secret(step) => wrong(&step.form),
        Step::Consent(step) => match &step.phase {
            Phase::Waiting(wait) => match &wait.notice {
                PasteNotice::Wrong(error) => Some(error.clone()),
                _ => None,
            },
            _ => None,
        },
        Step::Resume(_) | Step::Method(_) | Step::Integration(_) | Step::Done(_) => None,
    }
}

#[test]
fn the_wizard_says_so_in_the_field_itself_and_asks_nothing_of_the_world() {
    for question in QUESTIONS {
        for (kind, text) in texts() {
            let Err(expected) = question.check(text.trim(), now()) else { continue };
            // Nothing at all is no paste; Enter in an empty field of the waiting does nothing.
            if expected == InputError::Empty && question == Question::Landed {
                continue;
            }
            let mut journey = at(question);
            let thought = thought(journey.paste(&text).keys("<enter>"), question);
            assert_eq!(thought, Some(expected), "{kind} as {question:?}");
            assert_eq!(journey.effects(), Vec::<Effect>::new(), "{kind} as {question:?}");
        }
    }
}
