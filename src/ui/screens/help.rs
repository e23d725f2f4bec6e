//! The keys that work now, out of the one table, by what they are for; and what the signs mean.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::dashboard::health::{sign, style, text};
use crate::app::{Action, Focus, Model, Shown};
use crate::domain::tokens::health::Health;
use crate::i18n::{Arg, Catalog};
use crate::ui::keymap;
use crate::ui::theme::Theme;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// The step or the profile at hand.
    Here,
    Moving,
    Program,
}

/// What is pressed or seen, and what it means.
type Meaning = (Span<'static>, String);

/// Two columns where they fit, and otherwise one that is scrolled.
enum Page {
    Columns([Vec<Line<'static>>; 2]),
    Long(Vec<Line<'static>>),
}

/// Draws it from a line on, as far as it is longer than its place.
pub fn draw(
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
    top: usize,
) {
    match page(model, words, theme, area) {
        Page::Columns(columns) => {
            for (lines, area) in columns.into_iter().zip(halves(area)) {
                frame.render_widget(Paragraph::new(lines), area);
            }
        }
        Page::Long(lines) => {
            let [text, sign] =
                Layout::vertical([Constraint::Min(0), Constraint::Length(1)]).areas(area);
            let above = top.min(last_top(lines.len(), area));
            let below = lines.len().saturating_sub(above + usize::from(text.height));
            let shown: Vec<_> = lines.into_iter().skip(above).take(text.height.into()).collect();
            frame.render_widget(Paragraph::new(shown), text);
            let more = [("help-above", above), ("help-below", below)];
            let more = more.into_iter().filter(|(_, count)| *count > 0);
            let said: Vec<String> = more
                .map(|(text, count)| words.say(text, &[("count", Arg::from(count as u64))]))
                .collect();
            frame.render_widget(Line::styled(said.join("   "), theme.strong()), sign);
        }
    }
}

/// The line from which on the help is shown after an action that moves; nothing where all of it is seen.
pub fn scrolled(
    model: &Model,
    words: &Catalog,
    area: Rect,
    top: usize,
    action: &Action,
) -> Option<usize> {
    let Page::Long(lines) = page(model, words, Theme::new(false), area) else { return None };
    let last = last_top(lines.len(), area);
    // One line of what was seen stays seen.
    let page = usize::from(area.height).saturating_sub(2).max(1);
    let now = top.min(last);
    let to = match action {
        Action::Up => now.saturating_sub(1),
        Action::Down => now + 1,
        Action::PageUp => now.saturating_sub(page),
        Action::PageDown => now + page,
        Action::First => 0,
        Action::Last => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// Its last line tells that there is more.
fn last_top(lines: usize, area: Rect) -> usize {
    (lines + 1).saturating_sub(area.height.into())
}

fn halves(area: Rect) -> [Rect; 2] {
    Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(4).areas(area)
}

fn page(model: &Model, words: &Catalog, theme: Theme, area: Rect) -> Page {
    let (focus, here, signs) = match model.screen.shown() {
        Shown::Wizard(wizard) => (wizard.focus(), "help-step", Vec::new()),
        Shown::Dashboard(dashboard) => (dashboard.focus(), "help-chosen", signs(words, theme)),
    };
    let keys = |section| keys(model, focus, section, words, theme.accent());
    let left = [(here, keys(Section::Here)), ("help-signs", signs)];
    let right = [("help-moving", keys(Section::Moving)), ("help-program", keys(Section::Program))];
    let columns = [column(words, theme, &left), column(words, theme, &right)];
    let fits = columns.iter().zip(halves(area)).all(|(lines, area)| {
        let width = lines.iter().map(Line::width).max().unwrap_or(0);
        lines.len() <= usize::from(area.height) && width <= usize::from(area.width)
    });
    if fits {
        return Page::Columns(columns);
    }
    let [[here, signs], [moving, program]] = [left, right];
    Page::Long(column(words, theme, &[here, moving, program, signs]))
}

/// Blocks one below the other.
fn column(words: &Catalog, theme: Theme, blocks: &[(&str, Vec<Meaning>)]) -> Vec<Line<'static>> {
    let signs = blocks.iter().flat_map(|(_, meanings)| meanings);
    let widest = signs.map(|(sign, _)| sign.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (title, meanings) in blocks.iter().filter(|(_, meanings)| !meanings.is_empty()) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(words.text(title), theme.strong()));
        for (sign, meaning) in meanings {
            let gap = " ".repeat(widest - sign.width() + 2);
            lines.push(Line::from(vec![Span::raw("  "), sign.clone(), Span::raw(gap + meaning)]));
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
    let bindings = keymap::bindings(focus).filter(|binding| {
        section(&binding.action) == wanted && model.offers_below(&binding.action)
    });
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
        | Action::Scroll(_)
        | Action::Filter
        | Action::Preset(_)
        | Action::Sort
        | Action::Reverse
        | Action::View
        | Action::MarkUp
        | Action::MarkDown
        | Action::Log => Section::Moving,
        Action::Help
        | Action::Language
        | Action::Mouse
        | Action::Quit
        | Action::Suspend
        | Action::Back => Section::Program,
        _ => Section::Here,
    }
}
