//! The wizard step by step, as it is seen.

use amokey::app::Msg;
use amokey::app::model::{Entry, Facts};
use amokey::app::msg::Profiles;
use amokey::domain::consent::Progress;
use amokey::domain::lang::Lang;
use amokey::domain::surroundings::Surroundings;
use amokey::domain::trouble::{Cause, Detail, Trouble};
use insta::assert_snapshot;

use crate::connecting::{connected, demo, ticket};
use crate::harness::{Journey, facts};
use crate::samples::{acme, only, pending};

fn first_time(lang: Lang) -> Journey {
    Journey::begin(lang, facts(), Profiles::default(), Entry::Home)
}

/// The same screen in the two languages that are not English.
fn others(shown: impl Fn(Lang) -> Journey) -> String {
    [Lang::Ru, Lang::Uk]
        .map(|lang| shown(lang).text())
        .join("────\n")
}

#[test]
fn the_account_is_asked_first_and_the_language_is_in_sight() {
    assert_snapshot!(first_time(Lang::En).styled());
    assert_snapshot!("account_ru_uk", others(first_time));
}

#[test]
fn a_name_alone_asks_for_the_platform() {
    let mut journey = Journey::first_time();
    journey.keys("acme<enter><down>");
    assert_snapshot!(journey.styled());
}

#[test]
fn an_account_that_is_connected_is_offered_again() {
    let mut journey = Journey::begin(Lang::En, facts(), only(acme()), Entry::Setup);
    journey.keys("acme.kommo.com<enter>");
    assert_snapshot!(journey.text());
}

#[test]
fn what_is_no_account_is_told_what_it_is() {
    let mut journey = Journey::first_time();
    journey.paste("https://www.amocrm.ru/oauth").keys("<enter>");
    assert_snapshot!(journey.text());
}

