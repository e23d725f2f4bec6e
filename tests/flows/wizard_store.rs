//! A store that cannot be used: the way on is in the wizard, and everything typed is kept.

use crate::app::settings::{SealedFileOffer, Settings};
use crate::app::{Effect, Focus, Msg, Ticket};
use crate::domain::authorize::{AuthMethod, Progress};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::profile::rows::Profiles;
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::{Cause, Trouble};
use insta::assert_snapshot;

use super::connecting::order;
use super::harness::{Journey, settings};
use super::samples::{acme, only};
use crate::app::model::StartAt;

const KEY: &str = "/home/anna/.config/amokey/sealed.key";

fn without_a_keychain(lang: Lang) -> Journey {
    let mut journey = Journey::first_time_in(lang);
    journey.store_is(Err(Cause::StoreMissing.into()));
    journey
}

/// What was asked for last: a sealed file with its key there.
#[track_caller]
fn asked_for(journey: &mut Journey, place: &str) -> Ticket {
    match journey.effects().as_slice() {
        [Effect::KeepInSealedFile(ticket, key_file)] if key_file == place => *ticket,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn is_kept(journey: &mut Journey, place: &str) -> Vec<Effect> {
    let ticket = asked_for(journey, place);
    journey.tell(Msg::SealedFileKept(ticket, Ok(place.to_owned()))).effects()
}

fn cannot_be_made(fault: SealedFileError) -> Trouble {
    let cause = Cause::Sealed { fault, path: KEY.into() };
    Trouble::noted(cause, "No space left on device (os error 28)")
}

#[test]
fn the_way_on_is_on_the_first_step_in_three_languages() {
    let frames = Lang::ALL.map(|lang| {
        let mut journey = without_a_keychain(lang);
        let first = journey.text();
        let offered = journey.keys("acme.amocrm.ru<enter>").text();
        let place = journey.keys("<down><enter>").text();
        let relative = journey.keys("<ctrl-u>key<enter>").text();
        [first, offered, place, relative].join("────\n")
    });
    assert_snapshot!(frames.join("════\n"));
}

#[test]
fn small_and_large_windows() {
    let frames = Lang::ALL.map(|lang| {
        let mut small = without_a_keychain(lang).sized(60, 16);
        let first = small.text();
        [first, small.keys("<enter>").text()].join("────\n")
    });
    assert_snapshot!("store_60x16", frames.join("════\n"));
}

#[test]
fn with_a_sealed_file_the_wizard_goes_on_where_it_was() {
    let mut journey = without_a_keychain(Lang::En);
    journey.keys("acme.amocrm.ru<enter>");
    assert_eq!(journey.model.focus(), Focus::Choice);
    journey.keys("<enter>");
    assert_eq!(is_kept(&mut journey, KEY), [Effect::UseSealedFile(KEY.into())]);
    assert_eq!(journey.model.settings.store, StoreKind::File);
    // The account was taken: this is the next question, and nothing is tried once more.
    assert!(journey.text().contains("how do you want to get in?"), "{}", journey.text());
    journey.keys("<enter>");
    let asked = journey.types_keys().effects();
    assert!(!journey.store_is_tried());
    let [Effect::Authorize(_, asked)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(*asked, order());
}

#[test]
fn with_nothing_typed_yet_one_comes_back_to_the_empty_question() {
    let mut journey = without_a_keychain(Lang::En);
    journey.keys("<enter><enter>");
    is_kept(&mut journey, KEY);
    assert!(!journey.text().contains("✗"), "{}", journey.text());
    assert!(journey.text().contains("which one do you want to connect?"));
}

#[test]
fn esc_leaves_it_for_later() {
    let mut journey = without_a_keychain(Lang::En);
    journey.keys("acme.amocrm.ru<enter><esc>");
    assert!(journey.text().contains("▏acme.amocrm.ru"), "{}", journey.text());
    assert!(journey.text().contains("There is no keychain here."));
    // From a place that is typed one comes back to what is wrong.
    journey.keys("<enter><down><enter><esc>");
    assert_eq!(journey.model.focus(), Focus::Choice);
}

#[test]
fn a_place_that_cannot_be_written_has_its_words_and_another_can_be_typed() {
    let mut journey = without_a_keychain(Lang::En);
    journey.keys("acme.amocrm.ru<enter><enter>");
    let ticket = asked_for(&mut journey, KEY);
    let full = cannot_be_made(SealedFileError::KeyNotMade);
    journey.tell(Msg::SealedFileKept(ticket, Err(full)));
    let said = journey.text();
    assert!(said.contains("The key file could not be made"), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
    // Another place comes first now. Two of them are none.
    journey.keys("<enter><ctrl-u>").paste("/keys/one\n/keys/two");
    assert!(journey.text().contains("more than one value"), "{}", journey.text());
    journey.keys("~/keys/amokey<enter>");
    is_kept(&mut journey, "~/keys/amokey");
    assert!(journey.text().contains("how do you want to get in?"));
}

#[test]
fn a_keychain_that_was_unlocked_is_tried_again() {
    let mut journey = Journey::first_time();
    journey.keys("acme.amocrm.ru").store_is(Err(Cause::StoreLocked.into()));
    // What is typed is not disturbed.
    assert_eq!(journey.model.focus(), Focus::Text);
    journey.keys("<enter>");
    assert!(journey.text().contains("it is unlocked now"), "{}", journey.text());
    journey.keys("<down><down><enter>");
    assert!(journey.store_is_tried());
    journey.store_is(Err(Cause::StoreLocked.into()));
    assert!(journey.text().contains("The keychain is locked."));
    journey.keys("<down><down><enter>").store_is(Ok(()));
    assert!(journey.text().contains("how do you want to get in?"));
}

#[test]
fn a_variable_that_says_the_store_is_told() {
    let settings = Settings {
        sealed_file: Some(SealedFileOffer {
            key_file: KEY.into(),
            key_said: true,
            store_said: Some("AMOKEY_STORE=keychain".into()),
        }),
        ..settings()
    };
    let mut journey = Journey::begin(Lang::En, settings, only(acme()), StartAt::Setup);
    journey.store_is(Err(Cause::StoreMissing.into())).keys("shop.amocrm.ru<enter>");
    assert_snapshot!("store_said", journey.text());
    // Where a variable says where the key is, another place would not be found again.
    assert!(!journey.text().contains("elsewhere"), "{}", journey.text());
}

#[test]
fn a_store_that_takes_its_time_is_waited_for_before_a_code_is_spent() {
    let mut journey = Journey::first_time().takes(AuthMethod::Consent);
    journey.types_keys().pass(3);
    assert!(journey.text().contains("Trying the system keychain"), "{}", journey.text());
    // Given up, and asked for again: it is the same question.
    journey.keys("<esc>");
    assert_eq!(journey.model.focus(), Focus::Text);
    journey.keys("<enter>").store_is(Ok(()));
    assert!(matches!(journey.effects()[..], [Effect::Authorize(..)]));
}

#[test]
fn a_store_that_worked_long_ago_is_tried_once_more() {
    let mut journey = Journey::first_time();
    journey.store_is(Ok(()));
    let mut journey = journey.takes(AuthMethod::Consent);
    journey.pass(11 * 60).types_keys();
    assert!(journey.store_is_tried());
    assert_eq!(journey.effects(), []);
}

#[test]
fn a_store_that_fails_at_last_is_seen_to_and_the_same_is_asked_for_again() {
    let (mut journey, consent) = Journey::first_time().at_consent();
    journey.effects();
    journey.go_on(consent, Progress::Failed(Cause::StoreMissing.into()));
    journey.keys("<enter>");
    let asked = is_kept(&mut journey, KEY);
    let [Effect::UseSealedFile(_), Effect::Authorize(_, again)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(*again, order());
}

/// Its tokens are where they are: another store has nothing of them.
#[test]
fn a_profile_that_is_kept_in_a_keychain_is_not_offered_another_store() {
    let (mut journey, consent) = Journey::again(acme());
    journey.go_on(consent, Progress::Failed(Cause::StoreMissing.into()));
    assert_eq!(journey.model.focus(), Focus::Retry);
}

#[test]
fn a_sealed_file_that_was_said_and_never_made_is_made() {
    let mut settings = Settings { store: StoreKind::File, ..settings() };
    if let Some(offer) = &mut settings.sealed_file {
        offer.store_said = Some("AMOKEY_STORE=file".into());
    }
    let mut journey = Journey::begin(Lang::En, settings, Profiles::default(), StartAt::Home);
    journey.store_is(Err(cannot_be_made(SealedFileError::Absent)));
    journey.keys("acme.amocrm.ru<enter>");
    // The variable says the same: there is nothing to take away.
    assert!(!journey.text().contains("AMOKEY_STORE"), "{}", journey.text());
    journey.keys("<enter>");
    is_kept(&mut journey, KEY);
    assert!(journey.text().contains("how do you want to get in?"));
}
