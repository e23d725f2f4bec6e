//! The wizard step by step, as it is seen.

use crate::app::Msg;
use crate::app::model::StartAt;
use crate::domain::authorize::{AuthMethod, Progress};
use crate::domain::lang::Lang;
use crate::domain::profile::Profile;
use crate::domain::profile::rows::Profiles;
use crate::domain::trouble::{Cause, Detail, Trouble};
use insta::assert_snapshot;

use super::connecting::{connected, demo, ticket};
use super::harness::{Journey, settings};
use super::samples::{acme, only, pending};

/// Consent that was waited for, and what came then.
fn ended(journey: Journey, progress: Progress) -> Journey {
    let (mut journey, ticket) = journey.at_waiting();
    journey.go_on(ticket, progress);
    journey
}

/// A name of what is shown, and how it is reached.
type Step = (&'static str, fn(Lang) -> Journey);

const STEPS: [Step; 13] = [
    ("the_account_is_asked_first", Journey::first_time_in),
    ("an_integration_is_made_in_amocrm", |lang| typed(lang, "acme.amocrm.ru<enter><enter>")),
    ("an_integration_is_made_in_kommo", |lang| typed(lang, "acme.kommo.com<enter><enter>c")),
    ("the_keys_are_asked_for", |lang| Journey::first_time_in(lang).at_keys()),
    ("wrong_keys_are_named", |lang| {
        let mut journey = Journey::first_time_in(lang).at_keys();
        journey.paste(&"a1B2".repeat(16)).keys("<tab>").paste(&"x7Yz".repeat(10)).keys("<tab>");
        journey.keys("<ctrl-u>http://localhost:18497<enter>");
        journey
    }),
    ("consent_is_waited_for", |lang| Journey::first_time_in(lang).at_waiting().0),
    ("after_a_minute_of_silence", |lang| {
        let (mut journey, _) = Journey::first_time_in(lang).at_waiting();
        journey.pass(60);
        journey
    }),
    ("consent_is_denied", |lang| {
        ended(Journey::first_time_in(lang), Progress::Failed(Cause::Denied.into()))
    }),
    ("a_refused_pair_leads_back_to_the_keys", |lang| {
        let trouble = Trouble {
            cause: Cause::RedirectUriMismatch,
            detail: Detail {
                hint: Some("Redirect URI is not associated with client".into()),
                status: Some(400),
                request_id: Some("5f1c0a".into()),
                note: None,
            },
        };
        ended(Journey::first_time_in(lang), Progress::Failed(trouble))
    }),
    ("connected_and_until_when", |lang| {
        let done = Progress::Connected(Box::new(connected()), None);
        ended(Journey::first_time_in(lang), done)
    }),
    ("an_attempt_that_waits", |lang| {
        let waiting = Profiles { pending: vec![pending(&acme())], ..Profiles::default() };
        Journey::begin(lang, settings(), waiting, StartAt::Home)
    }),
    ("the_demo_says_that_it_is_one", in_the_demo),
    ("the_demo_waits_for_consent", |lang| {
        let mut journey = in_the_demo(lang);
        journey.keys("<enter><enter><enter><enter><enter>");
        let (mut journey, ticket) = journey.submit_keys();
        journey.wait(ticket, Some("http://localhost:18497/x7f3k2"));
        journey
    }),
];

fn typed(lang: Lang, keys: &str) -> Journey {
    let mut journey = Journey::first_time_in(lang);
    journey.keys(keys);
    journey
}

fn in_the_demo(lang: Lang) -> Journey {
    Journey::begin(lang, demo(), Profiles::default(), StartAt::Home)
}

#[test]
fn each_step_is_seen_in_three_languages() {
    for (name, shown) in STEPS {
        let frames = [shown(Lang::En).styled(), shown(Lang::Ru).text(), shown(Lang::Uk).text()];
        assert_snapshot!(name, frames.join("────\n"));
    }
}

#[test]
fn a_name_alone_asks_for_the_platform() {
    assert_snapshot!(typed(Lang::En, "acme<enter><down>").styled());
}

#[test]
fn an_account_that_is_connected_is_offered_again() {
    let mut journey = Journey::begin(Lang::En, settings(), only(acme()), StartAt::Setup);
    assert_snapshot!(journey.keys("acme.kommo.com<enter>").text());
}

#[test]
fn what_is_no_account_is_told_what_it_is() {
    let mut journey = Journey::first_time();
    assert_snapshot!(journey.paste("https://www.amocrm.ru/oauth").keys("<enter>").text());
}

#[test]
fn a_store_that_cannot_be_used_is_explained_before_a_code_is_spent() {
    let mut journey = Journey::first_time().takes(AuthMethod::Consent);
    journey.types_keys().pass(3);
    assert_snapshot!("the_store_is_tried", journey.text());
    let trouble = Trouble::noted(Cause::StoreMissing, "org.freedesktop.DBus.Error.NotSupported");
    assert_snapshot!(journey.store_is(Err(trouble)).styled());
}

#[test]
fn consent_in_a_small_window_and_in_a_large_one() {
    let shown =
        |width, height| Journey::first_time_in(Lang::En).sized(width, height).at_waiting().0;
    assert_snapshot!("consent_60x16", shown(60, 16).text());
    assert_snapshot!("consent_200x60", shown(200, 60).text());
    let (mut silent, _) = Journey::first_time_in(Lang::Ru).sized(60, 16).at_waiting();
    silent.pass(60);
    assert_snapshot!("silence_60x16_ru", silent.text());
}

#[test]
fn without_a_loopback_address_the_landing_page_is_pasted() {
    let mut journey = Journey::first_time().at_keys();
    journey.keys(super::connecting::ID).keys("<enter>");
    journey.paste(super::connecting::SECRET).keys("<enter>");
    journey.keys("<ctrl-u>https://example.com/hook<enter>");
    let (mut journey, ticket) = journey.submit_keys();
    assert_snapshot!(journey.wait(ticket, None).text());
}

#[test]
fn a_stray_callback_is_told_and_waiting_goes_on() {
    let stray = Progress::Stray(Cause::WrongAttempt.into());
    assert_snapshot!(ended(Journey::first_time(), stray).text());
}

#[test]
fn no_browser_could_be_started() {
    let (mut journey, _) = Journey::first_time().at_waiting();
    let opening = ticket(&journey.effects());
    assert_snapshot!(journey.tell(Msg::Opened(opening, Err(Cause::NoBrowser.into()))).text());
}

#[test]
fn the_keychain_waits_for_its_password() {
    let (mut journey, ticket) = Journey::first_time().at_consent();
    journey.go_on(ticket, Progress::Preparing).tell(Msg::Unlocking(true)).pass(5);
    assert_snapshot!(journey.text());
    let locked = journey.text();
    assert_ne!(locked, journey.tell(Msg::Unlocking(false)).text());
}

#[test]
fn exchange_save_and_verify_are_ticked_off() {
    let (mut journey, ticket) = Journey::first_time().at_waiting();
    journey.go_on(ticket, Progress::Exchanging).go_on(ticket, Progress::Saving).pass(2);
    assert_snapshot!(journey.styled());
}

#[test]
fn connected_but_not_verified_yet() {
    let profile = Profile { account: None, ..connected() };
    let progress = Progress::Connected(Box::new(profile), Some(Trouble::new(Cause::TimedOut)));
    assert_snapshot!(ended(Journey::first_time(), progress).text());
}

#[test]
fn once_more_goes_straight_to_consent() {
    let (mut journey, ticket) = Journey::again(acme());
    assert_snapshot!(journey.wait(ticket, Some("http://localhost:18497/x7f3k2")).text());
}

#[test]
fn the_cursor_stands_behind_what_is_typed() {
    let mut journey = Journey::first_time();
    assert_eq!(journey.cursor(), (8, 5));
    assert_eq!(journey.keys("acme").cursor(), (12, 5));
    assert_eq!(journey.keys("<left><left>").cursor(), (10, 5));
}

#[test]
fn in_a_small_window_the_field_and_what_is_wrong_stay() {
    let small = |lang| Journey::first_time_in(lang).sized(60, 16);
    let integration = typed(Lang::Uk, "acme.amocrm.ru<enter><enter>").sized(60, 16);
    let screens = [
        small(Lang::Ru),
        integration,
        ended(small(Lang::Ru), Progress::Failed(Cause::RedirectUriMismatch.into())),
        ended(small(Lang::Uk), Progress::Failed(Cause::StoreMissing.into())),
        ended(small(Lang::En), Progress::Connected(Box::new(connected()), None)),
    ];
    let screens: Vec<String> = screens.iter().map(Journey::text).collect();
    assert_snapshot!(screens.join("────\n"));
}
