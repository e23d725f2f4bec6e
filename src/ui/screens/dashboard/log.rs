//! The log: what happened to whom, newest first.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::history;
use super::scene::{Scene, number};
use crate::app::dashboard::LogLines;
use crate::ui::widgets::text::{first_that_fits, fit};

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Scene { dashboard, words, theme, .. } = scene;
    let (log, listing) = (&dashboard.log, &dashboard.listing);
    let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    let mut title = Line::styled(words.text("log-title"), theme.strong());
    let said = match &log.lines {
        // For the few milliseconds before anything is known, nothing is said.
        LogLines::Reading => None,
        LogLines::Unread(trouble) => {
            let why = words.explain(trouble).what;
            Some((format!("! {}: {why}", words.text("log-unread")), theme.attention()))
        }
        LogLines::Read(events) => {
            let shown = log.lines(listing).count();
            let counts = [("shown", number(shown)), ("count", number(events.len()))];
            let is_part = shown < events.len();
            let id = if is_part { "log-part" } else { "log-newest" };
            if !events.is_empty() {
                let count = first_that_fits(
                    [format!("   {}", words.say(id, &counts)), String::new()],
                    head.width.saturating_sub(u16::try_from(title.width()).unwrap_or(u16::MAX)),
                );
                title.push_span(Span::styled(count, theme.plain()));
            }
            let nothing = if is_part { "log-nothing-listed" } else { "log-nothing" };
            (shown == 0).then(|| (words.text(nothing), theme.plain()))
        }
    };
    frame.render_widget(fit(title, head.width), head);
    if let Some((said, style)) = said {
        frame.render_widget(fit(Span::styled(said, style), body.width), body);
        return;
    }
    let room = (body.width / 4).clamp(10, 20);
    let first = log.open.unwrap_or(0);
    for (event, y) in log.lines(listing).skip(first).zip(body.top()..body.bottom()) {
        let whose = event.profile.as_ref().map_or("", |name| name.as_str());
        let whose = fit(whose.to_owned(), room).to_string();
        let gap = usize::from(room).saturating_sub(whose.width()) + 2;
        let whose = Span::raw(whose + &" ".repeat(gap));
        let line = history::line(scene, event, Some(whose));
        frame.render_widget(fit(line, body.width), Rect { y, height: 1, ..body });
    }
}
