//! Out of the wizard: Esc says where it leads, asks where something is lost, and never turns in a circle.

use crate::app::model::Screen;
use crate::app::model::StartAt;
use crate::app::{Effect, Focus};
use crate::domain::authorize::Progress;
use crate::domain::lang::Lang;
use crate::domain::profile::rows::Profiles;
use crate::domain::trouble::Cause;
use insta::assert_snapshot;

use super::connecting::{SECRET, ticket};
use super::harness::{Journey, settings};
use super::samples::{acme, at, begun, only, pending};

/// An attempt that waits for fourteen minutes more.
fn unfinished() -> Journey {
    let waiting = Profiles { pending: vec![pending(&begun())], ..Profiles::default() };
    Journey::begin(Lang::En, settings(), waiting, StartAt::Home)
}

fn footer(journey: &Journey) -> String {
    journey.text().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn esc_on_the_first_step_says_quit_and_quits() {
    for (lang, quit) in [(Lang::En, "Esc quit"), (Lang::Ru, "Esc выход"), (Lang::Uk, "Esc вихід")]
    {
        let mut journey = Journey::first_time_in(lang);
        assert!(footer(&journey).contains(quit), "{}", footer(&journey));
        assert_eq!(journey.keys("<esc>").effects(), [Effect::Quit]);
    }
    let journey = Journey::first_time().at_keys();
    assert!(footer(&journey).contains("Esc back"), "{}", footer(&journey));
}

#[test]
fn with_profiles_behind_it_esc_says_back_and_goes_there() {
    let mut journey = Journey::begin(Lang::En, settings(), only(acme()), StartAt::Setup);
    assert!(footer(&journey).contains("Esc back"), "{}", footer(&journey));
    journey.effects();
    journey.keys("shop.amocrm.ru<esc>");
    assert!(matches!(journey.model.screen, Screen::Dashboard { .. }));
}

#[test]
fn what_was_typed_is_not_lost_by_one_key() {
    let frames = Lang::ALL.map(|lang| {
        let mut journey = Journey::first_time_in(lang);
        journey.keys("acme<esc>");
        assert_eq!((journey.effects(), journey.model.focus()), (vec![], Focus::Question));
        journey.text()
    });
    assert_snapshot!(frames.join("────\n"));
    let mut journey = Journey::first_time();
    journey.keys("acme<esc><esc>");
    assert!(journey.text().contains("▏acme"), "{}", journey.text());
    assert_eq!(journey.keys("<esc>y").effects(), [Effect::Quit]);
    // What was typed in a step that was left backwards counts as well.
    let mut journey = Journey::first_time().at_keys();
    journey.keys("<tab>").paste(SECRET).keys("<esc><esc><esc>");
    journey.keys("<ctrl-u><esc>");
    assert_eq!((journey.effects(), journey.model.focus()), (vec![], Focus::Question));
    // Ctrl+C asks nobody.
    assert_eq!(journey.keys("<ctrl-c>").effects(), [Effect::Quit]);
}

#[test]
fn an_attempt_that_waits_no_longer_does_not_keep_anybody_in_the_wizard() {
    let mut journey = unfinished();
    journey.keys("<down><enter>");
    assert_eq!(journey.model.focus(), Focus::Text);
    journey.pass(15 * 60);
    assert!(footer(&journey).contains("Esc quit"), "{}", footer(&journey));
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Quit]);
    // And where it ends before anybody answered.
    let mut journey = unfinished();
    journey.pass(15 * 60);
    assert_eq!(journey.model.focus(), Focus::Text);
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Quit]);
}

#[test]
fn an_attempt_that_is_gone_on_with_and_left_can_be_gone_on_with_again() {
    let mut journey = unfinished();
    let consent = ticket(&journey.keys("<enter>").effects());
    assert_eq!(journey.keys("<esc>").effects(), [Effect::Cancel(consent)]);
    assert_eq!(journey.model.focus(), Focus::Choice);
    assert!(matches!(journey.keys("<enter>").effects()[..], [Effect::Authorize(..)]));
}

#[test]
fn an_attempt_whose_profile_got_its_tokens_since_is_not_offered() {
    let mut profile = acme();
    let mut left = pending(&profile);
    left.created_at = at(-600);
    if let Some(refresh) = &mut profile.refresh {
        refresh.issued_at = at(-60);
    }
    let profiles = Profiles { pending: vec![left], ..only(profile) };
    let journey = Journey::begin(Lang::En, settings(), profiles, StartAt::Setup);
    assert_eq!(journey.model.focus(), Focus::Text);
}

#[test]
fn another_account_instead_begins_clean() {
    let (mut journey, consent) = Journey::first_time().at_waiting();
    journey.effects();
    let wrong =
        Cause::WrongAccount { expected: "acme.amocrm.ru".into(), got: "other.amocrm.ru".into() };
    journey.go_on(consent, Progress::Failed(wrong.into())).keys("n");
    let said = journey.text();
    assert!(said.contains("▏other.amocrm.ru") && !said.contains('✗'), "{said}");
    // The keys are those that were typed.
    for _ in 0..3 {
        journey.keys("<enter>");
    }
    assert!(journey.text().contains("2912780f-a1e4"), "{}", journey.text());
}
