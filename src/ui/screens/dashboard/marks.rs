//! The line above the keys: what is marked, how far the work on it is, and what came of it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::notice::reason;
use super::scene::{Scene, key, number};
use crate::app::Action;
use crate::app::dashboard::{Bulk, BulkTask, RangeBy};
use crate::domain::profile::ProfileName;
use crate::ui::widgets::text::fit;

/// So many names are told at most; the rest is counted.
const NAMES: usize = 3;

/// Draws nothing where nothing is marked and nothing was done.
pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    if let Some(line) = line(scene, area.width) {
        frame.render_widget(line, area);
    }
}

fn line(scene: Scene<'_>, width: u16) -> Option<Line<'static>> {
    let parts = match &scene.dashboard.bulk {
        Some(bulk) if bulk.is_over() => return Some(summary(scene, bulk, width)),
        Some(bulk) => progress(scene, bulk),
        None => marked(scene)?,
    };
    Some(fit(joined(scene, parts), width))
}

fn joined(scene: Scene<'_>, parts: Vec<Span<'static>>) -> Line<'static> {
    let mut line = Line::default();
    for part in parts {
        if !line.spans.is_empty() {
            line.push_span(Span::styled(" · ", scene.theme.muted()));
        }
        line.push_span(part);
    }
    line
}

fn marked(scene: Scene<'_>) -> Option<Vec<Span<'static>>> {
    let Scene { dashboard, words, theme, .. } = scene;
    let (marks, listing) = (&dashboard.marks, &dashboard.listing);
    if marks.is_empty() && listing.only.is_none() {
        return None;
    }
    let say = |id, count| Span::raw(words.say(id, &[("count", number(count))]));
    let with_key = |id, action| Span::raw(words.say(id, &[("key", key(action).into())]));
    let mut parts = vec![say("marks-count", marks.len()).style(theme.strong())];
    let hidden = marks.hidden_in(listing);
    if hidden > 0 {
        parts.push(say("marks-hidden", hidden));
    }
    if marks.range() == Some(RangeBy::Key) {
        parts.push(with_key("marks-range", &Action::MarkRange));
    }
    if listing.only.is_some() {
        parts.push(with_key("marks-only", &Action::OnlyMarked));
    }
    Some(parts)
}

fn progress(scene: Scene<'_>, bulk: &Bulk) -> Vec<Span<'static>> {
    let Scene { dashboard, words, theme, .. } = scene;
    let mut parts = Vec::new();
    let unsaved: Vec<String> = dashboard.refreshes.unsaved().map(ToString::to_string).collect();
    if !unsaved.is_empty() {
        let names = [("names", some_of(scene, &unsaved, NAMES).into())];
        parts.push(Span::styled(words.say("bulk-unsaved", &names), theme.danger()));
    }
    let id = match bulk.task {
        BulkTask::Refresh => "bulk-refreshing",
        BulkTask::Verify => "bulk-verifying",
        // There is nothing to wait for.
        BulkTask::Export => "bulk-exported",
        BulkTask::Forget => "bulk-forgetting",
    };
    let counts =
        [("done", number(bulk.ended())), ("all", number(bulk.all())), ("count", number(bulk.done))];
    parts.push(Span::styled(words.say(id, &counts), theme.accent()));
    if !bulk.failed.is_empty() {
        let count = [("count", number(bulk.failed.len()))];
        parts.push(Span::styled(words.say("bulk-failing", &count), theme.danger()));
    }
    if bulk.can_be_given_up() {
        parts.push(Span::raw(words.text("bulk-esc")));
    } else {
        let count = [("count", number(bulk.under_way()))];
        parts.push(Span::raw(words.say("bulk-stopping", &count)));
    }
    parts
}

/// What came of it. Where it is narrow, fewer of those that failed are named, then none with its
/// reason: that stands in its row.
fn summary(scene: Scene<'_>, bulk: &Bulk, width: u16) -> Line<'static> {
    let named = [true, false].into_iter().flat_map(|why| (1..=NAMES).rev().map(move |n| (n, why)));
    let mut lines = named.map(|named| joined(scene, told(scene, bulk, named)));
    let fitting = lines.find(|line| line.width() <= usize::from(width));
    fitting.unwrap_or_else(|| fit(joined(scene, told(scene, bulk, (0, false))), width))
}

fn told(scene: Scene<'_>, bulk: &Bulk, (most, with_reason): (usize, bool)) -> Vec<Span<'static>> {
    let Scene { words, theme, .. } = scene;
    let say = |id, count: usize| words.say(id, &[("count", number(count))]);
    let (done, left_out) = match bulk.task {
        BulkTask::Refresh => ("bulk-refreshed", "bulk-nothing-to-refresh"),
        BulkTask::Verify => ("bulk-verified", "bulk-without-token"),
        BulkTask::Export => ("bulk-exported", "bulk-without-token"),
        BulkTask::Forget => ("bulk-forgotten", "bulk-without-token"),
    };
    let failed = &bulk.failed;
    let mut parts = Vec::new();
    if bulk.done > 0 || failed.is_empty() && bulk.left_out == 0 {
        let sign = if bulk.done > 0 { "✓ " } else { "" };
        let style = if bulk.done > 0 { theme.ok() } else { theme.plain() };
        parts.push(Span::styled(format!("{sign}{}", say(done, bulk.done)), style));
    }
    if !failed.is_empty() {
        let told = |(name, trouble): (&ProfileName, _)| {
            if with_reason {
                format!("{name} ({})", reason(scene, trouble))
            } else {
                name.to_string()
            }
        };
        let names: Vec<String> = failed.iter().take(NAMES).map(told).collect();
        let names = some_of_many(scene, &names, most, failed.len());
        let args = [("count", number(failed.len())), ("names", names.into())];
        let (id, args) =
            if most == 0 { ("bulk-failing", &args[..1]) } else { ("bulk-failed", &args[..]) };
        parts.push(Span::styled(format!("✗ {}", words.say(id, args)), theme.danger()));
    }
    if bulk.given_up > 0 {
        parts.push(Span::raw(say("bulk-given-up", bulk.given_up)));
    }
    if bulk.left_out > 0 {
        parts.push(Span::raw(say(left_out, bulk.left_out)));
    }
    if !failed.is_empty() {
        let show = words.say("bulk-show", &[("key", key(&Action::OnlyMarked).into())]);
        parts.push(Span::styled(show, theme.accent()));
    }
    parts
}

/// Whether all of them are to be forgotten.
pub fn ask_forget(scene: Scene<'_>, names: &[ProfileName]) -> String {
    let first: Vec<String> = names.iter().take(NAMES).map(ToString::to_string).collect();
    let first = some_of_many(scene, &first, NAMES, names.len());
    let args = [("count", number(names.len())), ("names", first.into())];
    scene.words.say("ask-forget-marked", &args)
}

/// The first names, and how many there are beside them.
fn some_of(scene: Scene<'_>, names: &[String], most: usize) -> String {
    some_of_many(scene, names, most, names.len())
}

fn some_of_many(scene: Scene<'_>, names: &[String], most: usize, all: usize) -> String {
    let shown = most.min(names.len());
    let first = names.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
    if shown == all {
        return first;
    }
    let more = [("names", first.into()), ("count", number(all - shown))];
    scene.words.say("names-more", &more)
}
