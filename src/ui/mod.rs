//! Drawing only: a model and words in, a frame out.

pub mod keymap;
mod mouse;
pub mod screens;
pub mod theme;
pub mod widgets;

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Wrap};

use crate::app::{Action, Model, Shown};
use crate::domain::visible::honest;
use crate::i18n::{Arg, Catalog};
pub use mouse::hit;
use theme::Theme;

/// The smallest window in which everything that matters fits.
pub const SMALLEST: (u16, u16) = (60, 16);

/// Whether a window of this width and height shows more than that it is too small.
pub const fn fits((width, height): (u16, u16)) -> bool {
    width >= SMALLEST.0 && height >= SMALLEST.1
}

/// Draws the whole screen. Whatever others called themselves, it reads as what it is.
pub fn view(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>) {
    draw(model, words, theme, frame);
    for cell in &mut frame.buffer_mut().content {
        if let Cow::Owned(honest) = honest(cell.symbol()) {
            cell.set_symbol(&honest);
        }
    }
}

fn draw(model: &Model, words: &Catalog, theme: Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if !fits((area.width, area.height)) {
        return too_small(words, theme, frame);
    }
    let (body, footer) = parts(area);
    // What needs the whole window is drawn over it.
    widgets::footer::draw(model, words, theme, frame, footer);
    if let Some(top) = model.help {
        screens::help::draw(model, words, theme, frame, body, top);
    } else {
        match model.screen.shown() {
            Shown::Wizard(wizard) => {
                screens::wizard::draw(wizard, model, words, theme, frame, body);
            }
            Shown::Dashboard(dashboard) => {
                screens::dashboard::draw(dashboard, model, words, theme, frame, body);
            }
        }
    }
    if model.unlocking {
        let [_, line] = Layout::vertical([Constraint::Min(0), Constraint::Length(1)]).areas(body);
        frame.render_widget(Clear, line);
        frame.render_widget(Line::styled(words.text("unlocking"), theme.attention()), line);
    }
}

/// Where the screen is drawn, and where the keys that work now stand.
fn parts(area: Rect) -> (Rect, Rect) {
    let rows = [Constraint::Length(1), Constraint::Min(1), Constraint::Length(1)];
    let [_, body, footer] = Layout::vertical(rows).horizontal_margin(2).areas(area);
    (body, footer)
}

/// What an action means in a window of this size: whoever moves in the help gets to a line of it.
pub fn placed(model: &Model, words: &Catalog, size: Size, action: Action) -> Action {
    match model.help {
        Some(top) => {
            let (body, _) = parts(Rect::from((Position::ORIGIN, size)));
            screens::help::scrolled(model, words, body, top, &action).map_or(action, Action::Scroll)
        }
        None => action,
    }
}

fn too_small(words: &Catalog, theme: Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let size = [
        ("width", Arg::from(u64::from(area.width))),
        ("height", Arg::from(u64::from(area.height))),
    ];
    let text = Line::styled(words.say("too-small", &size), theme.attention());
    frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), area);
}
