//! The ways in besides consent: what is asked, what is shown, and where each failure leads.

use amokey::app::model::Entry;
use amokey::app::msg::Profiles;
use amokey::app::wizard::Step;
use amokey::app::{Effect, Focus, Msg, Screen};
use amokey::domain::api_key::ApiKey;
use amokey::domain::consent::{Entrance, NewConnection, NewLongLived, Order, Progress, WayIn};
use amokey::domain::lang::Lang;
use amokey::domain::profile::{GrantType, Profile};
use amokey::domain::secret::Secret;
use amokey::domain::surroundings::Surroundings;
use amokey::domain::trouble::Cause;
use insta::assert_snapshot;

use crate::connecting::{ID, SECRET, code, credentials, host};
use crate::harness::{Journey, facts};
use crate::samples::{name, oauth};
/// A JWT that works for so many seconds from its making at the beginning of every journey.
fn token(made: i64, life: i64) -> String {
    use base64::Engine as _;
    let claims = format!(
        "{{\"aud\":\"{ID}\",\"iat\":{made},\"exp\":{},\"account_id\":7}}",
        made + life
    );
    let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!(
        "{}.{}.c2lnbmF0dXJl",
        part("{\"typ\":\"JWT\"}"),
        part(&claims)
    )
}

/// The beginning of every journey in seconds.
fn now() -> i64 {
    crate::harness::NOW
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_second()
}

const YEAR: i64 = 365 * 86_400;
const KEY: &str = "0123456789abcdef0123456789abcdef01234567";

impl Journey {
    fn takes(mut self, way: WayIn) -> Self {
        self.keys("acme.amocrm.ru<enter>");
        let down = WayIn::ALL.iter().position(|it| *it == way).unwrap();
        self.keys(&"<down>".repeat(down)).keys("<enter>");
        self
    }

    fn types_keys(&mut self) {
        self.keys("<enter>").keys(ID).keys("<enter>").paste(SECRET);
        self.keys("<enter><enter>");
        assert_eq!(self.store_works(), []);
    }

    fn at_code(self) -> Self {
        let mut journey = self.takes(WayIn::Code);
        journey.types_keys();
        journey
    }

