//! What a frame of the dashboard costs with 1,000 profiles, and a key with its frame.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "a measurement says what went wrong by failing"
)]

use std::io::Write as _;
use std::time::{Duration, Instant};

use amokey::app::model::{Entry, Facts};
use amokey::app::msg::Profiles;
use amokey::app::{Action, Effect, Model, Msg, Start};
use amokey::domain::lang::Lang;
use amokey::domain::profile::StoreKind;
use amokey::domain::surroundings::Surroundings;
use amokey::i18n::Catalog;
use amokey::ui::{theme::Theme, view};
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

#[path = "../flows/samples.rs"]
mod samples;

/// What the samples stand on in the flow tests.
mod harness {
    pub const NOW: &str = "2026-11-21T09:00:00Z";
}

const ROUNDS: usize = 5_000;

fn main() {
    for (what, profiles) in [
        ("6 profiles", samples::zoo()),
        ("1,000 profiles", samples::many(1_000)),
    ] {
        for lang in [Lang::En, Lang::Uk] {
            let mut model = dashboard(lang, profiles.clone());
            let words = Catalog::new(lang);
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
            let theme = Theme::new(true);
            let frame = measure(|_| {
                terminal
                    .draw(|frame| view(&model, &words, theme, frame))
                    .unwrap();
            });
            tell(&format!("frame of 80×24, {what}, {}", lang.code()), &frame);
            let key = measure(|round| {
                let key = if round % 40 < 20 {
                    Action::Down
                } else {
                    Action::Up
                };
                model.update(&Msg::Act(key));
                terminal
                    .draw(|frame| view(&model, &words, theme, frame))
                    .unwrap();
            });
            tell(&format!("key and frame, {what}, {}", lang.code()), &key);
        }
    }
    let mut model = dashboard(Lang::En, samples::many(1_000));
    let start = model.now;
    let tick = measure(|_| {
        let next = model.next_change().unwrap_or(start);
        model.update(&Msg::Tick(next));
    });
    tell("tick without its frame, 1,000 profiles", &tick);
}

fn dashboard(lang: Lang, profiles: Profiles) -> Model {
    let (mut model, effects) = Model::start(Start {
        lang,
        now: samples::now(),
        facts: Facts {
            store: StoreKind::Keychain,
            sandbox: None,
            demo: None,
            profile: None,
            surroundings: Surroundings::Local,
            browser: true,
            zone: TimeZone::UTC,
        },
        profiles,
        at: Entry::Home,
    });
    for effect in effects {
        if let Effect::LoadHistory(ticket, _) = effect {
            let events = samples::history(&samples::acme());
            model.update(&Msg::History(ticket, Ok(events)));
        }
    }
    model
}

/// The times of all rounds, sorted; the first ones warm up and do not count.
fn measure(mut round: impl FnMut(usize)) -> Vec<Duration> {
    (0..100).for_each(&mut round);
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|n| {
            let start = Instant::now();
            round(n);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn tell(what: &str, times: &[Duration]) {
    let at = |share: usize| times[times.len() * share / 100].as_nanos() / 100;
    let micros = |tenths: u128| format!("{}.{} µs", tenths / 10, tenths % 10);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{what:<44} median {:>9}   p99 {:>9}",
        micros(at(50)),
        micros(at(99))
    )
    .unwrap();
}
