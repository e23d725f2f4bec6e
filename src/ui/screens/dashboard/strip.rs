//! When the work will come: the deadlines of the next day, week and quarter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::scene::{Scene, number};
use crate::ui::widgets::spark;
use crate::ui::widgets::text::fit;

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Scene { dashboard, words, theme, now, .. } = scene;
    let ahead = dashboard.listing.ahead(now);
    if ahead.is_empty() {
        return;
    }
    let [today, ..] = ahead.days;
    let week = ahead.days.iter().sum::<usize>();
    let day = words.say("strip-day", &[("count", number(today))]);
    let style = if today > 0 { theme.attention() } else { theme.plain() };
    let weeks = format!("{} {}", words.text("strip-weeks"), spark::cells(&ahead.weeks));
    let line = Line::from(vec![
        Span::raw(format!("{}   ", words.text("strip-title"))),
        Span::styled(day, style),
        Span::raw(format!(
            " · {} {} {week} · {weeks}",
            words.text("strip-week"),
            spark::cells(&ahead.days)
        )),
    ]);
    frame.render_widget(fit(line, area.width), area);
}
