//! The list: only the rows that are seen are built, and the heads of their groups.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Cell, Row, Scrollbar, ScrollbarOrientation, ScrollbarState, Table};

use super::columns::{ColumnKind, GAP};
use super::filter::marked;
use super::layout::ListPart;
use super::scene::Scene;
use super::{cells, health, notice};
use crate::app::dashboard::cells::since_refresh;
use crate::app::dashboard::{AccessCell, ForYou, Head, ListLine, ProfileRow};
use crate::domain::profile::filter::Marker;
use crate::ui::widgets::text::{first_that_fits, fit};

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, part: &ListPart) {
    let listing = &scene.dashboard.listing;
    frame.render_widget(titles(scene, part), part.head);
    if listing.is_empty() {
        let line =
            Rect { x: part.rows.x + 4, width: part.rows.width.saturating_sub(4), ..part.rows };
        frame.render_widget(fit(scene.words.text("list-nothing-found"), line.width), line);
        return;
    }
    let lines = part.first..part.first + usize::from(part.rows.height);
    let mut marker = Marker::new(listing.filtered_by());
    let rows = lines.filter_map(|line| match listing.line(line)? {
        ListLine::Head(head) => Some(head_row(scene, part, head)),
        ListLine::Row(at) => {
            let row = listing.row(at)?;
            Some(drawn(scene, part, (row, at == listing.at), &mut marker))
        }
    });
    let widths = part.columns.iter().map(|column| column.width);
    let table = Table::new(rows.collect::<Vec<_>>(), widths).column_spacing(GAP);
    frame.render_widget(table, part.rows);
    if let Some(area) = part.scrollbar {
        let hidden = listing.lines().saturating_sub(usize::from(part.rows.height));
        let mut state = ScrollbarState::new(hidden + 1)
            .position(part.first)
            .viewport_content_length(usize::from(part.rows.height));
        let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
            .begin_symbol(None)
            .end_symbol(None)
            .track_symbol(Some("│"))
            .thumb_symbol("┃")
            .track_style(scene.theme.muted());
        frame.render_stateful_widget(bar, area, &mut state);
    }
}

/// The titles of the columns; an arrow tells by which the list is sorted.
fn titles(scene: Scene<'_>, part: &ListPart) -> Table<'static> {
    let sort = scene.dashboard.listing.sort;
    let titles = part.columns.iter().map(|column| {
        let Some((title, by)) = column.kind.title() else { return Line::default() };
        let mut title = Line::raw(scene.words.text(title));
        if by == sort.by {
            title.push_span(Span::raw(if sort.reversed { " ↓" } else { " ↑" }));
        }
        fit(title.style(scene.theme.muted()), column.width)
    });
    let widths = part.columns.iter().map(|column| column.width);
    Table::new([Row::new(titles)], widths).column_spacing(GAP)
}

/// `needs you · 22`
fn head_row(scene: Scene<'_>, part: &ListPart, head: Head) -> Row<'static> {
    let name = scene.words.text(health::group_text(head.group));
    let style = health::group_style(scene.theme, head.group).add_modifier(Modifier::BOLD);
    let line = fit(Span::styled(format!("{name} · {}", head.count), style), part.rows.width);
    let columns = u16::try_from(part.columns.len()).unwrap_or(1);
    Row::new([Cell::new(line).column_span(columns)])
}

/// The chosen row is turned around as a whole, in the terminal's own two colours: that is seen in every theme.
fn drawn(
    scene: Scene<'_>,
    part: &ListPart,
    (row, chosen): (&ProfileRow, bool),
    marker: &mut Marker,
) -> Row<'static> {
    let cells = part
        .columns
        .iter()
        .map(|column| {
            let line = match column.kind {
                ColumnKind::Name => {
                    let name = row.profile.name.as_str();
                    marked(name, &marker.in_name(name), scene.theme)
                }
                ColumnKind::Account => {
                    let host = row.profile.host.as_str();
                    marked(host, &marker.in_host(host), scene.theme)
                }
                ColumnKind::Mark => {
                    let sign = mark(chosen, scene.dashboard.marks.has(&row.profile.name));
                    Span::styled(sign, scene.theme.accent()).into()
                }
                ColumnKind::Sign => {
                    Line::styled(health::sign_of(row), health::style(scene.theme, row.health))
                }
                ColumnKind::ForYou => for_you(scene, row, column.width).into(),
                ColumnKind::Access => access(scene, row, column.width).into(),
                ColumnKind::Refreshed => refreshed(scene, row, column.width).into(),
            };
            let mut line = fit(line, column.width);
            if chosen {
                for span in &mut line.spans {
                    // What was looked for stays marked.
                    span.style = Style::new().add_modifier(span.style.add_modifier);
                }
            }
            line
        })
        .collect::<Vec<_>>();
    let style = if chosen { scene.theme.chosen() } else { scene.theme.plain() };
    Row::new(cells).style(style)
}

/// Where keys act, and what is marked.
const fn mark(chosen: bool, marked: bool) -> &'static str {
    match (chosen, marked) {
        (false, false) => "",
        (true, false) => "▸",
        (false, true) => "•",
        (true, true) => "◆",
    }
}

fn for_you(scene: Scene<'_>, row: &ProfileRow, width: u16) -> Span<'static> {
    if let Some((said, style)) = notice::in_row(scene, &row.profile.name) {
        return Span::styled(said, style);
    }
    let cell = ForYou::of(&row.profile, &scene.dashboard.pending, scene.now);
    let said = first_that_fits(cells::for_you(scene, &cell), width);
    Span::styled(said, cells::for_you_style(scene.theme, row))
}

fn access(scene: Scene<'_>, row: &ProfileRow, width: u16) -> Span<'static> {
    let cell = AccessCell::of(row, scene.now);
    let said = first_that_fits(cells::access(scene, cell), width);
    Span::styled(said, cells::access_style(scene.theme, cell))
}

fn refreshed(scene: Scene<'_>, row: &ProfileRow, width: u16) -> Span<'static> {
    let words = scene.words;
    let ago = since_refresh(&row.profile, scene.now);
    let said = ago.map(|ago| [words.ago(ago), words.left_about(ago)]);
    Span::raw(said.map_or_else(String::new, |said| first_that_fits(said, width)))
}
