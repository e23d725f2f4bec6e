//! The keys that work now, out of the one table, by what they are for; and what the signs mean.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::dashboard::health::{sign, style, text};
use crate::app::{Action, Focus, Model, Screen};
use crate::domain::tokens::health::Health;
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::fit;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// The step or the profile at hand.
    Here,
    Moving,
    Program,
}

/// What is pressed or seen, and what it means.
type Meaning = (Span<'static>, String);

pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let (focus, here, signs) = match &model.screen {
        Screen::Wizard(wizard) => (wizard.focus(), "help-step", Vec::new()),
        Screen::Dashboard(dashboard) => (dashboard.focus(), "help-chosen", signs(words, theme)),
    };
    let keys = |section| keys(model, focus, section, words, theme.accent());
    let left = [(here, keys(Section::Here)), ("help-signs", signs)];
    let right = [("help-moving", keys(Section::Moving)), ("help-program", keys(Section::Program))];
    let columns: [Rect; 2] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(4).areas(area);
    for (blocks, area) in [left, right].into_iter().zip(columns) {
        let lines = column(words, theme, area, blocks);
        frame.render_widget(Paragraph::new(lines), area);
    }
}

/// Blocks one below the other; what does not fit is left out.
fn column(
    words: &Catalog,
    theme: Theme,
    area: Rect,
    blocks: [(&str, Vec<Meaning>); 2],
) -> Vec<Line<'static>> {
    let signs = blocks.iter().flat_map(|(_, meanings)| meanings);
    let widest = signs.map(|(sign, _)| sign.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (title, meanings) in blocks.into_iter().filter(|(_, meanings)| !meanings.is_empty()) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        // A title is worth nothing without a line below it.
        if lines.len() + 1 >= usize::from(area.height) {
            break;
        }
        lines.push(fit(Line::styled(words.text(title), theme.strong()), area.width));
        for (sign, meaning) in meanings {
            let gap = " ".repeat(widest - sign.width() + 2);
            let line = Line::from(vec![Span::raw("  "), sign, Span::raw(gap + &meaning)]);
            lines.push(fit(line, area.width));
        }
    }
    lines
}

/// The keys of a section, those with one meaning in one line.
fn keys(
    model: &Model,
    focus: Focus,
    wanted: Section,
    words: &Catalog,
    style: Style,
) -> Vec<Meaning> {
    let mut found: Vec<(&Action, String, String)> = Vec::new();
    let bindings = keymap::bindings(focus)
        .filter(|binding| section(&binding.action) == wanted && model.offers(&binding.action));
    for binding in bindings {
        let label = binding.key.label();
        match found.iter_mut().find(|(action, ..)| **action == binding.action) {
            Some((_, labels, _)) => *labels = format!("{labels} {label}"),
            None => found.push((&binding.action, label, words.text(binding.text))),
        }
    }
    found.into_iter().map(|(_, labels, text)| (Span::styled(labels, style), text)).collect()
}

fn signs(words: &Catalog, theme: Theme) -> Vec<Meaning> {
    let healths = [
        Health::NeedsAuthorization,
        Health::Expiring,
        Health::Expired,
        Health::Ok,
        Health::Elsewhere,
        Health::Unknown,
    ];
    let sign =
        |health| (Span::styled(sign(health), style(theme, health)), words.text(text(health)));
    let long_lived = (Span::styled("∞", theme.ok()), words.text("cell-long-lived"));
    healths.map(sign).into_iter().chain([long_lived]).collect()
}

const fn section(action: &Action) -> Section {
    match action {
        Action::Up
        | Action::Down
        | Action::First
        | Action::Last
        | Action::PageUp
        | Action::PageDown
        | Action::Filter
        | Action::Sort => Section::Moving,
        Action::Help | Action::Language | Action::Quit | Action::Suspend | Action::Back => {
            Section::Program
        }
        _ => Section::Here,
    }
}
