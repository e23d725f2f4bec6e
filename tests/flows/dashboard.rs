//! The dashboard as it is seen: every kind of profile, every size, every language.

use amokey::app::model::Entry;
use amokey::app::msg::Profiles;
use amokey::app::{Effect, Msg};
use amokey::domain::lang::Lang;
use insta::assert_snapshot;

use crate::harness::{Journey, facts};
use crate::samples;

/// The dashboard with these profiles, read from the ledger, and the history of the chosen one.
pub fn dashboard(lang: Lang, profiles: &Profiles) -> Journey {
    let mut journey = Journey::begin(lang, facts(), profiles.clone(), Entry::Home);
    answer(&mut journey, profiles);
    journey
}

/// Answers what the dashboard asked of the ledger.
pub fn answer(journey: &mut Journey, profiles: &Profiles) {
    for effect in journey.effects() {
        match effect {
            Effect::LoadProfiles(ticket) => {
                journey.tell(Msg::Profiles(ticket, Ok(profiles.clone())));
            }
            Effect::LoadHistory(ticket, name) => {
                let whose = profiles.all.iter().find(|profile| profile.name == name);
                let events = whose.map(samples::history).unwrap_or_default();
                journey.tell(Msg::History(ticket, Ok(events)));
            }
            other => panic!("nobody asked for {other:?}"),
        }
    }
}

#[test]
fn what_needs_you_is_on_top_and_says_which_key_mends_it() {
    assert_snapshot!(dashboard(Lang::En, &samples::zoo()).styled());
}

#[test]
fn the_same_in_russian() {
    assert_snapshot!(dashboard(Lang::Ru, &samples::zoo()).text());
}

#[test]
fn the_same_in_ukrainian() {
    assert_snapshot!(dashboard(Lang::Uk, &samples::zoo()).text());
}

#[test]
fn in_a_small_window_the_least_important_goes() {
    assert_snapshot!(dashboard(Lang::En, &samples::zoo()).sized(60, 16).text());
}

#[test]
fn in_a_small_window_in_russian() {
    assert_snapshot!(dashboard(Lang::Ru, &samples::zoo()).sized(60, 16).text());
}

#[test]
fn at_120_columns_the_detail_stands_beside_the_list() {
    assert_snapshot!(dashboard(Lang::En, &samples::zoo()).sized(120, 30).text());
}

#[test]
fn at_200_columns() {
    assert_snapshot!(dashboard(Lang::Uk, &samples::zoo()).sized(200, 60).text());
}

#[test]
fn one_profile_is_the_screen() {
    assert_snapshot!(dashboard(Lang::En, &samples::only(samples::acme())).styled());
}

#[test]
fn one_profile_in_ukrainian() {
    let profiles = samples::only(samples::acme());
    assert_snapshot!(dashboard(Lang::Uk, &profiles).text());
}

#[test]
fn each_kind_tells_its_story() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    let mut stories = String::new();
    for _ in 0..5 {
        journey.keys("<down>");
        answer(&mut journey, &samples::zoo());
        let frame = journey.text();
        let detail = frame.lines().skip(11).take(7);
        stories.extend(detail.flat_map(|line| [line, "\n"]));
    }
    assert_snapshot!(stories);
}

#[test]
fn each_kind_tells_its_story_in_russian() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    let mut stories = String::new();
    for _ in 0..5 {
        journey.keys("<down>");
        answer(&mut journey, &samples::zoo());
        let frame = journey.text();
        let detail = frame.lines().skip(11).take(7);
        stories.extend(detail.flat_map(|line| [line, "\n"]));
    }
    assert_snapshot!(stories);
}

#[test]
fn a_thousand_profiles_scroll() {
    let mut journey = dashboard(Lang::En, &samples::many(1_000));
    journey.keys("<pgdn><pgdn><pgdn><down><down>");
    assert_snapshot!(journey.text());
}

#[test]
fn enter_gives_the_chosen_profile_the_whole_screen() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("<enter>");
    assert_snapshot!(journey.text());
}

#[test]
fn a_clock_that_is_off_and_a_consent_that_waits_are_told() {
    let mut begun = samples::begun();
    begun.clock_skew = 150;
    let profiles = Profiles {
        pending: vec![samples::pending(&begun)],
        all: vec![begun],
    };
    assert_snapshot!(dashboard(Lang::En, &profiles).text());
}

#[test]
fn help_shows_the_keys_that_work() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("?");
    assert_snapshot!(journey.styled());
}

#[test]
fn help_in_russian() {
    let mut journey = dashboard(Lang::Ru, &samples::zoo());
    journey.keys("<f1>");
    assert_snapshot!(journey.text());
}

#[test]
fn help_in_a_small_window() {
    let mut journey = dashboard(Lang::Uk, &samples::zoo()).sized(60, 16);
    journey.keys("?");
    assert_snapshot!(journey.text());
}
