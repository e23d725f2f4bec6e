//! The list: only the rows that are seen are drawn, the chosen one in their middle.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Row, Table};
use unicode_width::UnicodeWidthStr as _;

use super::columns::{Column, ColumnKind, GAP, columns};
use super::scene::{Scene, number};
use super::{health, notice};
use crate::app::dashboard::{ProfileRow, TokenCell};
use crate::domain::tokens::health::Health;
use crate::domain::trouble::Cause;
use crate::ui::widgets::bar;
use crate::ui::widgets::text::{first_that_fits, fit};

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Scene { dashboard, words, theme, .. } = scene;
    let listing = &dashboard.listing;
    let columns = columns(area.width);
    let [area, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    let height = usize::from(area.height.saturating_sub(1));
    // As far as the ends allow.
    let first = listing.at.saturating_sub(height / 2).min(listing.len().saturating_sub(height));
    let rows = listing.from(first).take(height).enumerate().map(|(at, row)| {
        let chosen = first + at == listing.at;
        Row::new(
            columns.iter().map(move |column| fit(cell(scene, row, *column, chosen), column.width)),
        )
    });
    let titles = columns.iter().map(|column| {
        let title = column.kind.title().map(|title| words.text(title));
        fit(Span::styled(title.unwrap_or_default(), theme.muted()), column.width)
    });
    let widths = columns.iter().map(|column| column.width);
    let table = Table::new(rows.collect::<Vec<_>>(), widths).column_spacing(GAP);
    frame.render_widget(table.header(Row::new(titles)), area);
    // Below the names.
    let indent =
        |line: Rect| Rect { x: line.x + 4, width: line.width.saturating_sub(4), height: 1, ..line };
    let (said, line) = if listing.is_empty() {
        (words.text("list-nothing-found"), Rect { y: area.y + 1, ..area })
    } else if listing.len() > height {
        let part = [
            ("from", number(first + 1)),
            ("to", number((first + height).min(listing.len()))),
            ("all", number(listing.len())),
        ];
        (words.say("list-part", &part), below)
    } else {
        return;
    };
    let line = indent(line);
    frame.render_widget(fit(Span::styled(said, theme.muted()), line.width), line);
}

fn cell(scene: Scene<'_>, row: &ProfileRow, column: Column, chosen: bool) -> Line<'static> {
    let theme = scene.theme;
    let profile = &row.profile;
    let how = health::style(theme, row.health);
    let span = match column.kind {
        ColumnKind::Mark => Span::styled(if chosen { "▸" } else { "" }, theme.accent()),
        ColumnKind::Sign => Span::styled(health::sign_of(row), how),
        ColumnKind::Name => {
            let style = if chosen { theme.strong() } else { theme.plain() };
            Span::styled(profile.name.to_string(), style)
        }
        ColumnKind::Health => Span::styled(scene.words.text(health::text(row.health)), how),
        ColumnKind::Account => Span::raw(profile.host.to_string()),
        ColumnKind::Access => {
            let Some((said, style)) = notice::in_row(scene, &profile.name) else {
                let access = TokenCell::access(profile, &scene.dashboard.pending, scene.now);
                return token(scene, &access, column, theme.ok());
            };
            Span::styled(said, style)
        }
        ColumnKind::Refresh => {
            let expiring = row.health == Health::Expiring;
            let full = if expiring { theme.attention() } else { theme.ok() };
            return token(scene, &TokenCell::refresh(profile, scene.now), column, full);
        }
    };
    Line::from(span)
}

/// A bar with its words; where both do not fit, the bar goes.
fn token(scene: Scene<'_>, cell: &TokenCell, column: Column, full: Style) -> Line<'static> {
    let theme = scene.theme;
    let words = first_that_fits(in_words(scene, cell), column.width);
    let style = match cell {
        TokenCell::Refused(_) => theme.danger(),
        TokenCell::Ended { .. } | TokenCell::NotYet | TokenCell::Waiting => theme.attention(),
        TokenCell::Elsewhere => theme.muted(),
        TokenCell::Blank | TokenCell::LongLived | TokenCell::Until(_) | TokenCell::Left { .. } => {
            theme.plain()
        }
    };
    let mut line = Line::default();
    let cells = usize::from(column.bar);
    if let TokenCell::Left { seconds, life } = cell
        && cells > 0
        && cells + 1 + words.width() <= usize::from(column.width)
    {
        line.extend(bar::spans((*seconds, *life), cells, full, theme.muted()));
        line.push_span(Span::raw(" "));
    }
    line.push_span(Span::styled(words, style));
    line
}

/// What a cell says, the longest words first.
pub fn in_words(scene: Scene<'_>, cell: &TokenCell) -> Vec<String> {
    let words = scene.words;
    match cell {
        TokenCell::Blank => vec![String::new()],
        TokenCell::Left { seconds, .. } => vec![words.left(*seconds)],
        TokenCell::Ended { seconds } => {
            let ago = words.ago(*seconds);
            vec![words.say("cell-ended-ago", &[("ago", ago.into())]), words.text("cell-ended")]
        }
        TokenCell::LongLived => vec![words.text("cell-long-lived")],
        TokenCell::Until(end) => {
            let day = words.day(*end, scene.now, scene.zone);
            vec![words.say("cell-until", &[("day", day.as_str().into())]), day]
        }
        TokenCell::Refused(refusal) => vec![words.text(match refusal {
            Cause::TokenRevoked | Cause::AnswerLost { .. } => "cell-revoked",
            Cause::TokenExpired => "cell-idle",
            _ => "cell-refused",
        })],
        TokenCell::Elsewhere => vec![words.text("cell-elsewhere")],
        TokenCell::NotYet => vec![words.text("cell-not-yet")],
        TokenCell::Waiting => vec![words.text("cell-waiting")],
    }
}
