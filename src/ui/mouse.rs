//! What a click or a turn of the wheel asks for, by the same layout by which the screen is drawn.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect, Size};

use super::{fits, parts, placed, screens, widgets};
use crate::app::{Action, Model, Shown};
use crate::i18n::Catalog;

/// The action that it asks for; nothing where there is nothing to be had. `size` is that of the window.
pub fn hit(model: &Model, words: &Catalog, size: Size, event: MouseEvent) -> Option<Action> {
    if !fits(size.into()) || !model.listens_to_mouse() {
        return None;
    }
    let action = match event.kind {
        MouseEventKind::ScrollUp => Action::Up,
        MouseEventKind::ScrollDown => Action::Down,
        MouseEventKind::Down(MouseButton::Left) => {
            click(model, words, size, Position::new(event.column, event.row))?
        }
        _ => return None,
    };
    let action = placed(model, words, size, action);
    model.offers(&action).then_some(action)
}

fn click(model: &Model, words: &Catalog, size: Size, at: Position) -> Option<Action> {
    let (body, footer) = parts(Rect::from((Position::ORIGIN, size)));
    match model.screen.shown() {
        Shown::Dashboard(dashboard) if model.help.is_none() && body.contains(at) => {
            screens::dashboard::at(dashboard, body, at)
        }
        _ => widgets::footer::at(model, words, footer, at),
    }
}
