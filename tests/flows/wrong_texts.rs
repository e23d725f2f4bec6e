//! Each kind of text in each field: it is told what it is and where it belongs, and nothing is asked of the world.

use std::fmt::Write as _;

use amokey::app::wizard::account::Stage;
use amokey::app::wizard::entry::{Entry, Verdict};
use amokey::app::wizard::wait::Said;
use amokey::app::wizard::{Step, consent::Phase};
use amokey::app::{Effect, Screen};
use amokey::domain::consent::WayIn;
use amokey::domain::lang::Lang;
use amokey::domain::question::{Misfit, Question};
use amokey::i18n::Catalog;
use insta::assert_snapshot;

use crate::connecting::{ID, LINK, SECRET, code};
use crate::harness::{self, Journey};

const EMAIL: &str = "anna@acme.example";
const API_KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJleHAiOjE4OTM0NTYwMDB9.c2lnbmF0dXJl";

/// One text of each kind, and those that are nearly right.
fn texts() -> Vec<(&'static str, String)> {
    let landed = format!("http://localhost:18497/callback?code={}&state=1", code());
    vec![
        ("nothing", "  ".into()),
        ("account", "acme.amocrm.ru".into()),
        (
            "page of the account",
            "https://acme.amocrm.ru/leads/".into(),
        ),
        ("page of amoCRM", "https://www.amocrm.ru/".into()),
        ("another page", "https://example.com/hook".into()),
        ("integration ID", ID.into()),
        ("secret key", SECRET.into()),
        ("code", code()),
        ("cut code", code()[..100].into()),
        ("landed", landed.clone()),
        ("landed, query", landed.split_once('?').unwrap().1.into()),
        ("landed, cut", landed[..80].into()),
        (
            "denied",
            "https://example.com/?error=access_denied&state=1".into(),
        ),
        ("consent page", LINK.into()),
        ("token", TOKEN.into()),
        ("answer", format!("{{\"access_token\":\"{TOKEN}\"}}")),
        ("e-mail", EMAIL.into()),
        ("API key", API_KEY.into()),
        ("words", "секретный ключ из письма".into()),
    ]
}

fn now() -> jiff::Timestamp {
    harness::NOW.parse().unwrap()
}

#[test]
fn each_kind_of_text_in_each_field_is_told_what_it_is_in_three_languages() {
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        let mut table = String::new();
        for question in Question::ALL {
            writeln!(table, "{question:?}").unwrap();
            for (kind, text) in texts() {
                let said = match question.check(&text, now()) {
                    Ok(()) => "·".to_owned(),
                    Err(misfit) => words.misfit(question, &misfit),
                };
                writeln!(table, "  {kind:<20} {said}").unwrap();
            }
        }
        match lang {
            Lang::En => assert_snapshot!("wrong_texts_en", table),
            Lang::Ru => assert_snapshot!("wrong_texts_ru", table),
            Lang::Uk => assert_snapshot!("wrong_texts_uk", table),
        }
    }
}

/// The wizard with the cursor in the field of a question.
fn at(question: Question) -> Journey {
    let ways = |way: WayIn| {
        let mut journey = Journey::first_time();
        let down = WayIn::ALL.iter().position(|it| *it == way).unwrap();
        journey.keys("acme.amocrm.ru<enter>");
        journey.keys(&"<down>".repeat(down)).keys("<enter>");
        journey
    };
    let with_keys = |way| {
        let mut journey: Journey = ways(way);
        journey
            .keys("<enter>")
            .keys(ID)
            .keys("<enter>")
            .paste(SECRET);
        journey.keys("<enter><enter>").store_works();
        journey
    };
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
        Question::Code => with_keys(WayIn::Code),
        Question::LongLived => ways(WayIn::LongLived),
        Question::Login => with_keys(WayIn::ApiKey),
        Question::ApiKey => {
            let mut journey = with_keys(WayIn::ApiKey);
            journey.keys(EMAIL).keys("<enter>");
            journey
        }
    };
    journey.effects();
    journey
}

/// What the wizard thinks of the field of a question.
fn thought(journey: &Journey, question: Question) -> Option<Misfit> {
    let Screen::Wizard(wizard) = &journey.model.screen else {
        panic!("not in the wizard");
    };
    let verdict = |entry: &Entry| match &entry.verdict {
        Verdict::Wrong(misfit) => Some(misfit.clone()),
        Verdict::Open | Verdict::Fine => None,
    };
    match (wizard.step(), question) {
        (Step::Account(step), _) => match &step.stage {
            Stage::Typing(misfit) => misfit.clone(),
            Stage::Platform(..) | Stage::Existing(..) => None,
        },
        (Step::Credentials(step), Question::ClientId) => verdict(&step.client_id),
        (Step::Credentials(step), Question::ClientSecret) => verdict(&step.client_secret),
        (Step::Credentials(step), _) => verdict(&step.redirect_uri),
        (Step::Code(step), _) => verdict(&step.entry),
        (Step::LongLived(step), _) => verdict(&step.entry),
        (Step::ApiKey(step), Question::Login) => verdict(&step.login),
        (Step::ApiKey(step), _) => verdict(&step.key),
        (Step::Consent(step), _) => match &step.phase {
            Phase::Waiting(wait) => match &wait.said {
                Said::Wrong(misfit) => Some(misfit.clone()),
                _ => None,
            },
            _ => None,
        },
        (Step::Resume(_) | Step::WayIn(_) | Step::Integration(_) | Step::Done(_), _) => None,
    }
}

#[test]
fn the_wizard_says_so_in_the_field_itself_and_asks_nothing_of_the_world() {
    for question in Question::ALL {
        for (kind, text) in texts() {
            let Err(expected) = question.check(text.trim(), now()) else {
                continue;
            };
            // Nothing at all is no paste; Enter in an empty field of the waiting does nothing.
            if expected == Misfit::Empty && question == Question::Landed {
                continue;
            }
            let mut journey = at(question);
            journey.paste(&text).keys("<enter>");
            let thought = thought(&journey, question);
            assert_eq!(thought, Some(expected), "{kind} as {question:?}");
            assert_eq!(
                journey.effects(),
                Vec::<Effect>::new(),
                "{kind} as {question:?}"
            );
        }
    }
}
