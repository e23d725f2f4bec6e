//! The field of the filter, what may be typed next or is wrong below it, and the places of its words in the list.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::notice;
use super::scene::{Scene, key_in, number};
use crate::app::dashboard::Mode;
use crate::app::{Action, Focus};
use crate::domain::profile::filter::Proposal;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::fit;

const SIGN: &str = "/ ";
const GAP: &str = "   ";

pub fn draw(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Scene { dashboard, words, .. } = scene;
    let typing = dashboard.mode == Mode::Filtering;
    let proposals = if typing { dashboard.proposals(words.lang()) } else { Vec::new() };
    let [first, second] = [0, 1].map(|at| Rect { y: area.y + at, height: 1, ..area });
    if area.height > 0 {
        frame.render_widget(fit(field(scene, &proposals), area.width), first);
    }
    if area.height > 1
        && let Some(line) = below(scene, typing, &proposals, area.width)
    {
        frame.render_widget(fit(line, area.width), second);
    }
    if typing && area.width > 0 {
        let before: String =
            dashboard.filter.text().chars().take(dashboard.filter.cursor()).collect();
        let cursor = u16::try_from(SIGN.width() + before.width()).unwrap_or(u16::MAX);
        frame.set_cursor_position((area.x + cursor.min(area.width - 1), area.y));
    }
}

/// What is typed, how it may go on, and how many it finds.
fn field(scene: Scene<'_>, proposals: &[Proposal]) -> Line<'static> {
    let Scene { dashboard, words, theme, .. } = scene;
    let filter = &dashboard.filter;
    let wrong: &[Range<usize>] = match &filter.wrong {
        Some(wrong) if proposals.is_empty() => std::slice::from_ref(&wrong.at),
        _ => &[],
    };
    let mut line = Line::from(Span::styled(SIGN, theme.accent()));
    line.extend(marked(filter.text(), wrong, theme).spans);
    let rest = proposals.first().and_then(|first| {
        // It is seen where it would stand, and nowhere else.
        let at_the_end = first.at.end == filter.text().len();
        first.text.strip_prefix(filter.text().get(first.at.clone())?).filter(|_| at_the_end)
    });
    line.extend(rest.map(|rest| Span::styled(rest.to_owned(), theme.muted())));
    let count = [
        ("found", number(dashboard.listing.len())),
        ("all", number(dashboard.listing.all().len())),
    ];
    line.push_span(Span::raw(GAP));
    line.push_span(Span::raw(words.say("list-found", &count)));
    line
}

/// What may be typed next, what is wrong, what has happened to a profile that is not shown, or what a filter is made of.
fn below(
    scene: Scene<'_>,
    typing: bool,
    proposals: &[Proposal],
    width: u16,
) -> Option<Line<'static>> {
    let Scene { dashboard, words, theme, .. } = scene;
    let filter = &dashboard.filter;
    if !proposals.is_empty() {
        return Some(proposed(scene, proposals, width));
    }
    let (said, style) = match &filter.wrong {
        Some(wrong) => (format!("! {}", words.filter_error(wrong)), theme.attention()),
        None => match notice::of_nobody(scene) {
            Some(news) => news,
            None if typing && filter.is_empty() => {
                (format!("  {}", words.text("filter-hint")), theme.muted())
            }
            None => return None,
        },
    };
    Some(Line::from(Span::styled(said, style)))
}

/// The key that takes the first one, and as many of them as fit.
fn proposed(scene: Scene<'_>, proposals: &[Proposal], width: u16) -> Line<'static> {
    let key = Span::styled(key_in(Focus::Filter, &Action::Complete), scene.theme.accent());
    let mut line = Line::from(vec![Span::raw("  "), key]);
    for (at, Proposal { text, .. }) in proposals.iter().enumerate() {
        let more = if at + 1 < proposals.len() { "  …".width() } else { 0 };
        if at > 0 && line.width() + "  ".width() + text.width() + more > usize::from(width) {
            line.push_span("  …");
            break;
        }
        line.push_span(format!("  {text}"));
    }
    line
}

/// A text in which some places are marked, in a way that is seen without colours.
pub fn marked(text: &str, places: &[Range<usize>], theme: Theme) -> Line<'static> {
    let mut line = Line::default();
    let mut end = 0;
    for place in places {
        let parts = [(end..place.start, theme.plain()), (place.clone(), theme.marked())];
        for (part, style) in parts {
            let part = text.get(part).filter(|part| !part.is_empty());
            line.extend(part.map(|part| Span::styled(part.to_owned(), style)));
        }
        end = place.end;
    }
    line.extend(text.get(end..).map(|rest| Span::raw(rest.to_owned())));
    line
}
