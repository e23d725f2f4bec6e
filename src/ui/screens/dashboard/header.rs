//! The first two lines: how many profiles there are and how many need a person, and the filter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::scene::{Scene, number};
use super::{filter, notice};
use crate::app::dashboard::{Group, Mode};
use crate::ui::widgets::text::fit;

/// How many there are, how many need a person, and how many soon will.
pub fn title(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Scene { dashboard, words, theme, .. } = scene;
    let listing = &dashboard.listing;
    let mut line = Line::from(Span::styled("amokey", theme.strong()));
    let all = listing.all().len();
    if all > 0 {
        let profiles = words.say("list-profiles", &[("count", number(all))]);
        line.push_span(Span::raw(format!("   {profiles}")));
    }
    for (group, id, style) in [
        (Group::NeedsYou, "list-need-you", theme.danger()),
        (Group::ThisWeek, "list-end-this-week", theme.attention()),
    ] {
        let count = listing.count(group);
        if count > 0 {
            line.push_span(Span::raw(" · "));
            line.push_span(Span::styled(words.say(id, &[("count", number(count))]), style));
        }
    }
    frame.render_widget(fit(line, area.width), area);
}

/// The filter, or news that belong to no profile.
pub fn below(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let dashboard = scene.dashboard;
    if dashboard.mode == Mode::Filtering || !dashboard.filter.is_empty() {
        filter::draw(scene, frame, area);
    } else if let Some((said, style)) = notice::of_nobody(scene) {
        frame.render_widget(fit(Span::styled(said, style), area.width), area);
    }
}
