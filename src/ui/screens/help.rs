//! The keys that work now, out of the one table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::{Focus, Model, Screen};
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;

/// Draws the help.
pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    let focus = match &model.screen {
        Screen::Wizard(wizard) => wizard.focus(),
        Screen::Dashboard(dashboard) => dashboard.focus(),
    };
    let mut lines = vec![
        Line::styled(words.text("key-help"), theme.strong()),
        Line::default(),
    ];
    lines.extend(bindings(focus, model).map(|binding| {
        Line::from(vec![
            Span::styled(format!("  {:<8}", binding.key.label()), theme.accent()),
            Span::raw(words.text(binding.text)),
        ])
    }));
    frame.render_widget(Paragraph::new(lines), area);
}

fn bindings(focus: Focus, model: &Model) -> impl Iterator<Item = &'static keymap::Binding> {
    keymap::bindings(focus).filter(|binding| model.offers(&binding.action))
}
