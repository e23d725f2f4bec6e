//! What a click on the dashboard asks for, by the layout by which it is drawn.

use ratatui::layout::{Position, Rect};

use super::columns::{Column, GAP};
use super::layout::{self, ListPart};
use crate::app::Action;
use crate::app::dashboard::{Dashboard, ListLine};

/// How far the place of the marks reaches: the edge of the window, the column, and the gap behind it.
const MARGIN: u16 = 2;

/// The title of a column sorts by it, a row is chosen, and marked where its mark stands.
pub fn at(dashboard: &Dashboard, area: Rect, position: Position) -> Option<Action> {
    let list = layout::parts(dashboard, area).list?;
    if list.head.contains(position) {
        let (_, sort_by) = column(&list, position.x)?.kind.title()?;
        return Some(Action::SortBy(sort_by));
    }
    let left = list.rows.x.saturating_sub(MARGIN);
    let rows = Rect { x: left, width: list.rows.right() - left, ..list.rows };
    if !rows.contains(position) {
        return None;
    }
    let line = list.first + usize::from(position.y - rows.y);
    let ListLine::Row(at) = dashboard.listing.line(line)? else { return None };
    let mark = list.columns.first().map_or(0, |column| column.width + GAP);
    Some(if position.x < list.rows.x + mark { Action::MarkAt(at) } else { Action::Choose(at) })
}

/// The column in which a place is, the gap behind it included.
fn column(list: &ListPart, x: u16) -> Option<Column> {
    let mut right = list.head.x;
    list.columns.iter().copied().find(|column| {
        right += column.width + GAP;
        x < right
    })
}
