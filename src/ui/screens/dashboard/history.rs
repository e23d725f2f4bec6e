//! The past of a profile: 30 days as a small picture, and the last attempts line by line.

use ratatui::text::{Line, Span};

use super::{Scene, notice};
use crate::app::dashboard::Past;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::month::{Day, Month};

/// The picture with its sum; nothing where nothing was tried.
pub fn picture(scene: Scene<'_>) -> Option<Line<'static>> {
    let Scene { words, theme, .. } = scene;
    let month = Month::of(scene.dashboard.past().events(), scene.now, scene.zone);
    if month.is_quiet() {
        return None;
    }
    let mut spans: Vec<Span<'static>> = month
        .days
        .iter()
        .map(|day| match day {
            Day::Quiet => Span::styled("·", theme.muted()),
            Day::Good(times) => Span::styled(level(*times), theme.ok()),
            Day::Mended => Span::styled("!", theme.attention()),
            Day::Bad => Span::styled("✗", theme.danger()),
        })
        .collect();
    let mut sum = words.say("month-good", &[("count", month.good.into())]);
    if month.bad > 0 {
        sum = format!("{sum}, {}", words.say("month-bad", &[("count", month.bad.into())]));
    }
    spans.push(Span::styled(format!("   {sum}"), theme.muted()));
    Some(Line::from(spans))
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
        words, theme, now, zone, ..
    } = scene;
    let at = words.moment(event.at, now, zone);
    let style = if event.outcome.is_good() {
        theme.plain()
    } else {
        theme.danger()
    };
    let said = match event.action {
        Action::Callback => {
            format!("{} ({})", words.text(outcome(event.outcome)), words.text("history-callback"))
        }
        Action::Authorize | Action::Refresh | Action::Verify | Action::Forget => {
            words.text(outcome(event.outcome))
        }
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

/// The message that names an outcome.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "outcome-accepted",
        Outcome::Refused => "outcome-refused",
        Outcome::Denied => "outcome-denied",
        Outcome::Authorized => "outcome-authorized",
        Outcome::Rotated => "outcome-rotated",
        Outcome::StillFresh => "outcome-still-fresh",
        Outcome::MovedUnderUs => "outcome-moved",
        Outcome::Renamed => "outcome-renamed",
        Outcome::Verified => "outcome-verified",
        Outcome::Temporary => "outcome-temporary",
        Outcome::NeedsAuthorization => "outcome-needs-authorization",
        Outcome::StoreUnavailable => "outcome-store",
        Outcome::Busy => "outcome-busy",
        Outcome::Forgotten => "outcome-forgotten",
    }
}
