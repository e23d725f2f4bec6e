//! Draws the dashboard: the list, and beside or below it the chosen profile.

mod columns;
mod detail;
mod facts;
mod header;
pub mod health;
mod history;
mod list;
mod notice;
mod scene;
mod story;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::app::dashboard::{Dashboard, Reading};
use crate::app::{Action, Model};
use crate::i18n::Catalog;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::fit;
use scene::{Scene, key};

/// From this width on, the detail stands beside the list.
const WIDE: u16 = 116;

/// How many lines the detail gets before the list grows.
const DETAIL: u16 = 11;

pub fn draw(
    dashboard: &Dashboard,
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let scene = Scene { dashboard, words, theme, now: model.now, zone: &model.settings.zone };
    // One row stays free above the keys.
    let rows = [Constraint::Length(2), Constraint::Fill(1), Constraint::Length(1)];
    let [head, rest, _] = Layout::vertical(rows).areas(area);
    header::draw(scene, frame, head);
    if dashboard.listing.all().is_empty() {
        // For the few milliseconds before anything is known, nothing is said.
        if dashboard.reading == Reading::Done && dashboard.unreadable.is_empty() {
            let sentence = words.say("list-empty", &[("key", key(&Action::New).into())]);
            let below = rest.inner(ratatui::layout::Margin::new(0, 1));
            frame.render_widget(fit(sentence, below.width), below);
        }
    } else if dashboard.is_whole() {
        detail::draw(scene, frame, rest, true);
    } else if area.width >= WIDE {
        let width = (area.width * 54 / 100).clamp(68, 104);
        let columns = [Constraint::Length(width), Constraint::Fill(1)];
        let [list, detail] = Layout::horizontal(columns).spacing(3).areas(rest);
        list::draw(scene, frame, list);
        detail::draw(scene, frame, detail, false);
    } else {
        // The table's head and the line below it belong to the list.
        let spare = rest.height.saturating_sub(2 + DETAIL).max(3);
        let rows = u16::try_from(dashboard.listing.len()).unwrap_or(u16::MAX);
        let rows = [Constraint::Length(2 + rows.clamp(1, spare)), Constraint::Fill(1)];
        let [list, detail] = Layout::vertical(rows).areas(rest);
        list::draw(scene, frame, list);
        detail::draw(scene, frame, detail, false);
    }
}
