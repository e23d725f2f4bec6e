//! The dashboard with a thousand profiles: what is seen at a glance, and which parts are shown.

use crate::app::model::{Shown, StartAt};
use crate::app::{Action, Effect, Msg};
use crate::domain::lang::Lang;
use crate::domain::profile::history::Past;
use crate::domain::token_files::{AutoExport, ExportTarget, Form};
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};
use insta::assert_snapshot;

use super::harness::{Journey, settings};
use super::listing::dashboard;
use super::samples::{self, DAY};

fn crowd(lang: Lang) -> Journey {
    dashboard(lang, &samples::crowd(1_000))
}

#[test]
fn what_ends_this_week_is_told_without_a_key() {
    let mut frames = Lang::ALL.map(|lang| crowd(lang).text()).join("────\n");
    frames.push_str("────\n");
    frames.push_str(&crowd(Lang::En).sized(60, 16).text());
    assert_snapshot!(frames);
    let health = |wanted| {
        let profiles = samples::crowd(1_000).all;
        let judged = profiles.iter().map(|it| Health::of(it, samples::now(), DEFAULT_WINDOW));
        judged.filter(|health| *health == wanted).count()
    };
    let need = health(Health::NeedsAuthorization) + health(Health::Unknown);
    let end = health(Health::Expiring);
    let told = format!("1000 profiles · {need} need you · {end} end this week");
    let text = crowd(Lang::En).text();
    assert!(text.contains(&told), "{told}: {text}");
    assert!(
        text.lines().any(|line| line.contains("in a week") && line.contains(&format!(" {end} · ")))
    );
}

#[test]
fn wide_windows_are_used() {
    assert_snapshot!("crowd_120x36", crowd(Lang::En).sized(120, 36).text());
    assert_snapshot!("crowd_200x60", crowd(Lang::Ru).sized(200, 60).text());
}

/// Of a thousand, wherever one is in the list.
#[test]
fn at_80_by_24_eleven_profiles_are_seen() {
    let mut journey = crowd(Lang::En);
    for _ in 0..200 {
        let seen = journey.text().lines().filter(|line| line.contains("client-")).count();
        // The line below the list names the chosen one once more.
        assert!(seen > 11, "{}", journey.text());
        journey.keys("<down><down><down><down><down>");
    }
}

#[test]
fn tab_goes_through_list_both_and_profile_and_enter_opens_it() {
    let mut journey = crowd(Lang::En);
    // The titles of the columns, and a fact of the chosen one.
    let shown = |journey: &Journey| {
        let text = journey.text();
        (text.contains("  ▸ ✗ client"), text.contains("for you       revoked\n"))
    };
    assert_eq!(shown(&journey), (true, false));
    assert_eq!(shown(journey.keys("<tab>")), (true, true));
    assert_eq!(shown(journey.keys("<tab>")), (false, true));
    assert_eq!(shown(journey.keys("<tab>")), (true, false));
    assert_eq!(shown(journey.keys("<enter>")), (false, true));
    assert!(!journey.model.offers(&Action::Submit), "it is open");
    assert_eq!(shown(journey.keys("<esc>")), (true, false));
    let mut wide = crowd(Lang::En).sized(120, 40);
    assert_eq!(shown(&wide), (true, true));
    assert_eq!(shown(wide.keys("<tab>")), (true, false));
    assert_eq!(shown(wide.keys("<tab>")), (false, true));
}

/// Nobody looks at ten thousand profiles for every key, and still nothing is missed.
#[test]
fn a_profile_moves_to_its_group_the_minute_it_belongs_there() {
    let mut journey = dashboard(Lang::En, &samples::crowd(200));
    for _ in 0..8 {
        journey.pass(DAY / 2);
        let now = journey.model.now;
        let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!() };
        for row in dashboard.listing.all() {
            let judged = Health::of(&row.profile, now, DEFAULT_WINDOW);
            assert_eq!(row.health, judged, "{} at {now}", row.profile.name);
        }
    }
    let before = journey.model.clone();
    journey.tell(Msg::Tick(samples::now()));
    assert_ne!(journey.model, before, "a clock that is set back is believed");
}

#[test]
fn after_a_new_authorization_no_old_refusal_stands_beside_fine() {
    use crate::domain::profile::LastRefresh;
    use crate::domain::profile::history::Outcome;
    let mut acme = samples::oauth("acme", "acme.kommo.com", DAY, 92 * DAY);
    acme.last_refresh =
        Some(LastRefresh { at: samples::at(-DAY), outcome: Outcome::NeedsAuthorization });
    let text = dashboard(Lang::En, &samples::only(acme.clone())).text();
    assert!(text.contains("✓ fine") && !text.contains("last refresh"), "{text}");
    // One that failed since then is told.
    acme.last_refresh = Some(LastRefresh { at: samples::at(1), outcome: Outcome::Temporary });
    let text = dashboard(Lang::En, &samples::only(acme)).text();
    assert!(text.contains("last refresh  21 Nov 09:00 · no answer"), "{text}");
}

#[test]
fn what_is_revoked_has_no_deadline_and_no_bar() {
    let text = dashboard(Lang::En, &samples::only(samples::rentals())).text();
    assert!(text.contains("for you       revoked\n"), "{text}");
    assert!(!text.contains("13 weeks") && !text.contains("until about"), "{text}");
}

#[test]
fn the_programs_that_live_of_a_profile_are_named() {
    let profiles = samples::only(samples::acme());
    let mut journey = Journey::begin(Lang::En, settings(), profiles.clone(), StartAt::Home);
    let kept = AutoExport {
        profile: samples::name("acme"),
        form: Form::Env,
        place: ExportTarget::File("/srv/bot/.env".into()),
    };
    for effect in journey.effects() {
        if let Effect::LoadHistory(ticket, _) = effect {
            let past = Past { kept: vec![kept.clone()], ..samples::past(&samples::acme()) };
            journey.tell(Msg::History(ticket, Ok(past)));
        }
    }
    let text = journey.text();
    assert!(text.contains("used by       /srv/bot/.env\n"), "{text}");
}
