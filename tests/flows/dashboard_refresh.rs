//! A refresh as it happens: asked for with `r`, or by the end of a token.

use crate::app::effect::RefreshBy;
use crate::app::ticket::Ticket;
use crate::app::{Action, Effect, Msg};
use crate::domain::lang::Lang;
use crate::domain::profile::history::Outcome;
use crate::domain::profile::{NeedsAuthorization, Profile};
use crate::domain::tokens::refreshing::Refreshing;
use crate::domain::trouble::{Cause, Trouble};
use insta::assert_snapshot;

use super::harness::Journey;
use super::listing::{answer, at_acme, dashboard};
use super::samples::{self, DAY, HOUR, name};

fn refreshing(lang: Lang) -> (Journey, Ticket) {
    let mut journey = at_acme(lang);
    let effects = journey.keys("r").effects();
    let [Effect::Refresh(ticket, whose, RefreshBy::Person)] = effects.as_slice() else {
        panic!("r refreshes: {effects:?}");
    };
    assert_eq!(*whose, name("acme"));
    (journey, *ticket)
}

fn renewed() -> Profile {
    let access = samples::oauth("acme", "acme.kommo.com", 24 * HOUR, 92 * DAY);
    Profile { account: samples::acme().account, generation: 213, ..access }
}

/// acme alone, its access token with less than 14 hours left.
fn alone() -> Journey {
    dashboard(Lang::En, &samples::only(samples::acme()))
}

fn ended(ticket: Ticket, outcome: Outcome, profile: Profile) -> Msg {
    Msg::Refreshed(ticket, Ok((outcome, Box::new(profile))))
}

fn by_itself(journey: &mut Journey) -> Vec<(Ticket, String)> {
    journey
        .effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Refresh(ticket, whose, RefreshBy::Timer) => Some((ticket, whose.to_string())),
            _ => None,
        })
        .collect()
}

#[test]
fn it_is_told_as_it_happens() {
    let (mut journey, ticket) = refreshing(Lang::En);
    assert!(!journey.model.offers(&Action::Refresh), "it is under way");
    assert_snapshot!("asking", journey.tell(Msg::Refreshing(ticket, Refreshing::Asking)).styled());
    let trouble = Trouble::new(Cause::StoreLocked);
    journey.tell(Msg::Refreshing(ticket, Refreshing::NotSavedYet(trouble)));
    assert_snapshot!("not_saved_yet", journey.styled());
    let effects = journey.tell(ended(ticket, Outcome::Rotated, renewed())).effects();
    let [Effect::LoadProfiles(_), Effect::LoadHistory(..)] = effects[..] else {
        panic!("{effects:?}")
    };
    assert_snapshot!("refreshed", journey.styled());
    assert!(!journey.pass(10).text().contains("✓ refreshed"));
}

#[test]
fn a_wait_for_another_process_is_told_in_every_language() {
    let held = |lang| {
        let (mut journey, ticket) = refreshing(lang);
        let holder = Some("amokey refresh (pid 4711)".to_owned());
        journey.tell(Msg::Refreshing(ticket, Refreshing::Held { holder }));
        journey.text()
    };
    assert_snapshot!("held", Lang::ALL.map(held).join("────\n"));
}

#[test]
fn a_new_address_is_shown() {
    let (mut journey, ticket) = refreshing(Lang::En);
    let moved = samples::oauth("acme", "acme-new.kommo.com", 24 * HOUR, 92 * DAY);
    let frame = journey.tell(ended(ticket, Outcome::Renamed, moved)).text();
    assert!(frame.contains("new address: acme-new.kommo.com"), "{frame}");
}

#[test]
fn a_failure_says_why_and_what_is_lost_says_which_key_mends_it() {
    let (mut journey, ticket) = refreshing(Lang::En);
    journey.tell(Msg::Refreshed(ticket, Err(Cause::ServerError.into())));
    assert_snapshot!("failed", journey.text());
    let effects = journey.keys("r").effects();
    let Some(Effect::Refresh(ticket, ..)) = effects.last() else { panic!("{effects:?}") };
    let at = samples::now();
    journey.tell(Msg::Refreshed(*ticket, Err(Cause::AnswerLost { at }.into())));
    let mut profiles = samples::zoo();
    for profile in &mut profiles.all {
        if profile.name == name("acme") {
            profile.needs_authorization = Some(NeedsAuthorization {
                since: at,
                hint: Some("Token has been revoked".into()),
                lost_at: Some(at),
            });
        }
    }
    answer(&mut journey, &profiles);
    let frame = journey.text();
    assert!(frame.contains("✗ acme") && frame.contains("It held the new tokens"), "{frame}");
    assert!(frame.contains("Press a"), "{frame}");
}

