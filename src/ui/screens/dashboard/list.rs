//! The list: only the rows that are seen are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{Column, Columns};
use super::{Scene, cut, row};
use crate::i18n::Arg;
use crate::ui::widgets::text;

/// Draws the head of the table, the rows around the chosen one, and where they are in a longer list.
pub fn draw(scene: Scene<'_>, buffer: &mut Buffer, area: Rect) {
    let columns = Columns::of(area.width);
    let (head, rows) = cut(area, 1);
    let titles = [
        (columns.name, "column-profile"),
        (columns.health, "column-health"),
        (columns.account, "column-account"),
        (columns.access, "column-access"),
        (columns.refresh, "column-refresh"),
    ];
    for (column, title) in titles {
        if column.width > 0 {
            let title = scene.words.text(title);
            text::put(buffer, place(head, column), &title, scene.theme.muted());
        }
    }

    let listing = scene.dashboard.listing();
    let height = usize::from(rows.height.saturating_sub(1));
    if listing.is_empty() {
        let nothing = scene.words.text("list-nothing-found");
        let area = place(rows, columns.name);
        let area = Rect {
            width: rows.width.saturating_sub(columns.name.x),
            ..area
        };
        text::put(buffer, area, &nothing, scene.theme.muted());
        return;
    }
    // The chosen row is kept in the middle, as far as the ends allow.
    let first = listing
        .at()
        .saturating_sub(height / 2)
        .min(listing.len().saturating_sub(height));
    let mut y = rows.y;
    for (at, shown) in listing.from(first).take(height).enumerate() {
        let line = Rect {
            y,
            height: 1,
            ..rows
        };
        row::draw(
            scene,
            buffer,
            line,
            &columns,
            shown,
            first + at == listing.at(),
        );
        y += 1;
    }
    if listing.len() > height {
        let number = |n: usize| Arg::Number(u64::try_from(n).unwrap_or(u64::MAX));
        let part = scene.words.say(
            "list-part",
            &[
                ("from", number(first + 1)),
                ("to", number((first + height).min(listing.len()))),
                ("all", number(listing.len())),
            ],
        );
        let line = Rect {
            y,
            height: 1,
            ..rows
        };
        text::put(
            buffer,
            place(line, columns.name).union(place(line, columns.access)),
            &part,
            scene.theme.muted(),
        );
    }
}

/// A column in a line.
pub const fn place(line: Rect, column: Column) -> Rect {
    Rect {
        x: line.x + column.x,
        width: column.width,
        height: 1,
        ..line
    }
}
