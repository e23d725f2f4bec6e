//! The past of a profile: 30 days as a small picture, and the last attempts line by line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::{Scene, notice};
use crate::app::dashboard::Past;
use crate::domain::history::{Action, Event};
use crate::domain::month::{Day, Month};
use crate::ui::widgets::text::{self, right_of};

/// Draws the picture, and its sum where there is room. The latest days are what counts.
pub fn draw(scene: Scene<'_>, month: &Month, buffer: &mut Buffer, area: Rect) {
    let Scene { words, theme, .. } = scene;
    let seen = usize::from(area.width).min(month.days.len());
    let days = month.days.iter().skip(month.days.len() - seen);
    for (day, x) in days.zip(area.x..) {
        let (sign, style) = match day {
            Day::Quiet => ("·", theme.muted()),
            Day::Good(times) => (level(*times), theme.ok()),
            Day::Mended => ("!", theme.attention()),
            Day::Bad => ("✗", theme.danger()),
        };
        let cell = Rect {
            x,
            width: 1,
            ..area
        };
        text::put(buffer, cell, sign, style);
    }
    let good = words.say("month-good", &[("count", month.good.into())]);
    let sum = if month.bad > 0 {
        let bad = words.say("month-bad", &[("count", month.bad.into())]);
        format!("   {good}, {bad}")
    } else {
        format!("   {good}")
    };
    let area = right_of(area, u16::try_from(seen).unwrap_or(u16::MAX));
    if sum.width() <= usize::from(area.width) {
        text::put(buffer, area, &sum, theme.muted());
    }
}

/// The more often on a day, the higher.
const fn level(times: u16) -> &'static str {
    match times {
        0 | 1 => "▁",
        2 | 3 => "▂",
        4..=7 => "▃",
        8..=15 => "▄",
        16..=31 => "▅",
        32..=63 => "▆",
        _ => "▇",
    }
}

/// The last attempts, newest first.
pub fn lines(scene: Scene<'_>, most: usize) -> Vec<Line<'static>> {
    match scene.dashboard.past() {
        Past::Unread(_, _, trouble) => {
            let why = notice::explain(scene.words, trouble);
            vec![Line::styled(why, scene.theme.attention())]
        }
        Past::Nobody | Past::Reading(..) | Past::Read(..) => scene
            .dashboard
            .past()
            .events()
            .iter()
            .take(most)
            .map(|event| line(scene, event))
            .collect(),
    }
}

fn line(scene: Scene<'_>, event: &Event) -> Line<'static> {
    let Scene {
        words,
        theme,
        now,
        zone,
        ..
    } = scene;
    let at = words.moment(event.at, now, zone);
    let style = if event.outcome.is_good() {
        theme.plain()
    } else {
        theme.danger()
    };
    let said = match event.action {
        Action::Callback => {
            format!(
                "{} ({})",
                words.outcome(event.outcome),
                words.text("history-callback")
            )
        }
        Action::Authorize
        | Action::Refresh
        | Action::Verify
        | Action::Export
        | Action::Import
        | Action::Hook
        | Action::Forget => words.outcome(event.outcome),
    };
    let mut spans = vec![
        Span::styled(format!("{at:<12}  "), theme.muted()),
        Span::styled(said, style),
    ];
    let took = event
        .took_ms
        .map(|ms| words.say("history-took", &[("ms", ms.into())]));
    let who = event.peer.clone();
    for more in [event.detail.clone(), who, took].into_iter().flatten() {
        spans.push(Span::styled(format!(" · {more}"), theme.muted()));
    }
    Line::from(spans)
}
