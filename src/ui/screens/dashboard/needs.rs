//! Below the list: what the chosen profile needs, in a line or two, and which key does it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::scene::Scene;
use super::{notice, story};
use crate::app::dashboard::{ForYou, ProfileRow};
use crate::domain::profile::GrantType;
use crate::domain::tokens::health::Health;
use crate::domain::trouble::Cause;
use crate::ui::widgets::text::{fit, wrap};

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = scene.dashboard.listing.chosen() else { return };
    let (said, style) = said(scene, row);
    let mut lines = wrap(&said, area.width);
    // What has no room is cut off, and an ellipsis says so.
    let height = usize::from(area.height);
    if lines.len() > height && height > 0 {
        let rest = lines.split_off(height - 1).join(" ");
        lines.push(rest);
    }
    for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
        let line: Line<'_> = fit(Span::styled(line, style), area.width);
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
}

/// The question and news come before what is always so.
fn said(scene: Scene<'_>, row: &ProfileRow) -> (String, Style) {
    let Scene { theme, .. } = scene;
    let name = &row.profile.name;
    if let Some(question) = story::question(scene, &row.profile) {
        return (question, theme.attention());
    }
    let news = notice::in_detail(scene, &row.profile);
    if let Some((said, style)) = news.or_else(|| notice::in_title(scene, &row.profile)) {
        return (format!("{name}: {said}"), style);
    }
    let what = in_short(scene, row);
    let mend = story::mend(scene, row).map_or_else(String::new, |mend| format!(" {mend}"));
    (format!("{name}: {what}{mend}"), theme.plain())
}

/// How a profile is, in one short sentence.
fn in_short(scene: Scene<'_>, row: &ProfileRow) -> String {
    let Scene { dashboard, words, now, zone, .. } = scene;
    let profile = &row.profile;
    let platform = ("platform", profile.host.platform().title().into());
    let left = |id: &str, seconds| words.say(id, &[("left", words.left_about(seconds).into())]);
    let long_lived = profile.grant == GrantType::LongLived;
    match ForYou::of(profile, &dashboard.pending, now) {
        ForYou::Refused(Cause::TokenRevoked | Cause::AnswerLost { .. }) => {
            words.text("short-revoked")
        }
        ForYou::Refused(Cause::TokenExpired) => words.text("short-idle"),
        ForYou::Refused(Cause::WrongClient) => words.say("short-new-key", &[platform]),
        ForYou::Refused(_) | ForYou::Unaccepted => words.say("short-refused", &[platform]),
        ForYou::Ended => words.text("short-ended"),
        ForYou::Unfinished => words.text("short-unfinished"),
        ForYou::Waiting { seconds } => left("short-waiting", seconds),
        ForYou::Elsewhere => words.text("short-elsewhere"),
        ForYou::AnyMoment => words.text("short-any-moment"),
        ForYou::Left { .. } if row.health == Health::Expired => words.text("short-expired"),
        ForYou::Left { seconds } if row.health == Health::Expiring && long_lived => {
            left("short-long-lived-ends", seconds)
        }
        ForYou::Left { seconds } if row.health == Health::Expiring => left("short-ends", seconds),
        ForYou::Left { seconds } => left("short-fine", seconds),
        ForYou::Until(end) => {
            words.say("short-fine-until", &[("day", words.day(end, now, zone).into())])
        }
    }
}
