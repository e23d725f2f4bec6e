//! The last line: the keys that work now, the most useful first, as many as fit. The way out and the help stay.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Action, Model};
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;

const GAP: &str = "   ";

pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let mut bindings: Vec<_> = keymap::bindings(model.focus())
        .filter(|binding| binding.footer && model.offers(&binding.action))
        .collect();
    loop {
        let mut line = Line::default();
        for binding in &bindings {
            let gap = if line.spans.is_empty() { "" } else { GAP };
            line.push_span(Span::raw(gap));
            line.push_span(Span::styled(binding.key.label(), theme.accent()));
            line.push_span(Span::raw(format!(" {}", words.text(keymap::text(binding, model)))));
        }
        let stays = |action: &Action| matches!(action, Action::Back | Action::Help | Action::Quit);
        let goes = bindings.iter().rposition(|binding| !stays(&binding.action));
        match goes.or(bindings.len().checked_sub(1)) {
            Some(goes) if line.width() > usize::from(area.width) => drop(bindings.remove(goes)),
            _ => return frame.render_widget(line, area),
        }
    }
}
