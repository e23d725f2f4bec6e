//! Draws the dashboard: the list, and beside or below it the chosen profile.

mod cells;
mod columns;
mod detail;
mod facts;
mod filter;
mod header;
pub mod health;
mod history;
pub mod layout;
mod list;
mod log;
mod marks;
mod mouse;
mod needs;
mod notice;
mod scene;
mod story;
mod strip;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::dashboard::{Dashboard, Reading};
use crate::app::{Action, Model};
use crate::i18n::Catalog;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::fit;
pub use mouse::at;
use scene::{Scene, key};

pub fn draw(
    dashboard: &Dashboard,
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let scene = Scene { dashboard, words, theme, now: model.now, zone: &model.settings.zone };
    let parts = layout::parts(dashboard, area);
    header::title(scene, frame, parts.title);
    header::below(scene, frame, parts.below);
    // For the few milliseconds before anything is known, nothing is said.
    let is_known = dashboard.reading == Reading::Done && dashboard.unreadable.is_empty();
    if dashboard.listing.all().is_empty() && is_known {
        let sentence = words.say("list-empty", &[("key", key(&Action::New).into())]);
        let below = parts.rest.inner(ratatui::layout::Margin::new(0, 1));
        frame.render_widget(fit(sentence, below.width), below);
    }
    if let Some(area) = parts.strip {
        strip::draw(scene, frame, area);
    }
    if let Some(part) = &parts.list {
        list::draw(scene, frame, part);
    }
    if let Some(area) = parts.needs {
        needs::draw(scene, frame, area);
    }
    if let Some(area) = parts.detail {
        detail::draw(scene, frame, area, parts.history.is_none());
    }
    if let Some(area) = parts.history {
        history::draw(scene, frame, area);
    }
    if let Some(area) = parts.log {
        log::draw(scene, frame, area);
    }
    marks::draw(scene, frame, parts.status);
}