    fn asked(&mut self) -> (amokey::app::Ticket, Order) {
        let effects = self.effects();
        let [Effect::Authorize(ticket, order)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        (*ticket, order.clone())
    }

    fn fails(&mut self, cause: Cause) -> &mut Self {
        let (ticket, _) = self.asked();
        self.go_on(ticket, Progress::Preparing);
        self.go_on(ticket, Progress::Failed(cause.into()))
    }
}

fn step(journey: &Journey) -> &Step {
    match &journey.model.screen {
        Screen::Wizard(wizard) => wizard.step(),
        Screen::Dashboard(_) => panic!("not in the wizard"),
    }
}

fn new() -> NewConnection {
    NewConnection {
        profile: name("acme"),
        host: host(),
        credentials: credentials(),
        sandbox: None,
    }
}

#[test]
fn the_ways_are_offered_and_the_first_is_consent() {
    let mut journey = Journey::first_time();
    journey.keys("acme.amocrm.ru<enter>");
    assert_snapshot!(journey.styled());
    assert!(matches!(step(&journey), Step::WayIn(step) if step.chosen() == WayIn::Consent));
}

#[test]
fn each_way_says_what_it_is_for_in_russian_and_ukrainian() {
    let frames = [Lang::Ru, Lang::Uk].map(|lang| {
        let mut journey = Journey::begin(lang, facts(), Profiles::default(), Entry::Home);
        journey.keys("acme.amocrm.ru<enter>");
        let mut shown = vec![journey.text()];
        shown.extend([(); 3].map(|()| journey.keys("<down>").text()));
        shown.join("\n")
    });
    assert_snapshot!("ways_ru_uk", frames.join("\n"));
}

#[test]
fn a_code_is_pasted_and_exchanged_at_once() {
    let mut journey = Journey::first_time().at_code();
    assert_snapshot!("the_code_is_asked_for", journey.styled());
    journey.paste(&code()).pass(90);
    assert_snapshot!("a_code_lives_for_twenty_minutes", journey.styled());
    journey.keys("<enter>");
    let (_, order) = journey.asked();
    let expected = Entrance::Code(Secret::new(code()));
    assert_eq!(order, Order::New(new(), expected));
    journey.keys("<esc>").pass(20 * 60);
    assert!(journey.text().contains("00:00 left at most"));
    assert!(journey.text().contains("no longer works"));
}

#[test]
fn a_spent_code_is_asked_for_once_more_and_everything_else_is_kept() {
    for cause in [Cause::CodeExpired, Cause::CodeUsed, Cause::CodeGarbled] {
        let mut journey = Journey::first_time().at_code();
        journey.paste(&code()).keys("<enter>").fails(cause);
        let Step::Code(step) = step(&journey) else {
            panic!("{:?}", step(&journey));
        };
        assert_eq!(step.entry.text(), "");
        journey.paste(&code()).keys("<enter>");
        assert_eq!(
            journey.asked().1,
            Order::New(new(), Entrance::Code(Secret::new(code())))
        );
    }
}

#[test]
fn a_wrong_pair_leads_back_to_the_keys_and_the_code_is_kept() {
    let mut journey = Journey::first_time().at_code();
    journey
        .paste(&code())
        .keys("<enter>")
        .fails(Cause::WrongClient);
    assert!(matches!(step(&journey), Step::Credentials(_)));
    journey.keys("<enter>").store_works();
    assert!(matches!(step(&journey), Step::Code(step) if step.entry.text() == code()));
}

#[test]
fn a_token_is_pasted_once_and_says_until_when_it_works() {
    let mut journey = Journey::first_time().takes(WayIn::LongLived);
    assert_snapshot!("the_token_is_asked_for", journey.styled());
    journey.paste(&token(now(), YEAR));
    assert_snapshot!("a_token_says_until_when", journey.styled());
    journey.keys("<enter>");
    let expected = Order::LongLived(NewLongLived {
        profile: name("acme"),
        host: host(),
        sandbox: None,
        token: Secret::new(token(now(), YEAR)),
    });
    let (ticket, order) = journey.asked();
    assert_eq!(order, expected);
    journey.go_on(ticket, Progress::Verifying);
    assert_snapshot!("a_token_is_verified_before_it_is_saved", journey.styled());
}

#[test]
fn a_token_of_a_day_deserves_a_look_and_an_ended_one_is_refused() {
    let mut journey = Journey::first_time().takes(WayIn::LongLived);
    journey.paste(&token(now(), 86_400));
    assert!(journey.text().contains("It lives for a day"));
    let mut journey = Journey::first_time().takes(WayIn::LongLived);
    journey.paste(&token(now() - YEAR, YEAR)).keys("<enter>");
    assert!(journey.text().contains("This token has ended."));
    assert_eq!(journey.effects(), []);
}

#[test]
fn what_is_wrong_about_a_token_is_mended_at_the_token() {
    for cause in [
        Cause::LongLivedRefused,
        Cause::LongLivedEnded,
        Cause::WrongIntegration,
        Cause::WrongAccount {
            expected: "acme.amocrm.ru".into(),
            got: "other.amocrm.ru".into(),
        },
    ] {
        let mut journey = Journey::first_time().takes(WayIn::LongLived);
        journey.paste(&token(now(), YEAR)).keys("<enter>");
        journey.fails(cause.clone());
        assert!(matches!(step(&journey), Step::LongLived(_)), "{cause:?}");
    }
    let mut journey = Journey::first_time().takes(WayIn::LongLived);
    journey.paste(&token(now(), YEAR)).keys("<enter>");
    journey.fails(Cause::NoSuchAccount);
    assert!(matches!(step(&journey), Step::Account(_)));
    journey.keys("<ctrl-u>acme.kommo.com<enter>");
    assert!(
        matches!(step(&journey), Step::LongLived(step) if step.host.as_str() == "acme.kommo.com")
    );
}

#[test]
fn an_ended_token_is_renewed_with_one_paste() {
    let acme = Profile {
        grant: GrantType::LongLived,
        refresh: None,
        ..oauth("acme", "acme.amocrm.ru", -60, 0)
    };
    let profiles = Profiles {
        all: vec![acme],
        pending: Vec::new(),
        unreadable: Vec::new(),
    };
    let mut journey = Journey::begin(Lang::En, facts(), profiles, Entry::Home);
    assert!(journey.text().contains("press a and"));
    journey.effects();
    journey.keys("a");
    assert_eq!(
        (journey.model.focus(), journey.effects()),
        (Focus::Secret, vec![])
    );
    journey.paste(&token(now(), YEAR)).keys("<enter>");
    let (_, order) = journey.asked();
    assert!(matches!(order, Order::LongLived(new) if new.profile == name("acme")));
}

#[test]
fn an_old_account_gives_its_key_and_the_code_is_waited_for() {
    let mut journey = Journey::first_time().takes(WayIn::ApiKey);
    journey.types_keys();
    assert_snapshot!("the_login_and_the_key_are_asked_for", journey.styled());
    journey
        .keys("anna@acme.example<enter>")
        .paste(KEY)
        .keys("<enter>");
    let (ticket, order) = journey.asked();
    let key = ApiKey {
        login: "anna@acme.example".into(),
        key: Secret::new(KEY),
    };
    assert_eq!(order, Order::New(new(), Entrance::ApiKey(key)));
    let waiting = amokey::domain::consent::Waiting {
        way_in: WayIn::ApiKey,
        ..journey.waiting(Some("http://localhost:18497/x7f3k2"))
    };
    journey.tell(Msg::Consent(ticket, Progress::Waiting(Box::new(waiting))));
    assert_eq!(journey.effects(), [], "no browser is opened");
    assert_snapshot!("the_code_of_a_key_is_waited_for", journey.styled());
    journey.pass(61);
    assert!(journey.text().contains("take consent in the browser"));
    journey.paste(&code()).keys("<enter>");
    assert!(matches!(journey.effects().as_slice(), [Effect::Paste(..)]));
}

#[test]
fn a_refused_key_is_asked_for_again_and_keys_that_are_gone_lead_to_another_way() {
    let mut journey = Journey::first_time().takes(WayIn::ApiKey);
    journey.types_keys();
    journey
        .keys("anna@acme.example<enter>")
        .paste(KEY)
        .keys("<enter>");
    journey.fails(Cause::ApiKeyRefused);
    assert!(
        matches!(step(&journey), Step::ApiKey(step) if step.login.text() == "anna@acme.example")
    );
    journey.keys("<enter><enter>").fails(Cause::ApiKeysGone);
    assert_snapshot!("keys_that_are_gone_lead_to_another_way", journey.styled());
    // Everything that was typed is still there.
    journey.keys("<up><up><up><enter><enter>");
    assert!(journey.text().contains(ID));
}

#[test]
fn the_account_that_answered_can_be_meant_instead() {
    let mut journey = Journey::first_time();
    journey.keys("acme.amocrm.ru<enter><enter><enter>");
    journey.keys(ID).keys("<enter>").paste(SECRET);
    journey.keys("<enter><enter>");
    let asked = journey.store_works();
    let Some(Effect::Authorize(ticket, _)) = asked.last() else {
        panic!("{asked:?}");
    };
    let cause = Cause::WrongAccount {
        expected: "acme.amocrm.ru".into(),
        got: "other.amocrm.ru".into(),
    };
    journey.go_on(*ticket, Progress::Failed(cause.into()));
    assert_snapshot!("another_account_answered", journey.styled());
    journey.keys("n<enter><enter>");
    let asked = journey.store_works();
    let Some(Effect::Authorize(_, Order::New(new, Entrance::Consent))) = asked.last() else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (new.profile.as_str(), new.host.as_str()),
        ("other", "other.amocrm.ru")
    );
    assert_eq!(new.credentials, credentials());
}