#[test]
fn how_an_integration_is_made_in_amocrm() {
    let shown = |lang| {
        let mut journey = first_time(lang);
        journey.keys("acme.amocrm.ru<enter><enter>");
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("integration_ru_uk", others(shown));
}

#[test]
fn how_an_integration_is_made_in_kommo() {
    let shown = |lang| {
        let mut journey = first_time(lang);
        journey.keys("acme.kommo.com<enter><enter>c");
        journey
    };
    assert_snapshot!(shown(Lang::En).text());
    assert_snapshot!("integration_kommo_ru_uk", others(shown));
}

#[test]
fn the_keys_are_asked_for_with_their_labels() {
    let shown = |lang| first_time(lang).at_keys();
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("keys_ru_uk", others(shown));
}

#[test]
fn wrong_keys_are_named_under_their_fields() {
    let shown = |lang| {
        let mut journey = first_time(lang).at_keys();
        journey.paste(&"a1B2".repeat(16)).keys("<tab>");
        journey.paste(&"x7Yz".repeat(10)).keys("<tab>");
        journey.keys("<ctrl-u>http://localhost:18497<enter>");
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("wrong_keys_ru_uk", others(shown));
}

#[test]
fn a_store_that_cannot_be_used_is_explained_before_a_code_is_spent() {
    let mut journey = Journey::first_time().at_keys();
    journey.keys(crate::connecting::ID).keys("<enter>");
    journey
        .paste(crate::connecting::SECRET)
        .keys("<enter><enter>");
    journey.pass(3);
    assert_snapshot!("the_store_is_tried", journey.text());
    let asked = ticket(&journey.effects());
    let trouble = Trouble::noted(
        Cause::StoreMissing,
        "org.freedesktop.DBus.Error.NotSupported",
    );
    journey.tell(Msg::StoreChecked(asked, Err(trouble)));
    assert_snapshot!(journey.styled());
}

#[test]
fn consent_is_waited_for() {
    let shown = |lang| first_time(lang).at_waiting().0;
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("consent_ru_uk", others(shown));
}

#[test]
fn consent_in_a_small_window_and_in_a_large_one() {
    let shown = |width, height| first_time(Lang::En).sized(width, height).at_waiting().0;
    assert_snapshot!("consent_60x16", shown(60, 16).text());
    assert_snapshot!("consent_200x60", shown(200, 60).text());
    let (mut silent, _) = first_time(Lang::Ru).sized(60, 16).at_waiting();
    silent.pass(60);
    assert_snapshot!("silence_60x16_ru", silent.text());
}

#[test]
fn after_a_minute_of_silence_the_likely_causes_are_told() {
    let shown = |lang| {
        let (mut journey, _) = first_time(lang).at_waiting();
        journey.pass(60);
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("silence_ru_uk", others(shown));
}

#[test]
fn on_another_machine_the_way_there_is_told() {
    let facts = Facts {
        surroundings: Surroundings::Ssh {
            here: Some("anna@server.example".into()),
        },
        browser: false,
        ..facts()
    };
    let begun = Journey::begin(Lang::En, facts, Profiles::default(), Entry::Home);
    assert_snapshot!(begun.at_waiting().0.text());
}

#[test]
fn without_a_loopback_address_the_landing_page_is_pasted() {
    let mut journey = Journey::first_time().at_keys();
    journey.keys(crate::connecting::ID).keys("<enter>");
    journey.paste(crate::connecting::SECRET).keys("<enter>");
    journey.keys("<ctrl-u>https://example.com/hook<enter>");
    let (mut journey, ticket) = journey.submit_keys();
    journey.wait(ticket, None);
    assert_snapshot!(journey.text());
}

#[test]
fn a_stray_callback_is_told_and_waiting_goes_on() {
    let (mut journey, ticket) = Journey::first_time().at_waiting();
    journey.go_on(ticket, Progress::Stray(Cause::WrongAttempt.into()));
    assert_snapshot!(journey.text());
}

#[test]
fn no_browser_could_be_started() {
    let (mut journey, _) = Journey::first_time().at_waiting();
    let opening = ticket(&journey.effects());
    journey.tell(Msg::Opened(opening, Err(Cause::NoBrowser.into())));
    assert_snapshot!(journey.text());
}

#[test]
fn the_link_as_a_qr_code_or_why_not() {
    let (mut journey, _) = Journey::first_time().at_waiting();
    journey.keys("<ctrl-g>");
    assert_snapshot!("qr_too_small", journey.text());
    let (mut journey, _) = Journey::first_time().sized(80, 32).at_waiting();
    journey.keys("<ctrl-g>");
    assert_snapshot!(journey.text());
}

#[test]
fn the_keychain_waits_for_its_password() {
    let (mut journey, ticket) = Journey::first_time().at_consent();
    journey.go_on(ticket, Progress::Preparing);
    journey.tell(Msg::Unlocking(true)).pass(5);
    assert_snapshot!(journey.text());
    let locked = journey.text();
    journey.tell(Msg::Unlocking(false));
    assert_ne!(locked, journey.text());
}

#[test]
fn exchange_save_and_verify_are_ticked_off() {
    let (mut journey, ticket) = Journey::first_time().at_waiting();
    journey.go_on(ticket, Progress::Exchanging);
    journey.go_on(ticket, Progress::Saving).pass(2);
    assert_snapshot!(journey.styled());
}

#[test]
fn denied() {
    let shown = |lang| {
        let (mut journey, ticket) = first_time(lang).at_waiting();
        journey.go_on(ticket, Progress::Failed(Cause::Denied.into()));
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("denied_ru_uk", others(shown));
}

#[test]
fn a_refused_pair_leads_back_to_the_keys_with_what_was_said() {
    let shown = |lang| {
        let (mut journey, ticket) = first_time(lang).at_waiting();
        let trouble = Trouble {
            cause: Cause::RedirectUriMismatch,
            detail: Detail {
                hint: Some("Redirect URI is not associated with client".into()),
                status: Some(400),
                request_id: Some("5f1c0a".into()),
                note: None,
            },
        };
        journey.go_on(ticket, Progress::Failed(trouble));
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("redirect_uri_mismatch_ru_uk", others(shown));
}

#[test]
fn connected_and_until_when() {
    let shown = |lang| {
        let (mut journey, ticket) = first_time(lang).at_waiting();
        journey.go_on(ticket, Progress::Connected(Box::new(connected()), None));
        journey
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("done_ru_uk", others(shown));
}

#[test]
fn connected_but_not_verified_yet() {
    let (mut journey, ticket) = Journey::first_time().at_waiting();
    let mut profile = connected();
    profile.account = None;
    let trouble = Trouble::new(Cause::TimedOut);
    journey.go_on(
        ticket,
        Progress::Connected(Box::new(profile), Some(trouble)),
    );
    assert_snapshot!(journey.text());
}

#[test]
fn an_attempt_that_waits_can_be_gone_on_with() {
    let shown = |lang| {
        let waiting = Profiles {
            all: Vec::new(),
            pending: vec![pending(&acme())],
            unreadable: Vec::new(),
        };
        Journey::begin(lang, facts(), waiting, Entry::Home)
    };
    assert_snapshot!(shown(Lang::En).styled());
    assert_snapshot!("resume_ru_uk", others(shown));
}

#[test]
fn once_more_goes_straight_to_consent() {
    let entry = Entry::Authorize(acme().name);
    let mut journey = Journey::begin(Lang::En, facts(), only(acme()), entry);
    let ticket = ticket(&journey.effects());
    journey.wait(ticket, Some("http://localhost:18497/x7f3k2"));
    assert_snapshot!(journey.text());
}

#[test]
fn the_demo_says_that_it_is_one() {
    let shown = |lang| Journey::begin(lang, demo(), Profiles::default(), Entry::Home);
    assert_snapshot!(shown(Lang::En).text());
    assert_snapshot!("demo_account_ru_uk", others(shown));
    let shown = |lang| {
        let mut journey = shown(lang);
        journey.keys("<enter><enter><enter><enter><enter>");
        let (mut journey, ticket) = journey.submit_keys();
        journey.wait(ticket, Some("http://localhost:18497/x7f3k2"));
        journey
    };
    assert_snapshot!("demo_consent", shown(Lang::En).text());
    assert_snapshot!("demo_consent_ru_uk", others(shown));
}

#[test]
fn the_cursor_stands_behind_what_is_typed() {
    let mut journey = Journey::first_time();
    assert_eq!(journey.cursor(), (8, 5));
    journey.keys("acme");
    assert_eq!(journey.cursor(), (12, 5));
    journey.keys("<left><left>");
    assert_eq!(journey.cursor(), (10, 5));
}

#[test]
fn in_a_small_window_the_field_and_what_is_wrong_stay() {
    let small = |lang| first_time(lang).sized(60, 16);
    let mut screens = Vec::new();
    screens.push(small(Lang::Ru));
    let mut integration = small(Lang::Uk);
    integration.keys("acme.amocrm.ru<enter><enter>");
    screens.push(integration);
    let (mut mismatch, ticket) = small(Lang::Ru).at_waiting();
    mismatch.go_on(ticket, Progress::Failed(Cause::RedirectUriMismatch.into()));
    screens.push(mismatch);
    let (mut missing, ticket) = small(Lang::Uk).at_waiting();
    missing.go_on(ticket, Progress::Failed(Cause::StoreMissing.into()));
    screens.push(missing);
    let (mut done, ticket) = small(Lang::En).at_waiting();
    done.go_on(ticket, Progress::Connected(Box::new(connected()), None));
    screens.push(done);
    let screens: Vec<String> = screens.iter().map(Journey::text).collect();
    assert_snapshot!(screens.join("────\n"));
}
