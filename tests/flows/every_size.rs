//! Every screen in windows from 20×5 to 500×200: nothing panics, and no line is wider than its window.

use crate::app::dashboard::{ListLine, View};
use crate::app::model::Shown;
use crate::domain::lang::Lang;
use crate::domain::profile::rows::Profiles;
use crate::ui::screens::dashboard::layout::parts;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::harness::Journey;
use super::listing::{answer, dashboard};
use super::samples;

const WIDTHS: [u16; 11] = [20, 59, 60, 61, 69, 80, 95, 119, 120, 200, 500];
const HEIGHTS: [u16; 8] = [5, 15, 16, 17, 20, 24, 36, 200];

/// Frames of many sizes are drawn for one of three languages each; all languages meet all screens.
fn fits(journey: Journey) {
    let mut journey = journey;
    for width in WIDTHS {
        for height in HEIGHTS {
            // The largest are as large as they are slow: the corner stands for them.
            if u32::from(width) * u32::from(height) > 30_000 && (width, height) != (500, 200) {
                continue;
            }
            journey = journey.sized(width, height);
            let text = journey.text();
            let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= usize::from(width), "{width}×{height}:\n{text}");
            assert_eq!(text.lines().count(), usize::from(height));
        }
    }
}

fn shows(lang: Lang, profiles: &Profiles, keys: &str) {
    let mut journey = dashboard(lang, profiles);
    for key in keys.split(' ') {
        journey.keys(key);
        // What is asked for meanwhile is of no matter here.
        journey.effects();
    }
    fits(journey);
}

#[test]
fn the_dashboard_fits() {
    let crowd = samples::crowd(1_000);
    shows(Lang::En, &crowd, "");
    shows(Lang::Uk, &crowd, "<tab> <end>");
    shows(Lang::Ru, &crowd, "<tab> <tab>");
    shows(Lang::Ru, &crowd, "x");
    shows(Lang::Uk, &crowd, "/client-0001");
    shows(Lang::En, &crowd, "/nothing");
    shows(Lang::Ru, &crowd, "s s S");
    shows(Lang::Ru, &crowd, "?");
}

#[test]
fn few_profiles_and_none_fit() {
    shows(Lang::Ru, &samples::zoo(), "");
    shows(Lang::Uk, &samples::zoo(), "<end> x");
    shows(Lang::En, &samples::only(samples::acme()), "");
    shows(Lang::Uk, &Profiles::default(), "");
}

#[test]
fn the_wizard_fits() {
    for (lang, keys) in [(Lang::En, ""), (Lang::Ru, "acme.amocrm.ru<enter>"), (Lang::Uk, "<f1>")] {
        let mut journey = Journey::first_time_in(lang);
        journey.keys(keys);
        journey.effects();
        fits(journey);
    }
    let (consent, _) = Journey::first_time_in(Lang::Ru).at_waiting();
    fits(consent);
}

/// The parts of the dashboard lie beside each other, and the chosen row is always in sight.
#[test]
fn every_part_has_its_own_place() {
    for profiles in [samples::zoo(), samples::crowd(300)] {
        let mut journey = dashboard(Lang::En, &profiles);
        answer(&mut journey, &profiles);
        for key in ["", "<tab>", "<tab>", "<tab>", "<pgdn>", "<end>", "s"] {
            journey.keys(key);
            let Shown::Dashboard(dashboard) = journey.model.screen.shown() else { panic!() };
            for (width, height) in (56..=496).step_by(20).zip((14..=198).step_by(8)) {
                for height in [14, height] {
                    let area = Rect::new(2, 1, width, height);
                    let parts = parts(dashboard, area);
                    let list = parts.list.as_ref();
                    let places = [
                        Some(parts.title),
                        Some(parts.below),
                        parts.strip,
                        list.map(|list| list.head),
                        list.map(|list| list.rows),
                        parts.needs,
                        parts.detail,
                        parts.log,
                    ];
                    let places: Vec<Rect> = places.into_iter().flatten().collect();
                    for (at, place) in places.iter().enumerate() {
                        assert_eq!(area.union(*place), area, "{area}: {parts:?}");
                        let meets = places[at + 1..].iter().find(|other| place.intersects(**other));
                        assert_eq!(meets, None, "{area}: {parts:?}");
                    }
                    let listing = &dashboard.listing;
                    match list {
                        Some(list) => {
                            let rows = usize::from(list.rows.height);
                            let line = listing.line_of(listing.at);
                            assert!((list.first..list.first + rows).contains(&line), "{parts:?}");
                            assert_eq!(listing.line(line), Some(ListLine::Row(listing.at)));
                        }
                        None => assert_eq!(dashboard.view, View::Detail),
                    }
                }
            }
        }
    }
}
