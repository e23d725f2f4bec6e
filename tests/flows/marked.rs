//! What is done with all marked profiles: a few at a time, told while it lasts, and what came of it.

use crate::app::dashboard::Dashboard;
use crate::app::effect::RefreshBy;
use crate::app::ticket::Ticket;
use crate::app::{Effect, Msg, Shown};
use crate::domain::lang::Lang;
use crate::domain::profile::history::Outcome;
use crate::domain::profile::rows::Profiles;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::tokens::Refreshing;
use crate::domain::trouble::Cause;
use insta::assert_snapshot;

use super::harness::Journey;
use super::listing::{answer, dashboard};
use super::marks::marked;
use super::samples::{self, many, name};

fn shown(journey: &Journey) -> &Dashboard {
    match journey.model.screen.shown() {
        Shown::Dashboard(dashboard) => dashboard,
        Shown::Wizard(_) => panic!("not on the dashboard"),
    }
}

/// The refreshes that were asked for.
fn refreshes(journey: &mut Journey) -> Vec<(Ticket, ProfileName)> {
    let effects = journey.effects().into_iter();
    let refresh = |effect| match effect {
        Effect::Refresh(ticket, name, RefreshBy::Person) => (ticket, name),
        other => panic!("nobody asked for {other:?}"),
    };
    effects.map(refresh).collect()
}

fn refreshed(journey: &mut Journey, ticket: Ticket, whose: &ProfileName) {
    let there = shown(journey).listing.all().iter().find(|row| row.profile.name == *whose);
    let mut profile: Profile = there.unwrap().profile.clone();
    profile.generation += 1;
    journey.tell(Msg::Refreshed(ticket, Ok((Outcome::Rotated, Box::new(profile)))));
}

fn all_marked(count: usize) -> (Journey, Vec<(Ticket, ProfileName)>) {
    let mut journey = dashboard(Lang::En, &many(count));
    journey.keys("*r");
    let begun = refreshes(&mut journey);
    (journey, begun)
}

#[test]
fn a_few_at_a_time_until_the_last_and_then_everything_is_read_anew() {
    let (mut journey, mut under_way) = all_marked(200);
    assert_eq!(under_way.len(), 32);
    let mut ended = 0;
    while let Some((ticket, whose)) = under_way.pop() {
        refreshed(&mut journey, ticket, &whose);
        ended += 1;
        if ended == 37 {
            assert!(journey.text().contains("refreshing 37 of 200 · Esc leaves the rest"));
        }
        if ended < 200 {
            under_way.extend(refreshes(&mut journey));
            assert!(under_way.len() <= 32);
        }
    }
    assert_eq!(ended, 200);
    let effects = journey.effects();
    assert!(
        matches!(&effects[..], [Effect::LoadProfiles(_), Effect::LoadHistory(..)]),
        "{effects:?}"
    );
    assert!(journey.text().contains("✓ 200 refreshed"), "{}", journey.text());
    assert!(marked(&journey).is_empty());
    assert!(!journey.keys("<down>").text().contains("200 refreshed"), "until the next key");
}

#[test]
fn those_that_failed_stay_marked_are_named_and_can_be_listed_and_tried_again() {
    let (mut journey, under_way) = all_marked(5);
    for (at, (ticket, whose)) in under_way.iter().enumerate() {
        match at {
            1 => journey.tell(Msg::Refreshed(*ticket, Err(Cause::TokenRevoked.into()))),
            3 => journey.tell(Msg::Refreshed(*ticket, Err(Cause::Unreachable.into()))),
            _ => {
                refreshed(&mut journey, *ticket, whose);
                &mut journey
            }
        };
    }
    journey.effects();
    assert_snapshot!(journey.text());
    assert_eq!(marked(&journey), ["client-0001", "client-0003"]);
    // Esc closes the summary and nothing else.
    assert_eq!(marked(journey.keys("<esc>")).len(), 2);
    let text = journey.keys("m").text();
    journey.effects();
    assert!(text.contains("client-0003") && !text.contains("client-0002"), "{text}");
    journey.keys("r");
    let again: Vec<_> = refreshes(&mut journey).into_iter().map(|(_, name)| name).collect();
    assert_eq!(again, [name("client-0001"), name("client-0003")]);
}

#[test]
fn esc_leaves_those_that_were_not_begun_and_those_under_way_are_told() {
    let (mut journey, under_way) = all_marked(40);
    journey.keys("<esc>");
    assert_eq!(journey.effects(), [], "nothing that may be sent is given up");
    assert!(journey.text().contains("refreshing 0 of 40 · 32 still under way"));
    for (ticket, whose) in &under_way {
        refreshed(&mut journey, *ticket, whose);
    }
    let effects = journey.effects();
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Refresh(..))), "{effects:?}");
    assert!(journey.text().contains("✓ 32 refreshed · 8 not begun"), "{}", journey.text());
    assert_eq!(marked(&journey).len(), 8, "they are not done");
}

