//! The last line: the keys that work now, the most useful first, as many as fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::Model;
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;

const GAP: &str = "   ";

/// Draws the footer.
pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let mut spans: Vec<Span<'_>> = Vec::new();
    let mut width = 0;
    for binding in keymap::bindings(model.focus()).filter(|b| b.footer && model.offers(&b.action)) {
        let label = binding.key.label();
        let text = words.text(binding.text);
        let gap = if spans.is_empty() { "" } else { GAP };
        let needed = gap.width() + label.width() + 1 + text.width();
        if width + needed > usize::from(area.width) {
            break;
        }
        width += needed;
        spans.extend([
            Span::raw(gap),
            Span::styled(label, theme.accent()),
            Span::styled(format!(" {text}"), theme.muted()),
        ]);
    }
    frame.render_widget(Line::from(spans), area);
}
