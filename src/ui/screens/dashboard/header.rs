//! The first two lines: how many profiles there are, how many need a person, and the filter.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::notice;
use super::scene::{Scene, number};
use crate::app::dashboard::{Mode, Sort};
use crate::domain::tokens::health::Health;
use crate::ui::widgets::text::fit;

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let [title, below] = Layout::vertical([Constraint::Length(1); 2]).areas(area);
    frame.render_widget(fit(summary(scene), title.width), title);
    let Scene { dashboard, words, theme, .. } = scene;
    let filter = &dashboard.filter;
    let typing = dashboard.mode == Mode::Filtering;
    if typing || !filter.text().is_empty() {
        let count = [
            ("found", number(dashboard.listing.len())),
            ("all", number(dashboard.listing.all().len())),
        ];
        let line = Line::from(vec![
            Span::styled("/ ", theme.accent()),
            Span::styled(
                filter.text().to_owned(),
                if typing { theme.plain() } else { theme.muted() },
            ),
            Span::raw("   "),
            Span::styled(words.say("list-found", &count), theme.muted()),
        ]);
        frame.render_widget(fit(line, below.width), below);
        if typing {
            let before: String = filter.text().chars().take(filter.cursor()).collect();
            let cursor = u16::try_from("/ ".width() + before.width()).unwrap_or(u16::MAX);
            frame.set_cursor_position((below.x + cursor.min(below.width - 1), below.y));
        }
    } else if let Some((said, style)) = notice::of_nobody(scene) {
        frame.render_widget(fit(Span::styled(said, style), below.width), below);
    }
}

fn summary(scene: Scene<'_>) -> Line<'static> {
    let Scene { dashboard, words, theme, .. } = scene;
    let all = dashboard.listing.all();
    let mut line = Line::from(Span::styled("amokey", theme.strong()));
    if all.is_empty() {
        return line;
    }
    let profiles = words.say("list-profiles", &[("count", number(all.len()))]);
    line.push_span(Span::raw(format!("   {profiles}")));
    let waiting = all.iter().filter(|row| row.health == Health::NeedsAuthorization).count();
    if waiting > 0 {
        let waiting = words.say("list-need-you", &[("count", number(waiting))]);
        line.push_span(Span::styled(" · ", theme.muted()));
        line.push_span(Span::styled(waiting, theme.danger()));
    }
    let sort = match dashboard.listing.sort {
        Sort::Urgency => None,
        Sort::Name => Some("sorted-by-name"),
        Sort::AccessEnd => Some("sorted-by-access"),
    };
    if let Some(sort) = sort {
        line.push_span(Span::styled(format!(" · {}", words.text(sort)), theme.muted()));
    }
    line
}
