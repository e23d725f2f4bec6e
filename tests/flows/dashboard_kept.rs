//! The dashboard is kept while the wizard lies over it: its row, order and filter, and what is under way.

use crate::app::dashboard::Dashboard;
use crate::app::effect::RefreshBy;
use crate::app::ticket::Ticket;
use crate::app::{Effect, Focus, Msg, Shown};
use crate::domain::authorize::Progress;
use crate::domain::lang::Lang;
use crate::domain::profile::history::Outcome;
use crate::domain::tokens::refreshing::Refreshing;
use crate::domain::trouble::{Cause, Trouble};

use super::harness::Journey;
use super::listing::{answer, at_acme, dashboard};
use super::samples::{self, DAY, HOUR};

/// The ways from the dashboard into the wizard.
const LEAVES: [&str; 2] = ["n", "a"];

fn shown(journey: &Journey) -> &Dashboard {
    match journey.model.screen.shown() {
        Shown::Dashboard(dashboard) => dashboard,
        Shown::Wizard(_) => panic!("not on the dashboard"),
    }
}

fn chosen(journey: &Journey) -> String {
    shown(journey).listing.chosen().expect("a chosen profile").profile.name.to_string()
}

fn listed(journey: &Journey) -> Vec<String> {
    shown(journey).listing.from(0).map(|row| row.profile.name.to_string()).collect()
}

fn refreshing(journey: &mut Journey) -> Ticket {
    let effects = journey.keys("r").effects();
    let [Effect::Refresh(ticket, ..)] = effects.as_slice() else { panic!("{effects:?}") };
    *ticket
}

/// In the wizard, where keys go to it.
fn leaves<'a>(journey: &'a mut Journey, key: &str) -> &'a mut Journey {
    journey.keys(key);
    assert!(matches!(journey.model.screen.shown(), Shown::Wizard(_)), "{key}");
    journey
}

#[test]
fn row_order_and_filter_are_as_they_were() {
    for key in LEAVES {
        let mut journey = dashboard(Lang::En, &samples::zoo());
        let unsorted = listed(&journey);
        journey.keys("s");
        assert_ne!(listed(&journey), unsorted, "the order is not the usual one");
        journey.keys("/amocrm<enter><down><down>");
        let (rows, row) = (listed(&journey), chosen(&journey));
        assert!(rows.len() < unsorted.len() && rows[0] != row, "{rows:?}");
        journey.effects();
        leaves(&mut journey, key).effects();
        let effects = journey.keys("<esc>").effects();
        assert_eq!((listed(&journey), chosen(&journey)), (rows, row), "{key}");
        assert_eq!(shown(&journey).filter.text(), "amocrm", "{key}");
        let reads = |effect: &Effect| matches!(effect, Effect::LoadProfiles(_));
        assert!(effects.iter().any(reads), "{key}: {effects:?}");
    }
}

#[test]
fn what_a_refresh_has_to_say_waits_for_the_return() {
    for key in LEAVES {
        // Not saved yet: the worst there is to say.
        let mut journey = at_acme(Lang::En);
        let ticket = refreshing(&mut journey);
        leaves(&mut journey, key);
        let trouble = Trouble::new(Cause::StoreLocked);
        journey.tell(Msg::Refreshing(ticket, Refreshing::NotSavedYet(trouble)));
        let frame = journey.keys("<esc>").text();
        assert!(frame.contains("NOT SAVED YET"), "{key}: {frame}");

        // How it ended, well or not, is told as long as it would have been.
        for (ended, said) in [
            (Ok((Outcome::Rotated, Box::new(samples::acme()))), "✓ refreshed"),
            (Err(Cause::StoreLocked.into()), "✗ not renewed"),
        ] {
            let mut journey = at_acme(Lang::En);
            let ticket = refreshing(&mut journey);
            leaves(&mut journey, key).tell(Msg::Refreshed(ticket, ended));
            journey.pass(HOUR).keys("<esc>");
            answer_late(&mut journey);
            assert!(journey.text().contains(said), "{key}: {}", journey.text());
            assert!(journey.pass(9).text().contains(said), "{key}: {}", journey.text());
        }
    }
}

/// Answers what was asked for in any order; what the wizard asked is answered by nobody.
fn answer_late(journey: &mut Journey) {
    for effect in journey.effects() {
        if let Effect::LoadProfiles(ticket) = effect {
            journey.tell(Msg::Profiles(ticket, Ok(samples::zoo())));
        }
    }
}

#[test]
fn a_token_that_ends_while_the_wizard_is_open_is_renewed() {
    for key in LEAVES {
        let mut journey = dashboard(Lang::En, &samples::only(samples::acme()));
        leaves(&mut journey, key).effects();
        // The loop wakes up for it by itself, whatever the wizard shows.
        journey.ticks(14 * HOUR);
        let effects = journey.effects();
        let renewed = effects.iter().filter(|effect| {
            matches!(effect, Effect::Refresh(_, name, RefreshBy::Timer) if name.as_str() == "acme")
        });
        assert_eq!(renewed.count(), 1, "{key}: {effects:?}");
    }
}

#[test]
fn keys_in_the_wizard_do_nothing_to_the_dashboard() {
    let mut journey = at_acme(Lang::En);
    leaves(&mut journey, "n").effects();
    assert_eq!(journey.model.focus(), Focus::Text);
    assert_eq!(journey.keys("xyrvcs/").effects(), []);
    journey.keys("<esc>");
    assert_eq!(chosen(&journey), "acme");
}

#[test]
fn a_new_connection_is_chosen_even_if_the_filter_hid_it() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    journey.keys("/rentals<enter>a");
    let effects = journey.effects();
    let Some(Effect::Authorize(ticket, _)) = effects.last() else { panic!("{effects:?}") };
    let late = samples::oauth("late", "late.amocrm.ru", 24 * HOUR, 92 * DAY);
    journey.tell(Msg::Consent(*ticket, Progress::Connected(Box::new(late.clone()), None)));
    journey.keys("<enter>");
    assert_eq!(chosen(&journey), "late");
    assert_eq!(shown(&journey).filter.text(), "");
    // The ledger is read anew, and it stays chosen.
    let mut known = samples::zoo();
    known.all.push(late);
    answer(&mut journey, &known);
    assert_eq!((chosen(&journey), listed(&journey).len()), ("late".into(), known.all.len()));
}
