//! What a frame of the dashboard costs with 10,000 profiles, and a key with its frame.

use amokey::app::action::TypedChar;
use amokey::app::{Action, Edit, Msg};
use amokey::domain::lang::Lang;
use amokey::i18n::Catalog;
use amokey::ui::{theme::Theme, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::figures::Times;
use crate::listing::dashboard;
use crate::samples;

const ROUNDS: usize = 2_000;

pub fn frames() {
    for (what, profiles) in
        [("6 profiles", samples::zoo()), ("10,000 profiles", samples::crowd(10_000))]
    {
        for lang in [Lang::En, Lang::Uk] {
            let mut model = dashboard(lang, &profiles).model;
            let words = Catalog::new(lang);
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
            let theme = Theme::new(true);
            Times::of(ROUNDS, |_| {
                terminal.draw(|frame| view(&model, &words, theme, frame)).unwrap();
            })
            .tell(&format!("frame of 80×24, {what}, {}", lang.code()), "");
            Times::of(ROUNDS, |round| {
                let key = if round % 40 < 20 { Action::Down } else { Action::Up };
                model.update(&Msg::Act(key));
                terminal.draw(|frame| view(&model, &words, theme, frame)).unwrap();
            })
            .tell(&format!("key and frame, {what}, {}", lang.code()), "");
        }
    }
    let mut model = dashboard(Lang::En, &samples::crowd(10_000)).model;
    let words = Catalog::new(Lang::En);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    model.update(&Msg::Act(Action::Filter));
    let typed: Vec<char> = "clnt 0012 -is:ended <13w".chars().collect();
    Times::of(500, |round| {
        let edit = match typed.get(round % (typed.len() + 1)) {
            Some(letter) => Edit::Insert(TypedChar(*letter)),
            None => Edit::Clear,
        };
        model.update(&Msg::Act(Action::Edit(edit)));
        terminal.draw(|frame| view(&model, &words, Theme::new(true), frame)).unwrap();
    })
    .tell("letter of a filter and frame, 10,000 profiles", "(p99 under 16 ms)");
    let mut model = dashboard(Lang::En, &samples::crowd(10_000)).model;
    Times::of(200, |_| {
        model.update(&Msg::Act(Action::Sort));
        terminal.draw(|frame| view(&model, &words, Theme::new(true), frame)).unwrap();
    })
    .tell("sort by another column and frame, 10,000 profiles", "(p99 under 16 ms)");
    let start = model.now;
    Times::of(ROUNDS, |_| {
        let next = model.next_change().unwrap_or(start);
        model.update(&Msg::Tick(next));
    })
    .tell("tick without its frame, 10,000 profiles", "");
}
