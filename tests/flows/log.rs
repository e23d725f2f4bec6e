//! The log of what happened: opened and closed, moved, filtered, and read anew.

use crate::app::ticket::Ticket;
use crate::app::{Effect, Msg, Shown};
use crate::domain::lang::Lang;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::trouble::Cause;
use insta::assert_snapshot;

use super::harness::Journey;
use super::listing::dashboard;
use super::samples::{self, at, name};

/// So many, newest first, of three profiles in turn; every seventh belongs to nobody.
fn events(count: i64) -> Vec<Event> {
    let event = |n: i64| {
        let whose = ["acme", "rentals", "gone"][usize::try_from(n % 3).unwrap()];
        let mut event =
            Event::new(at(-n * 60), Some(name(whose)), Action::Refresh, Outcome::Rotated);
        match n % 7 {
            0 => (event.action, event.outcome) = (Action::Verify, Outcome::Verified),
            3 => {
                event.outcome = Outcome::NeedsAuthorization;
                event.detail = Some("Token has been revoked".into());
            }
            5 => {
                event.profile = None;
                (event.action, event.outcome) = (Action::Callback, Outcome::Refused);
            }
            _ => event.took_ms = Some(200 + u64::try_from(n).unwrap()),
        }
        event
    };
    (0..count).map(event).collect()
}

fn log_ticket(journey: &mut Journey) -> Ticket {
    let effects = journey.effects();
    let found = effects.iter().find_map(|effect| match effect {
        Effect::LoadLog(ticket) => Some(*ticket),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{effects:?}"))
}

/// The dashboard, of whose log the latest answer can be given.
fn with_log(lang: Lang, count: i64) -> Journey {
    let mut journey = dashboard(lang, &samples::zoo());
    reads(&mut journey, events(count));
    journey
}

/// The profiles are read anew, and so is the log.
fn reads(journey: &mut Journey, events: Vec<Event>) {
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("no list") };
    let asked = dashboard.asked();
    journey.tell(Msg::Profiles(asked, Ok(samples::zoo())));
    let ticket = log_ticket(journey);
    journey.tell(Msg::Log(ticket, Ok(events)));
}

#[test]
fn it_is_opened_and_closed_by_its_key_and_closed_by_esc() {
    let mut journey = with_log(Lang::En, 30);
    assert!(journey.keys("l").text().contains("What happened"));
    assert_snapshot!(journey.text());
    assert!(!journey.keys("l").text().contains("What happened"));
    assert!(!journey.keys("l<esc>").text().contains("What happened"));
    assert_eq!(journey.effects(), []);
}

#[test]
fn it_tells_the_same_in_every_language() {
    let in_lang = |lang| with_log(lang, 10).keys("l").text();
    assert_snapshot!(format!("{}{}", in_lang(Lang::Ru), in_lang(Lang::Uk)));
}

#[test]
fn it_scrolls_and_stays_where_it_is_when_something_new_happens() {
    let mut journey = with_log(Lang::En, 100);
    journey.keys("l<pgdn><down>");
    let before = journey.text();
    let mut newer = events(100);
    newer.insert(0, Event::new(at(60), Some(name("acme")), Action::Hook, Outcome::Ran));
    reads(&mut journey, newer);
    let body = |text: &str| text.lines().skip(4).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&journey.text()), body(&before));
    assert!(journey.keys("<home>").text().contains("command done"));
    assert!(journey.keys("<end>").text().contains("21 Nov 07:21"), "{}", journey.text());
}

#[test]
fn the_newest_is_seen_at_once_where_nobody_scrolled() {
    let mut journey = with_log(Lang::En, 30);
    journey.keys("l");
    reads(&mut journey, vec![Event::new(at(60), None, Action::Callback, Outcome::Denied)]);
    assert!(journey.text().contains("denied by a person"), "{}", journey.text());
}

#[test]
fn the_filter_of_the_list_is_that_of_the_log() {
    let mut journey = with_log(Lang::En, 30);
    let text = journey.keys("/rentals<enter>l").text();
    assert!(text.contains("9 of the newest 30 lines"), "{text}");
    assert!(!text.contains("acme") && !text.contains("gone"), "{text}");
    journey.keys("l<esc>/bot<enter>l");
    assert!(journey.text().contains("Nothing about the profiles that are listed."));
}

#[test]
fn why_it_cannot_be_read_is_told() {
    let mut journey = with_log(Lang::En, 1);
    journey.keys("l");
    let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!("no list") };
    let asked = dashboard.asked();
    journey.tell(Msg::Profiles(asked, Ok(samples::zoo())));
    let ticket = log_ticket(&mut journey);
    journey.tell(Msg::Log(ticket, Err(Cause::LedgerUnavailable.into())));
    assert!(journey.text().contains("! What happened could not be read: "), "{}", journey.text());
}
