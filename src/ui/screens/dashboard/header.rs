//! The first two lines: how many profiles there are, how many need a person, and the filter.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use super::{Scene, cut, notice};
use crate::app::dashboard::{Mode, Sort};
use crate::domain::health::Health;
use crate::i18n::Arg;
use crate::ui::widgets::text::{self, right_of};

/// Draws the header.
pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let (title, below) = cut(area, 1);
    summary(scene, frame.buffer_mut(), title);
    let filter = scene.dashboard.filter();
    let typing = *scene.dashboard.mode() == Mode::Filtering;
    if typing || !filter.text().is_empty() {
        let before: String = filter.text().chars().take(filter.cursor()).collect();
        let style = if typing {
            scene.theme.plain()
        } else {
            scene.theme.muted()
        };
        let buffer = frame.buffer_mut();
        let slash = text::put(buffer, below, "/ ", scene.theme.accent());
        let field = right_of(below, slash);
        let end = text::put(buffer, field, filter.text(), style);
        let found = scene.words.say(
            "list-found",
            &[
                ("found", number(scene.dashboard.listing().len())),
                ("all", number(scene.dashboard.listing().all().len())),
            ],
        );
        text::put(
            buffer,
            right_of(field, end + 3),
            &found,
            scene.theme.muted(),
        );
        if typing {
            let cursor = u16::try_from(before.width()).unwrap_or(u16::MAX);
            let x = field.x + cursor.min(field.width.saturating_sub(1));
            frame.set_cursor_position((x, field.y));
        }
    } else if let Some((said, style)) = notice::of_nobody(scene) {
        text::put(frame.buffer_mut(), below, &said, style);
    }
}

fn summary(scene: Scene<'_>, buffer: &mut Buffer, area: Rect) {
    let Scene { words, theme, .. } = scene;
    let listing = scene.dashboard.listing();
    let mut at = text::put(buffer, area, "amokey", theme.strong()) + 3;
    if listing.all().is_empty() {
        return;
    }
    let all = words.say("list-profiles", &[("count", number(listing.all().len()))]);
    at += text::put(buffer, right_of(area, at), &all, theme.plain());
    let waiting = listing
        .all()
        .iter()
        .filter(|row| row.health == Health::NeedsAuthorization)
        .count();
    if waiting > 0 {
        at += text::put(buffer, right_of(area, at), " · ", theme.muted());
        let waiting = words.say("list-need-you", &[("count", number(waiting))]);
        at += text::put(buffer, right_of(area, at), &waiting, theme.danger());
    }
    let sort = match listing.sort() {
        Sort::Urgency => None,
        Sort::Name => Some("sorted-by-name"),
        Sort::AccessEnd => Some("sorted-by-access"),
    };
    if let Some(sort) = sort {
        let sort = format!(" · {}", words.text(sort));
        text::put(buffer, right_of(area, at), &sort, theme.muted());
    }
}

fn number(count: usize) -> Arg<'static> {
    Arg::Number(u64::try_from(count).unwrap_or(u64::MAX))
}
