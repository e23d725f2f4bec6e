//! The last line: the keys that work now, the most useful first, as many as fit. The way out and the help stay.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::{Action, Model};
use crate::i18n::Catalog;
use crate::ui::keymap::{self, Binding};
use crate::ui::theme::Theme;

const GAP: u16 = 3;

/// A key with what it does, and the cells in which it stands.
struct KeyHint {
    binding: &'static Binding,
    key: String,
    text: String,
    place: Rect,
}

pub fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>, area: Rect) {
    for KeyHint { key, text, place, .. } in hints(model, words, area) {
        let key = Span::styled(key, theme.accent());
        let line = Line::from(vec![key, Span::raw(format!(" {text}"))]);
        frame.render_widget(line, place);
    }
}

/// The action of the key that stands there.
pub fn at(model: &Model, words: &Catalog, area: Rect, position: Position) -> Option<Action> {
    let hints = hints(model, words, area);
    let hint = hints.into_iter().find(|hint| hint.place.contains(position))?;
    Some(hint.binding.action.clone())
}

fn hints(model: &Model, words: &Catalog, area: Rect) -> Vec<KeyHint> {
    let mut bindings: Vec<_> = keymap::bindings(model.focus())
        .filter(|binding| binding.footer && model.offers(&binding.action))
        .collect();
    loop {
        let hints = in_a_row(&bindings, model, words, area);
        let end = hints.last().map_or(area.x, |hint| hint.place.right());
        let stays = |action: &Action| matches!(action, Action::Back | Action::Help | Action::Quit);
        let goes = bindings.iter().rposition(|binding| !stays(&binding.action));
        match goes.or(bindings.len().checked_sub(1)) {
            Some(goes) if end > area.right() => drop(bindings.remove(goes)),
            _ => return hints,
        }
    }
}

fn in_a_row(
    bindings: &[&'static Binding],
    model: &Model,
    words: &Catalog,
    area: Rect,
) -> Vec<KeyHint> {
    let mut x = area.x;
    let hint = |binding: &&'static Binding| {
        let (key, text) = (binding.key.label(), words.text(keymap::text(binding, model)));
        let width = u16::try_from(key.width() + 1 + text.width()).unwrap_or(u16::MAX);
        let place = Rect { x, width, height: 1, ..area };
        x = x.saturating_add(width).saturating_add(GAP);
        KeyHint { binding, key, text, place }
    };
    bindings.iter().map(hint).collect()
}
