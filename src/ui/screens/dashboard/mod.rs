//! Draws the dashboard: the list, and beside or below it the chosen profile.

mod columns;
mod detail;
mod facts;
mod header;
mod history;
mod list;
mod notice;
mod row;
mod story;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::dashboard::{Dashboard, Reading, Row};
use crate::app::{Action, Focus, Model};
use crate::domain::health::Health;
use crate::domain::profile::GrantType;
use crate::i18n::Catalog;
use crate::ui::keymap;
use crate::ui::theme::Theme;
use crate::ui::widgets::text;

/// From this width on, the detail stands beside the list.
const WIDE: u16 = 116;

/// How many lines the detail gets before the list grows.
const DETAIL: u16 = 11;

/// What every part of the screen draws from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    dashboard: &'a Dashboard,
    words: &'a Catalog,
    theme: Theme,
    now: Timestamp,
    zone: &'a TimeZone,
}

/// Draws the list of profiles and the chosen one's details.
pub fn draw(
    dashboard: &Dashboard,
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let scene = Scene {
        dashboard,
        words,
        theme,
        now: model.now,
        zone: &model.facts.zone,
    };
    // One row stays free above the keys.
    let area = Rect {
        height: area.height.saturating_sub(1),
        ..area
    };
    let (head, rest) = cut(area, 2);
    header::draw(scene, frame, head);
    if dashboard.listing().all().is_empty() {
        // For the few milliseconds before anything is known, nothing is said.
        if *dashboard.reading() == Reading::Done && dashboard.unreadable().is_empty() {
            empty(scene, frame, rest);
        }
        return;
    }
    if dashboard.is_whole() {
        return detail::draw(scene, frame.buffer_mut(), rest, true);
    }
    let buffer = frame.buffer_mut();
    if area.width >= WIDE {
        let width = (area.width * 54 / 100).clamp(68, 104);
        let left = Rect { width, ..rest };
        let right = Rect {
            x: rest.x + width + 3,
            width: rest.width - width - 3,
            ..rest
        };
        list::draw(scene, buffer, left);
        detail::draw(scene, buffer, right, false);
    } else {
        // The table's head and the line below it belong to the list.
        let spare = rest.height.saturating_sub(2 + DETAIL).max(3);
        let rows = u16::try_from(dashboard.listing().len()).unwrap_or(u16::MAX);
        let (list, detail) = cut(rest, 2 + rows.clamp(1, spare));
        list::draw(scene, buffer, list);
        detail::draw(scene, buffer, detail, false);
    }
}

/// There is no profile: one sentence and one key.
fn empty(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let sentence = scene
        .words
        .say("list-empty", &[("key", key(&Action::New).into())]);
    let (_, area) = cut(area, 1);
    text::put(frame.buffer_mut(), area, &sentence, scene.theme.plain());
}

/// The upper rows of an area, and the rest.
fn cut(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let upper = Rect {
        height: rows,
        ..area
    };
    let lower = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    (upper, lower)
}

/// The key that does something here, as the table of keys has it.
fn key(action: &Action) -> String {
    keymap::bindings(Focus::Dashboard)
        .find(|binding| binding.action == *action)
        .map(|binding| binding.key.label())
        .unwrap_or_default()
}

/// The sign of a profile's health. It never stands for itself: words are beside it.
const fn sign(row: &Row) -> &'static str {
    match (row.health, row.profile.grant) {
        (Health::Ok, GrantType::LongLived) => "∞",
        (health, _) => sign_of(health),
    }
}

/// The sign of a health.
pub const fn sign_of(health: Health) -> &'static str {
    match health {
        Health::Ok => "✓",
        Health::Expiring => "!",
        Health::Expired => "~",
        Health::NeedsAuthorization => "✗",
        Health::Elsewhere => "→",
        Health::Unknown => "?",
    }
}

/// The message that names a health.
pub const fn health_text(health: Health) -> &'static str {
    match health {
        Health::Ok => "health-ok",
        Health::Expiring => "health-expiring",
        Health::Expired => "health-expired",
        Health::NeedsAuthorization => "health-needs-authorization",
        Health::Elsewhere => "health-elsewhere",
        Health::Unknown => "health-unknown",
    }
}

/// The colour of a health.
pub const fn health_style(theme: Theme, health: Health) -> Style {
    match health {
        Health::Ok => theme.ok(),
        Health::Expiring | Health::Expired | Health::Unknown => theme.attention(),
        Health::NeedsAuthorization => theme.danger(),
        Health::Elsewhere => theme.muted(),
    }
}
