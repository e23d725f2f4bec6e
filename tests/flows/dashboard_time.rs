//! Time on the dashboard: it moves when something shown changes, and costs nothing otherwise.

use crate::app::model::StartAt;
use crate::app::{Effect, Msg};
use crate::domain::lang::Lang;
use crate::domain::profile::history::Past;
use jiff::Timestamp;

use super::harness::{Journey, settings};
use super::listing::dashboard;
use super::samples::{self, DAY};

#[test]
fn a_day_with_a_thousand_profiles_has_no_more_wake_ups_than_minutes() {
    let mut journey = dashboard(Lang::En, &samples::many(1_000));
    let ticks = journey.ticks(DAY);
    assert!(ticks.len() <= 1_440, "{}", ticks.len());
    assert!(ticks.windows(2).all(|pair| pair[1].as_second() - pair[0].as_second() >= 60));
}

#[test]
fn every_wake_up_has_something_to_show() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    for _ in 0..500 {
        let before = journey.text();
        let Some(next) = journey.model.next_change() else { panic!("an access token runs out") };
        // A second before it, nothing is different.
        let early = Timestamp::from_second(next.as_second() - 60).unwrap();
        if early > journey.model.now {
            assert_eq!(journey.tell(Msg::Tick(early)).text(), before, "missed before {next}");
        }
        assert_ne!(journey.tell(Msg::Tick(next)).text(), before, "nothing to show at {next}");
    }
}

#[test]
fn what_is_told_in_days_wakes_up_once_a_day() {
    // The access token ended long ago, the refresh token has 81 days: both are told in days.
    let mut acme = samples::oauth("acme", "acme.amocrm.ru", -5 * DAY, 81 * DAY);
    acme.last_refresh = None;
    let mut journey = dashboard(Lang::En, &samples::only(acme));
    // Two values and midnight, which moves the picture of 30 days.
    assert!(journey.ticks(10 * DAY).len() <= 30);
}

#[test]
fn where_nothing_ends_nobody_wakes_up() {
    let profiles = samples::only(samples::begun());
    let mut journey = Journey::begin(Lang::En, settings(), profiles, StartAt::Home);
    for effect in journey.effects() {
        if let Effect::LoadHistory(ticket, _) = effect {
            journey.tell(Msg::History(ticket, Ok(Past::default())));
        }
    }
    assert_eq!(journey.model.next_change(), None);
}

#[test]
fn a_token_that_ends_is_told_within_the_minute() {
    let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
    assert!(journey.pass(13 * 3600 + 40 * 60).text().contains("moments"), "{}", journey.text());
    assert!(journey.pass(60).text().contains("~ ended"), "{}", journey.text());
}
