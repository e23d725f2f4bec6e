//! The past of a profile: 30 days as a small picture, and the last attempts line by line.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::scene::Scene;
use crate::app::dashboard::{Events, ProfileHistory};
use crate::domain::profile::history::{Action, Event};
use crate::domain::profile::month::{Day, Month};
use crate::ui::widgets::text::fit;

/// The picture, and its sum where there is room. The latest days are what counts.
pub fn picture(scene: Scene<'_>, month: &Month, width: u16) -> Line<'static> {
    let Scene { words, theme, .. } = scene;
    let hidden = month.days.len().saturating_sub(usize::from(width));
    let mut line: Line<'_> = month
        .days
        .iter()
        .skip(hidden)
        .map(|day| match day {
            Day::Quiet => Span::styled("·", theme.muted()),
            Day::Good(times) => Span::styled(level(*times), theme.ok()),
            Day::Mended => Span::styled("!", theme.attention()),
            Day::Bad => Span::styled("✗", theme.danger()),
        })
        .collect();
    let good = words.say("month-good", &[("count", month.good.into())]);
    let bad = words.say("month-bad", &[("count", month.bad.into())]);
    let sum = if month.bad > 0 { format!("   {good}, {bad}") } else { format!("   {good}") };
    if line.width() + sum.width() <= usize::from(width) {
        line.push_span(Span::raw(sum));
    }
    line
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

/// The history in a column of its own.
pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let title = Line::styled(scene.words.text("fact-history"), scene.theme.muted());
    let lines = lines(scene, usize::from(area.height).saturating_sub(1));
    for (line, y) in [title].into_iter().chain(lines).zip(area.top()..area.bottom()) {
        frame.render_widget(fit(line, area.width), Rect { y, height: 1, ..area });
    }
}

/// The last attempts, newest first.
pub fn lines(scene: Scene<'_>, most: usize) -> Vec<Line<'static>> {
    match &scene.dashboard.history {
        ProfileHistory::Of(_, _, Events::Unread(trouble)) => {
            let why = scene.words.explain(trouble).what;
            vec![Span::styled(why, scene.theme.attention()).into()]
        }
        history => {
            history.events().iter().take(most).map(|event| line(scene, event, None)).collect()
        }
    }
}

/// When it was, perhaps of whom, and what it was.
pub fn line(scene: Scene<'_>, event: &Event, whose: Option<Span<'static>>) -> Line<'static> {
    let Scene { words, theme, now, zone, .. } = scene;
    let at = words.moment(event.at, now, zone);
    let style = if event.outcome.is_good() { theme.plain() } else { theme.danger() };
    let said = match event.action {
        Action::Callback => {
            format!("{} ({})", words.outcome(event.outcome), words.text("history-callback"))
        }
        Action::Authorize
        | Action::Refresh
        | Action::Verify
        | Action::Export
        | Action::Import
        | Action::Hook
        | Action::Forget
        | Action::Rename => words.outcome(event.outcome),
    };
    let mut spans = vec![Span::raw(format!("{at:<12}  "))];
    spans.extend(whose);
    spans.push(Span::styled(said, style));
    let took = event.took_ms.map(|ms| words.say("history-took", &[("ms", ms.into())]));
    let who = event.peer.clone();
    for more in [event.detail.clone(), who, took].into_iter().flatten() {
        spans.push(Span::raw(format!(" · {more}")));
    }
    Line::from(spans)
}
