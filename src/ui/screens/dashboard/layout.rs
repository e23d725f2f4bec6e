//! Where everything of the dashboard stands: one pure function of the model and the area, for drawing and for whoever
//! asks what stands at a place.

use ratatui::layout::Rect;

use super::columns::{Column, columns};
use crate::app::dashboard::{Dashboard, Mode, Reading, View};

/// From this width on, the chosen profile stands beside the list.
const WIDE: u16 = 116;
/// From this width on, there is a third column.
const WIDEST: u16 = 196;
/// Nothing is stretched: text that is wider is hard to read.
const LONGEST_LINE: u16 = 100;
const SPACING: u16 = 3;

/// How many lines the chosen profile needs at least below a list that is shown whole.
const LEAST_DETAIL: u16 = 8;
/// How many it gets where the list is cut for it.
const DETAIL: u16 = 12;

/// From so many profiles on, it is worth telling when the work will come.
const MANY: usize = 8;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// How many profiles there are, and how many need a person.
    pub title: Rect,
    /// The filter, or news that belong to no profile.
    pub below: Rect,
    /// When the work will come.
    pub strip: Option<Rect>,
    pub list: Option<ListPart>,
    /// What the chosen one needs, where its detail is not shown.
    pub needs: Option<Rect>,
    pub detail: Option<Rect>,
    /// What happened to the chosen one, in a very wide window that it has for itself.
    pub history: Option<Rect>,
    /// What happened to all: alone where it was opened, or the third column of a very wide window.
    pub log: Option<Rect>,
    /// What is marked and done with the marked ones: the free row above the keys.
    pub status: Rect,
    /// What is left below the title where no profile is known.
    pub rest: Rect,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPart {
    /// The titles of the columns.
    pub head: Rect,
    pub rows: Rect,
    pub columns: Vec<Column>,
    /// The line of the list that stands in the first row.
    pub first: usize,
    /// Where not all lines are seen.
    pub scrollbar: Option<Rect>,
}

/// Divides the area between the window's edges and its footer.
pub fn parts(dashboard: &Dashboard, area: Rect) -> Parts {
    let mut rest = area;
    let title = top(&mut rest, 1);
    let mut below = top(&mut rest, 1);
    // Otherwise it stays free.
    let status = bottom(&mut rest, 1);
    let listing = &dashboard.listing;
    let alone = dashboard.view == View::Detail || listing.all().len() == 1;
    let has_strip = !alone
        && dashboard.log.open.is_none()
        && listing.all().len() >= MANY
        && rest.height >= 18
        && area.width >= 72;
    let mut strip = has_strip.then(|| {
        let strip = top(&mut rest, 1);
        top(&mut rest, 1);
        strip
    });
    // The list stays where it is, where there is a strip to give way.
    let filter_speaks = filter_speaks(dashboard);
    if filter_speaks {
        below.height += strip.take().map_or_else(|| top(&mut rest, 1).height, |strip| strip.height);
    }
    let mut parts = Parts {
        title,
        below,
        strip,
        list: None,
        needs: None,
        detail: None,
        history: None,
        log: None,
        status,
        rest,
    };
    if dashboard.log.open.is_some() {
        parts.log = Some(rest);
        return parts;
    }
    if listing.all().is_empty() {
        return parts;
    }
    if alone {
        let detail = left(&mut rest, LONGEST_LINE);
        parts.history = (area.width >= WIDEST).then(|| left(&mut rest, LONGEST_LINE));
        parts.detail = Some(detail);
        return parts;
    }
    let wide = area.width >= WIDE;
    let lines = listing.all().len() + listing.heads().max(1);
    let whole = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(1);
    let usual = rest.height + u16::from(filter_speaks && !has_strip);
    let has_room = wide || whole.saturating_add(LEAST_DETAIL) <= usual;
    match (dashboard.view == View::Usual) == has_room {
        false => {
            let asks = matches!(dashboard.mode, Mode::Forgetting(_) | Mode::ForgettingMarked(_));
            let height = if asks { 3 } else { 2 };
            let height = height.min(rest.height / 4);
            let needs = bottom(&mut rest, height);
            if rest.height >= 12 {
                bottom(&mut rest, 1);
            }
            rest.width = rest.width.min(LONGEST_LINE);
            parts.needs = Some(needs);
            parts.list = Some(list(dashboard, rest));
        }
        true if wide => {
            let share = (area.width * 52 / 100).clamp(56, 80);
            parts.list = Some(list(dashboard, left(&mut rest, share)));
            if area.width >= WIDEST {
                parts.detail = Some(left(&mut rest, 64));
                parts.log = Some(left(&mut rest, LONGEST_LINE));
            } else {
                parts.detail = Some(left(&mut rest, LONGEST_LINE));
            }
        }
        true => {
            let height = whole.min(rest.height.saturating_sub(DETAIL)).max(4);
            let height = if has_room { whole } else { height };
            parts.list = Some(list(dashboard, top(&mut rest, height)));
            top(&mut rest, 1);
            parts.detail = Some(rest);
        }
    }
    parts
}

/// Whether there is something to say below the filter: what may be typed, what is wrong, news.
fn filter_speaks(dashboard: &Dashboard) -> bool {
    let has_news = || {
        dashboard.notice_of_nobody().is_some()
            || !dashboard.unreadable.is_empty()
            || matches!(dashboard.reading, Reading::Failed(_))
    };
    let filter = &dashboard.filter;
    let is_open = dashboard.mode == Mode::Filtering;
    is_open || (!filter.is_empty() && (filter.wrong.is_some() || has_news()))
}

/// The chosen line stands in the middle, as far as the ends allow.
fn list(dashboard: &Dashboard, area: Rect) -> ListPart {
    let listing = &dashboard.listing;
    let mut rows = area;
    let head = top(&mut rows, 1);
    let height = usize::from(rows.height);
    let chosen = listing.line_of(listing.at);
    let last = listing.lines().saturating_sub(height);
    let first = chosen.saturating_sub(height / 2).min(last);
    // Beside the rows there are always two free cells.
    let scrollbar = (last > 0).then(|| Rect { x: rows.right() + 1, width: 1, ..rows });
    ListPart { head, rows, columns: columns(area.width), first, scrollbar }
}

fn top(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    let part = Rect { height, ..*rest };
    rest.y += height;
    rest.height -= height;
    part
}

fn bottom(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    rest.height -= height;
    Rect { y: rest.bottom(), height, ..*rest }
}

/// Takes a column, and the space beside it.
fn left(rest: &mut Rect, width: u16) -> Rect {
    let width = width.min(rest.width);
    let part = Rect { width, ..*rest };
    let taken = width.saturating_add(SPACING).min(rest.width);
    rest.x += taken;
    rest.width -= taken;
    part
}
