//! The help: every key that closes it does, wherever it lies, and what does not fit is scrolled.

use crate::app::Focus;
use crate::domain::lang::Lang;

use super::harness::Journey;
use super::listing::{at_acme, dashboard};
use super::samples;

/// What the first line below the edge is.
fn first(journey: &Journey) -> String {
    journey.text().lines().nth(1).unwrap().trim().to_owned()
}

#[test]
fn each_of_its_keys_closes_it_and_does_nothing_else() {
    for key in ["<esc>", "q", "<enter>", "<f1>", "?"] {
        let mut authorizing = at_acme(Lang::En);
        authorizing.keys("a");
        for mut journey in [at_acme(Lang::En), Journey::first_time(), authorizing] {
            journey.effects();
            let before = journey.model.clone();
            journey.keys("<f1>");
            assert_eq!(journey.model.focus(), Focus::Help);
            journey.keys(key);
            assert_eq!(journey.effects(), [], "{key}");
            assert_eq!(journey.model, before, "{key}");
        }
    }
}

#[test]
fn what_lies_below_hears_no_key() {
    let mut journey = at_acme(Lang::En);
    journey.effects();
    let before = journey.model.clone();
    assert_eq!(journey.keys("?xyarvn/<down><esc>").effects(), []);
    assert_eq!(journey.model, before);
}

#[test]
fn all_of_it_is_read_in_the_smallest_window_in_every_language() {
    for lang in Lang::ALL {
        let mut journey = dashboard(lang, &samples::zoo()).sized(60, 16);
        let whole = dashboard(lang, &samples::zoo()).sized(200, 60).keys("?").text();
        let mut read = journey.keys("?").text();
        assert!(read.lines().any(|line| line.trim_start().starts_with('↓')), "{read}");
        for _ in 0..3 {
            read.push_str(journey.keys("<pgdn>").text().as_str());
        }
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let has = |text: &str| read.lines().any(|line| plain(line) == plain(text));
        // Every key or sign with its meaning, out of the two columns.
        let missing: Vec<_> = whole
            .lines()
            .filter(|line| !line.contains("Esc"))
            .flat_map(|line| {
                let column = |from| line.chars().skip(from).take(100).collect::<String>();
                [column(0), column(100)]
            })
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty() && !has(text))
            .collect();
        assert!(missing.is_empty(), "{missing:?} of {read}");
        let last = journey.text();
        assert!(!last.contains('↓') || last.contains("↓ j"), "{last}");
        assert_eq!(journey.keys("<pgdn><down><end>").text(), last, "it ends there");
        // Whoever went on at the end is not made to come back for that.
        assert_ne!(journey.keys("<up>").text(), last);
        journey.keys("<home>");
        assert_eq!(
            first(&journey),
            whole.lines().nth(1).unwrap().split("      ").next().unwrap().trim()
        );
    }
}

#[test]
fn where_all_of_it_fits_nothing_is_scrolled() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    let before = journey.keys("?").text();
    assert_eq!(journey.keys("<pgdn><down><end>").text(), before);
}
