//! The last line: the keys that work now, the most useful first, as many as fit. The way out and the help stay.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::{Action, Model};
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;

const GAP: &str = "   ";

/// A key and its name.
struct Entry {
    label: String,
    text: String,
    stays: bool,
}

/// Draws the footer.
pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let mut entries: Vec<Entry> = keymap::bindings(model.focus())
        .filter(|binding| binding.footer && model.offers(&binding.action))
        .map(|binding| Entry {
            label: binding.key.label(),
            text: words.text(binding.text),
            stays: matches!(binding.action, Action::Back | Action::Help | Action::Quit),
        })
        .collect();
    while width(&entries) > usize::from(area.width) {
        let goes = entries
            .iter()
            .rposition(|entry| !entry.stays)
            .unwrap_or(entries.len() - 1);
        entries.remove(goes);
    }
    let mut spans: Vec<Span<'_>> = Vec::new();
    for entry in entries {
        if !spans.is_empty() {
            spans.push(Span::raw(GAP));
        }
        spans.push(Span::styled(entry.label, theme.accent()));
        spans.push(Span::styled(format!(" {}", entry.text), theme.muted()));
    }
    frame.render_widget(Line::from(spans), area);
}

fn width(entries: &[Entry]) -> usize {
    let each = |entry: &Entry| entry.label.width() + 1 + entry.text.width();
    let gaps = GAP.width() * entries.len().saturating_sub(1);
    entries.iter().map(each).sum::<usize>() + gaps
}
