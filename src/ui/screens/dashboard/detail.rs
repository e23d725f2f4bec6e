//! The chosen profile: how it is, what happens next, and everything that may be shown of it. Every line has a
//! rank; where the window is short, the highest ranks go first.

use std::cmp::Reverse;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::facts::{ProfileFact, facts};
use super::scene::Scene;
use super::{health, history, notice, story};
use crate::app::dashboard::{ForYou, ProfileRow};
use crate::domain::profile::month::Month;
use crate::domain::tokens::health::Health;
use crate::ui::widgets::sheet::Sheet;
use crate::ui::widgets::text::fit;

/// From this height on, long facts go on in the next line instead of being cut.
const TALL: u16 = 20;

/// The latest events say how it is; who wants all of them asks for the history.
const EVENTS: usize = 20;

/// Draws the detail; the history only where it has no column of its own.
pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect, with_history: bool) {
    let Some(row) = scene.dashboard.listing.chosen() else {
        return;
    };
    let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    frame.render_widget(fit(title(scene, row), head.width), head);
    let mut sheet = Sheet::new(body.width);
    told(scene, row, &mut sheet);
    sheet.line(Reverse(5), Line::default());
    let facts = facts(scene, row);
    let most = if with_history { EVENTS.min(usize::from(body.height)) } else { 0 };
    let events = history::lines(scene, most);
    let month = Month::of(scene.dashboard.history.events(), scene.now, scene.zone);
    let month = Some(month).filter(|month| !month.is_quiet());
    // The facts begin behind the widest label.
    let labels = facts.iter().map(|fact| fact.label);
    let labels = labels
        .chain(month.as_ref().map(|_| "fact-month"))
        .chain(events.first().map(|_| "fact-history"));
    let widest = labels.map(|id| scene.words.text(id).width()).max();
    let indent = widest.map_or(0, |width| width + 2);
    let room = body.width.saturating_sub(u16::try_from(indent).unwrap_or(u16::MAX));
    let mut put = |rank: u8, label: Option<&str>, line: Line<'static>| {
        let label = label.map_or_else(String::new, |id| scene.words.text(id));
        let space = " ".repeat(indent.saturating_sub(label.width()));
        let mut lead = vec![Span::styled(label, scene.theme.muted()), Span::raw(space)];
        match line.spans.as_slice() {
            [text] if body.height >= TALL && line.width() > usize::from(room) => {
                sheet.text(Reverse(rank), lead, &text.content, text.style);
            }
            _ => {
                lead.extend(line.spans);
                sheet.line(Reverse(rank), fit(lead, body.width));
            }
        }
    };
    for ProfileFact { rank, label, line } in facts {
        put(rank, Some(label), line);
    }
    if let Some(month) = month {
        put(4, Some("fact-month"), history::picture(scene, &month, room));
    }
    for (at, line) in events.into_iter().enumerate() {
        let rank = match at {
            0 => 4,
            1 => 5,
            2 | 3 => 8,
            _ => 20,
        };
        put(rank, (at == 0).then_some("fact-history"), line);
    }
    sheet.draw(frame, body);
}

/// `acme  ✓ fine  ✓ renewed`
fn title(scene: Scene<'_>, row: &ProfileRow) -> Line<'static> {
    let Scene { dashboard, words, theme, now, .. } = scene;
    let how = match ForYou::of(&row.profile, &dashboard.pending, now) {
        ForYou::Left { seconds } if row.health == Health::Expiring => {
            words.say("title-ends-in", &[("left", words.left_about(seconds).into())])
        }
        _ => words.text(health::text(row.health)),
    };
    let how =
        Span::styled(format!("{} {how}", health::sign_of(row)), health::style(theme, row.health));
    let name = Span::styled(row.profile.name.to_string(), theme.strong());
    let mut line = Line::from(vec![name, Span::raw("  "), how]);
    if let Some((said, style)) = notice::in_title(scene, &row.profile) {
        line.push_span(Span::raw("   "));
        line.push_span(Span::styled(said, style));
    }
    line
}

/// The question, the news, and the story.
fn told(scene: Scene<'_>, row: &ProfileRow, sheet: &mut Sheet<Reverse<u8>>) {
    let Scene { theme, .. } = scene;
    let profile = &row.profile;
    let mut say = |rank, text: &str, style: Style| {
        sheet.text(Reverse(rank), "", text, style);
    };
    if let Some(question) = story::question(scene, profile) {
        return say(0, &question, theme.attention());
    }
    if let Some((said, style)) = notice::in_detail(scene, profile) {
        say(0, &said, style);
    }
    // Whoever reads that tokens are not saved must not read that there is nothing to do.
    if notice::is_unsaved(scene, &profile.name) {
        return;
    }
    for sentence in story::sentences(scene, row) {
        say(1, &sentence, theme.plain());
    }
    if let Some(mend) = story::mend(scene, row) {
        say(0, &mend, theme.strong());
    }
}
