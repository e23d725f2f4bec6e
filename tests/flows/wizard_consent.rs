//! Consent from where the person sits: one list of steps, and nothing in it that is not so there.

use crate::app::model::StartAt;
use crate::app::settings::Settings;
use crate::domain::environment::Environment;
use crate::domain::lang::Lang;
use crate::domain::profile::rows::Profiles;
use insta::assert_snapshot;

use super::harness::{Journey, settings};

const LOCAL: &str = "http://localhost:18497/x7f3k2";

fn ssh(here: Option<&str>) -> Environment {
    Environment::Ssh { here: here.map(str::to_owned) }
}

fn waits(lang: Lang, environment: Environment, browser: bool, size: (u16, u16)) -> Journey {
    let settings = Settings { environment, browser, ..settings() };
    let begun = Journey::begin(lang, settings, Profiles::default(), StartAt::Home);
    begun.sized(size.0, size.1).at_waiting().0
}

/// Where it is, whether a browser opens there, and whether the answer comes by itself.
fn everywhere() -> [(&'static str, Environment, bool, bool); 8] {
    [
        ("here", Environment::Local, true, true),
        ("here_without_a_browser", Environment::Local, false, true),
        ("wsl", Environment::Wsl, true, true),
        ("ssh", ssh(Some("anna@192.0.2.7")), false, true),
        ("ssh_with_a_browser", ssh(Some("anna@192.0.2.7")), true, true),
        ("ssh_from_somewhere", ssh(None), false, true),
        ("container", Environment::Container, false, false),
        ("no_display", Environment::NoDisplay, false, false),
    ]
}

#[test]
fn each_surrounding_has_its_own_steps_in_three_languages() {
    for (name, environment, browser, _) in everywhere() {
        let frames =
            Lang::ALL.map(|lang| waits(lang, environment.clone(), browser, (80, 24)).text());
        assert_snapshot!(name, frames.join("────\n"));
    }
}

#[test]
fn no_sentence_takes_back_another() {
    for (name, environment, browser, comes_back) in everywhere() {
        let mut journey = waits(Lang::En, environment, browser, (80, 24));
        let said = journey.text();
        assert_eq!(said.contains("goes on here by itself"), comes_back, "{name}: {said}");
        assert_eq!(said.contains("Copy its whole address"), !comes_back, "{name}: {said}");
        // Where no browser gets to, the short address is not shown.
        assert!(comes_back || !said.contains(LOCAL), "{name}: {said}");
        assert_eq!(said.contains("ssh -L"), name.starts_with("ssh"), "{name}: {said}");
        journey.pass(60);
        // Whoever pastes an address needs his time: that nothing came is no fault then.
        let said = journey.text();
        assert_eq!(said.contains("Nothing has come"), comes_back, "{name}: {said}");
    }
}

#[test]
fn at_60_by_16_the_steps_and_the_field_are_there() {
    let frames = Lang::ALL.map(|lang| {
        let frames = [ssh(Some("anna@192.0.2.7")), Environment::Container]
            .map(|environment| waits(lang, environment, false, (60, 16)).text());
        frames.join("────\n")
    });
    for frame in &frames {
        assert!(frame.contains("▏") && frame.contains("ssh -L 18497"), "{frame}");
    }
    assert_snapshot!("consent_by_surroundings_60x16", frames.join("════\n"));
}

#[test]
fn a_qr_code_drops_its_words_before_it_gives_up() {
    let shown = |width, height| {
        let mut journey = waits(Lang::En, Environment::Local, true, (width, height));
        journey.keys("<ctrl-g>").text()
    };
    // With what a phone cannot do, without it, without anything else; and how large it would have to be.
    let [roomy, low, lowest, too_low] =
        [(80, 34), (80, 30), (80, 27), (80, 26)].map(|(w, h)| shown(w, h));
    assert!(roomy.contains('█') && roomy.contains("the phone lands on a page"), "{roomy}");
    assert!(low.contains('█') && !low.contains("phone") && low.contains("Esc back"), "{low}");
    assert!(lowest.contains('█') && !lowest.contains("Esc back"), "{lowest}");
    assert!(too_low.contains("needs a window of 53×27; this one has 80×26."), "{too_low}");
    let frames = Lang::ALL.map(|lang| {
        let mut journey = waits(lang, Environment::Local, true, (80, 24));
        let low = journey.keys("<ctrl-g>").text();
        let mut journey = waits(lang, Environment::Local, true, (80, 34));
        [low, journey.keys("<ctrl-g>").text()].join("────\n")
    });
    assert_snapshot!("qr_codes", frames.join("════\n"));
}