#[test]
fn results_are_listed_together_and_not_one_by_one() {
    let (mut journey, under_way) = all_marked(3);
    let generation = |journey: &Journey| shown(journey).listing.all()[0].profile.generation;
    let before = generation(&journey);
    let (ticket, whose) =
        under_way.iter().find(|(_, whose)| *whose == name("client-0000")).unwrap();
    refreshed(&mut journey, *ticket, whose);
    assert_eq!(generation(&journey), before);
    let soon = journey.model.next_change().unwrap();
    assert_eq!(soon.as_second() - journey.model.now.as_second(), 1);
    journey.tell(Msg::Tick(soon));
    assert_eq!(generation(&journey), before + 1);
}

#[test]
fn what_there_is_nothing_to_do_for_is_left_out_and_counted() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("*r");
    let begun: Vec<_> = refreshes(&mut journey).into_iter().map(|(_, name)| name).collect();
    assert_eq!(begun, [name("acme"), name("rentals"), name("reforyou")]);
    assert_eq!(shown(&journey).bulk.as_ref().unwrap().left_out, 3);
    assert_eq!(marked(&journey), ["acme", "reforyou", "rentals"], "the others cannot fail");
    // One thing at a time with what is marked.
    assert_eq!(journey.keys("rve").effects(), []);
    assert!(!journey.text().contains("y yes"));
}

#[test]
fn marked_ones_are_verified() {
    let mut journey = dashboard(Lang::En, &many(2));
    let effects = journey.keys("*v").effects();
    let [Effect::Verify(first, _), Effect::Verify(second, whose)] = &effects[..] else {
        panic!("{effects:?}");
    };
    journey.tell(Msg::Verified(*first, Ok(Box::new(many(2).all.remove(0)))));
    journey.tell(Msg::Verified(*second, Err(Cause::Unreachable.into())));
    assert!(journey.text().contains("✓ 1 works · ✗ 1 failed: client-0001 ("), "{}", journey.text());
    assert_eq!(marked(&journey), [whose.as_str()]);
}

#[test]
fn one_command_a_profile_is_copied() {
    let mut journey = dashboard(Lang::En, &many(3));
    let lines = "amokey export client-0000 --to env\namokey export client-0001 --to env";
    journey.keys("  ").effects();
    assert_eq!(journey.keys("e").effects(), [Effect::Copy(Secret::new(lines))]);
    assert!(journey.text().contains("✓ 2 commands copied"), "{}", journey.text());
    assert_eq!(marked(&journey).len(), 2, "they may be wanted for more");
}

#[test]
fn one_question_for_all_names_how_many_and_the_first() {
    let mut journey = dashboard(Lang::En, &many(5));
    journey.keys("*x");
    assert_snapshot!(journey.text());
    assert_eq!(journey.keys("n").effects(), []);
    let effects = journey.keys("xy").effects();
    assert_eq!(effects.len(), 5);
    for effect in effects {
        let Effect::Forget(ticket, _) = effect else { panic!("{effect:?}") };
        journey.tell(Msg::Forgotten(ticket, Ok(())));
    }
    assert!(shown(&journey).listing.all().is_empty());
    assert!(journey.text().contains("✓ 5 forgotten"), "{}", journey.text());
    journey.effects();
}

#[test]
fn whoever_is_asked_about_is_forgotten_and_nobody_else() {
    let mut journey = dashboard(Lang::En, &many(3));
    journey.keys("  x");
    // Somebody else was faster with one of them.
    let left = Profiles { all: many(3).all.split_off(1), ..Profiles::default() };
    let ticket = shown(&journey).asked();
    journey.tell(Msg::Profiles(ticket, Ok(left)));
    journey.effects();
    let effects = journey.keys("y").effects();
    assert!(
        matches!(&effects[..], [Effect::Forget(_, whose)] if *whose == name("client-0001")),
        "{effects:?}"
    );
}

#[test]
fn tokens_that_are_not_saved_yet_are_told_whatever_row_is_seen() {
    let (mut journey, under_way) = all_marked(40);
    let (ticket, whose) = under_way.last().unwrap();
    journey.tell(Msg::Refreshing(*ticket, Refreshing::NotSavedYet(Cause::StoreFull.into())));
    assert!(journey.text().contains(&format!("NOT SAVED YET: {whose}")), "{}", journey.text());
}

#[test]
fn the_wizard_and_a_single_one_are_still_there() {
    let (mut journey, _) = all_marked(2);
    answer(&mut journey, &many(2));
    let effects = journey.keys("c").effects();
    assert!(matches!(&effects[..], [Effect::CopyToken(..)]), "{effects:?}");
}