#[test]
fn where_no_browser_comes_back_the_paste_is_shown_the_way() {
    for (surroundings, browser, name) in [
        (Surroundings::Container, false, "container"),
        (Surroundings::Wsl, true, "Windows"),
        (Surroundings::NoDisplay, false, "no browser here"),
        (Surroundings::Ssh { here: None }, false, "no browser here"),
    ] {
        let facts = amokey::app::model::Facts {
            surroundings,
            browser,
            ..facts()
        };
        let begun = Journey::begin(Lang::En, facts, Profiles::default(), Entry::Home);
        let (journey, _) = begun.at_waiting();
        assert!(journey.text().contains(name), "{}", journey.text());
        assert!(journey.text().contains("▏"), "{}", journey.text());
    }
}

#[test]
fn in_a_small_window_each_question_keeps_its_field() {
    let frames = [WayIn::Code, WayIn::LongLived, WayIn::ApiKey].map(|way| {
        let begun = Journey::begin(Lang::Ru, facts(), Profiles::default(), Entry::Home);
        let mut journey = begun.sized(60, 16).takes(way);
        if way != WayIn::LongLived {
            journey.types_keys();
        }
        journey.paste("hello").keys("<enter>");
        assert!(journey.text().contains("✗"), "{}", journey.text());
        journey.text()
    });
    assert_snapshot!("small_windows_ru", frames.join("────\n"));
}

#[test]
fn what_comes_next_is_copied_with_a_key() {
    let (mut journey, ticket) = Journey::first_time().at_consent();
    journey.go_on(
        ticket,
        Progress::Connected(Box::new(crate::connecting::connected()), None),
    );
    journey.effects();
    for (key, command) in [
        ("s", "amokey schedule install"),
        ("e", "amokey export acme --to env"),
        ("t", "amokey exec acme -- ./script.sh"),
    ] {
        assert!(journey.text().contains(command), "{}", journey.text());
        let copied = journey.keys(key).effects();
        assert_eq!(copied, [Effect::Copy(Secret::new(command))]);
    }
    assert!(journey.text().contains("on your clipboard"));
}
