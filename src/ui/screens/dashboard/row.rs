//! One profile in one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr as _;

use super::columns::{Column, Columns};
use super::list::place;
use super::{Scene, health_style, health_text, notice, sign};
use crate::app::dashboard::{Cell, Row};
use crate::domain::health::Health;
use crate::domain::refusal::Refusal;
use crate::ui::widgets::{bar, text};

/// Draws a row.
pub fn draw(
    scene: Scene<'_>,
    buffer: &mut Buffer,
    line: Rect,
    columns: &Columns,
    row: &Row,
    chosen: bool,
) {
    let theme = scene.theme;
    let profile = &row.profile;
    let name = if chosen {
        text::put(buffer, line, "▸", theme.accent());
        theme.strong()
    } else {
        theme.plain()
    };
    let health = health_style(theme, row.health);
    text::put(buffer, place(line, columns.sign), sign(row), health);
    text::put(
        buffer,
        place(line, columns.name),
        profile.name.as_str(),
        name,
    );
    if columns.health.width > 0 {
        let word = scene.words.text(health_text(row.health));
        text::put(buffer, place(line, columns.health), &word, health);
    }
    let host = profile.host.as_str();
    text::put(buffer, place(line, columns.account), host, theme.plain());

    let access = Cell::access(profile, scene.dashboard.pending(), scene.now);
    let area = place(line, columns.access);
    if let Some((said, style)) = notice::in_row(scene, &profile.name) {
        text::put(buffer, area, &said, style);
    } else {
        cell(scene, buffer, area, columns.access, access, theme.ok());
    }
    let refresh = Cell::refresh(profile, scene.now);
    let style = match row.health {
        Health::Expiring => theme.attention(),
        Health::Ok
        | Health::Expired
        | Health::NeedsAuthorization
        | Health::Elsewhere
        | Health::Unknown => theme.ok(),
    };
    cell(
        scene,
        buffer,
        place(line, columns.refresh),
        columns.refresh,
        refresh,
        style,
    );
}

/// A bar with its words; where both do not fit, the bar goes.
fn cell(
    scene: Scene<'_>,
    buffer: &mut Buffer,
    area: Rect,
    column: Column,
    cell: Cell,
    full: Style,
) {
    let theme = scene.theme;
    let words = text::first_that_fits(in_words(scene, cell), area.width);
    match cell {
        Cell::Left { seconds, life } => {
            let needed =
                column.bar + 1 + u16::try_from(words.width()).unwrap_or(u16::MAX - 1 - column.bar);
            let shift = if column.bar > 0 && needed <= area.width {
                let bar = Rect {
                    width: column.bar,
                    ..area
                };
                bar::draw(buffer, bar, (seconds, life), full, theme.muted());
                column.bar + 1
            } else {
                0
            };
            let area = Rect {
                x: area.x + shift,
                width: area.width - shift,
                ..area
            };
            text::put(buffer, area, &words, theme.plain());
        }
        Cell::Refused(_) => {
            text::put(buffer, area, &words, theme.danger());
        }
        Cell::Ended { .. } | Cell::NotYet | Cell::Waiting => {
            text::put(buffer, area, &words, theme.attention());
        }
        Cell::Blank | Cell::LongLived | Cell::Until(_) => {
            text::put(buffer, area, &words, theme.plain());
        }
        Cell::Elsewhere => {
            text::put(buffer, area, &words, theme.muted());
        }
    }
}

/// What a cell says, the longest words first.
pub fn in_words(scene: Scene<'_>, cell: Cell) -> Vec<String> {
    let words = scene.words;
    match cell {
        Cell::Blank => vec![String::new()],
        Cell::Left { seconds, .. } => vec![words.left(seconds)],
        Cell::Ended { seconds } => {
            let ago = words.ago(seconds);
            vec![
                words.say("cell-ended-ago", &[("ago", ago.into())]),
                words.text("cell-ended"),
            ]
        }
        Cell::LongLived => vec![words.text("cell-long-lived")],
        Cell::Until(end) => {
            let day = words.day(end, scene.now, scene.zone);
            vec![
                words.say("cell-until", &[("day", day.as_str().into())]),
                day,
            ]
        }
        Cell::Refused(refusal) => vec![words.text(match refusal {
            Refusal::Revoked | Refusal::AnswerLost(_) => "cell-revoked",
            Refusal::Idle => "cell-idle",
            Refusal::OtherIntegration | Refusal::Garbled | Refusal::Silent | Refusal::Other => {
                "cell-refused"
            }
        })],
        Cell::Elsewhere => vec![words.text("cell-elsewhere")],
        Cell::NotYet => vec![words.text("cell-not-yet")],
        Cell::Waiting => vec![words.text("cell-waiting")],
    }
}