#[test]
fn a_token_that_ends_is_renewed_by_itself_once() {
    let mut journey = alone();
    let left = 13 * HOUR + 40 * 60 + 20;
    assert_eq!(by_itself(journey.pass(left - 1)), []);
    let asked = by_itself(journey.pass(1));
    let [(ticket, whose)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(whose, "acme");
    assert_eq!(by_itself(journey.pass(600)), [], "it is under way");
    let day = left + 600 + 24 * HOUR;
    let renewed = samples::oauth("acme", "acme.kommo.com", day, 92 * DAY);
    assert_eq!(by_itself(journey.tell(ended(*ticket, Outcome::Rotated, renewed))), []);
    assert_eq!(by_itself(journey.pass(24 * HOUR)).len(), 1, "the next day again");
}

#[test]
fn in_vain_it_is_tried_after_longer_and_longer_pauses() {
    let mut journey = alone();
    journey.pass(14 * HOUR);
    for pause in [60, 300, 900, 3600, 3600] {
        let asked = by_itself(&mut journey);
        let [(ticket, _)] = asked.as_slice() else { panic!("{asked:?}, before {pause}") };
        journey.tell(Msg::Refreshed(*ticket, Err(Cause::Unreachable.into()))).effects();
        assert_eq!(by_itself(journey.pass(pause - 1)), [], "within {pause}");
        journey.pass(1);
    }
}

#[test]
fn tokens_that_live_a_second_make_no_storm() {
    let mut journey = alone();
    let asked = by_itself(journey.pass(14 * HOUR));
    let short = samples::oauth("acme", "acme.kommo.com", 14 * HOUR + 1, 92 * DAY);
    journey.tell(ended(asked[0].0, Outcome::Rotated, short));
    for _ in 0..59 {
        assert_eq!(by_itself(journey.pass(1)), []);
    }
    assert_eq!(by_itself(journey.pass(1)).len(), 1);
}

#[test]
fn after_a_sleep_of_hours_it_is_renewed_at_once() {
    let mut journey = alone();
    assert_eq!(by_itself(journey.tell(Msg::Tick(samples::at(15 * HOUR)))).len(), 1);
}

#[test]
fn a_clock_that_is_turned_back_stops_nothing() {
    let mut journey = alone();
    // Opened with a clock that is a year ahead, tried in vain, and then the clock is set right.
    let asked = by_itself(journey.tell(Msg::Tick(samples::at(365 * DAY))));
    journey.tell(Msg::Refreshed(asked[0].0, Err(Cause::Unreachable.into())));
    assert_eq!(by_itself(journey.tell(Msg::Tick(samples::at(14 * HOUR)))), []);
    assert_eq!(by_itself(journey.tell(Msg::Tick(samples::at(14 * HOUR + 60)))).len(), 1);
}

#[test]
fn what_goes_well_elsewhere_hides_no_failure() {
    let mut profiles = samples::zoo();
    for profile in &mut profiles.all {
        if profile.name == name("reforyou") {
            profile.access = samples::acme().access;
        }
    }
    let mut journey = dashboard(Lang::En, &profiles);
    let asked = by_itself(journey.tell(Msg::Tick(samples::at(14 * HOUR))));
    let ticket = |whose: &str| asked.iter().find(|it| it.1 == whose).unwrap().0;
    let failed = Err(Cause::StoreLocked.into());
    journey.tell(Msg::Refreshed(ticket("reforyou"), failed));
    journey.tell(ended(ticket("acme"), Outcome::Rotated, renewed()));
    assert!(journey.text().contains("✗ not renewed"), "{}", journey.text());
}

#[test]
fn what_a_person_has_to_mend_or_ended_before_is_left_alone() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert_eq!(by_itself(journey.pass(1)), []);
    let mut dead = samples::acme();
    dead.needs_authorization = samples::rentals().needs_authorization;
    let mut journey = dashboard(Lang::En, &samples::only(dead));
    assert_eq!(by_itself(journey.pass(14 * HOUR)), []);
}

#[test]
fn many_that_end_together_are_not_asked_for_together() {
    let mut profiles = samples::many(40);
    for profile in &mut profiles.all {
        profile.access = samples::acme().access;
    }
    let mut journey = dashboard(Lang::En, &profiles);
    let first = by_itself(journey.pass(14 * HOUR));
    assert_eq!(first.len(), 8);
    journey.tell(Msg::Refreshed(first[0].0, Err(Cause::Unreachable.into())));
    assert_eq!(by_itself(&mut journey).len(), 1);
}
