//! Marking several profiles: with a key, as a range, all that is listed; and what keeps the marks.

use crate::app::{Msg, Shown};
use crate::domain::lang::Lang;
use crate::domain::profile::ProfileName;
use crate::domain::profile::rows::Profiles;
use insta::assert_snapshot;

use super::harness::Journey;
use super::listing::dashboard;
use super::samples::{self, many};

/// The marked ones, as the model has them.
pub fn marked(journey: &Journey) -> Vec<&str> {
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("no dashboard") };
    dashboard.marks.names().iter().map(ProfileName::as_str).collect()
}

/// Ten profiles, `client-0000` to `client-0009`, in this order.
fn ten() -> Journey {
    dashboard(Lang::En, &many(10))
}

#[test]
fn space_marks_and_goes_on_and_takes_a_mark_away() {
    let mut journey = ten();
    assert_eq!(marked(journey.keys("  <down> ")), ["client-0000", "client-0001", "client-0003"]);
    assert_eq!(marked(journey.keys("<up> ")), ["client-0000", "client-0001"]);
}

#[test]
fn a_range_reaches_from_where_it_began_to_the_choice_in_both_directions() {
    let mut journey = ten();
    journey.keys("<down><down><down>V<down><down>");
    assert_eq!(marked(&journey), ["client-0003", "client-0004", "client-0005"]);
    journey.keys("<up><up><up>");
    assert_eq!(marked(&journey), ["client-0002", "client-0003"]);
    journey.keys("V<down><down><down><down>");
    assert_eq!(marked(&journey), ["client-0002", "client-0003"]);
}

#[test]
fn esc_takes_the_range_back_and_then_the_marks_before_anything_else_is_closed() {
    let mut journey = ten();
    journey.keys("/client<enter>").effects();
    assert_eq!(marked(journey.keys(" <down>V<end>")).len(), 9);
    assert_eq!(marked(journey.keys("<esc>")), ["client-0000"]);
    assert!(marked(journey.keys("<esc>")).is_empty());
    assert!(journey.text().contains("/ client"), "{}", journey.text());
    assert!(!journey.keys("<esc>").text().contains("/ client"));
}

#[test]
fn shift_marks_what_it_steps_over_until_it_is_let_go() {
    let mut journey = ten();
    journey.keys("<shift-down><shift-down><shift-up><down><down><down><shift-down>");
    assert_eq!(marked(&journey), ["client-0000", "client-0001", "client-0004", "client-0005"]);
}

#[test]
fn all_that_the_filter_lists_are_marked_and_what_it_hides_is_told() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("/amocrm<enter>*<esc>");
    assert!(marked(&journey).is_empty(), "Esc clears them");
    journey.keys("*");
    let hosts = ["bot", "reforyou", "rentals", "shop", "warehouse"];
    assert_eq!(marked(&journey), hosts);
    assert!(journey.text().contains("5 marked") && !journey.text().contains("not shown"));
    journey.keys("/<enter>/<ctrl-u>reforyou<enter>");
    assert!(journey.text().contains("5 marked · 4 not shown"), "{}", journey.text());
    assert_eq!(marked(journey.keys("*")), ["bot", "rentals", "shop", "warehouse"]);
}

#[test]
fn marks_stay_with_their_profiles_through_every_order_and_reading() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys(" <down> ");
    let before: Vec<String> = marked(&journey).iter().map(ToString::to_string).collect();
    for _ in 0..3 {
        assert_eq!(marked(journey.keys("s")), before);
    }
    // One of them was forgotten elsewhere.
    let all = samples::zoo().all.into_iter().filter(|row| row.name.as_str() != before[0]);
    let fewer = Profiles { all: all.collect(), ..Profiles::default() };
    let Shown::Dashboard(list) = journey.model.screen.shown() else { panic!("no dashboard") };
    let asked = list.asked();
    journey.tell(Msg::Profiles(asked, Ok(fewer)));
    assert_eq!(marked(&journey), before[1..]);
}

#[test]
fn a_marked_row_has_a_sign_and_the_count_is_told() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys(" <down> <up>");
    let all = journey.text();
    assert_snapshot!(format!("{all}{}", journey.keys("m").text()));
}

#[test]
fn the_marked_ones_alone_are_listed_until_the_key_or_esc() {
    let mut journey = ten();
    journey.keys(" <down> m");
    assert!(!journey.text().contains("client-0001"));
    journey.keys("m");
    assert!(journey.text().contains("client-0001"));
    journey.keys("m<esc>");
    assert!(journey.text().contains("client-0001") && marked(&journey).is_empty());
}
