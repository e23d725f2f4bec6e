//! The chosen profile: how it is, what happens next, and everything that may be shown of it. Every line has a
//! rank; where the window is short, the highest ranks go first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr as _;

use super::{Scene, cut, facts, health_style, health_text, history, notice, sign, story};
use crate::app::dashboard::{Mode, Row};
use crate::domain::month::Month;
use crate::ui::widgets::text::{self, right_of};

/// From this height on, long facts go on in the next line instead of being cut.
const TALL: u16 = 20;

/// One line, and how soon it may go: 0 stays longest.
pub struct Ranked {
    /// How soon it may go.
    pub rank: u8,
    /// The message that names it.
    pub label: Option<&'static str>,
    /// What it says.
    pub content: Content,
}

/// What a line says.
pub enum Content {
    /// Words.
    Text(Line<'static>),
    /// The last 30 days.
    Picture(Month),
}

/// Draws the detail. `alone`: there is no list beside it, so the bars stand here.
pub fn draw(scene: Scene<'_>, buffer: &mut Buffer, area: Rect, alone: bool) {
    let Some(row) = scene.dashboard.listing().chosen() else {
        return;
    };
    let (head, body) = cut(area, 1);
    title(scene, buffer, head, row);
    let body = Rect {
        x: body.x + 2,
        width: body.width.saturating_sub(2),
        ..body
    };
    let mut lines = told(scene, row, body.width);
    lines.push(blank(5));
    lines.extend(facts::facts(scene, &row.profile, alone));
    lines.extend(past(scene, usize::from(body.height)));
    let indent = indent(scene, &lines);
    if body.height >= TALL {
        lines = unfold(lines, body.width.saturating_sub(indent));
    }
    shorten(&mut lines, usize::from(body.height));
    write(scene, buffer, body, indent, &lines);
}

fn title(scene: Scene<'_>, buffer: &mut Buffer, area: Rect, row: &Row) {
    let theme = scene.theme;
    let health = health_style(theme, row.health);
    let word = scene.words.text(health_text(row.health));
    let parts = [
        (row.profile.name.as_str(), theme.strong()),
        ("  ", theme.plain()),
        (sign(row), health),
        (" ", theme.plain()),
        (word.as_str(), health),
        (" ", theme.plain()),
    ];
    let mut x = 0;
    for (part, style) in parts {
        x += text::put(buffer, right_of(area, x), part, style);
    }
    let rest = right_of(area, x);
    let (said, style) = notice::in_title(scene, &row.profile).unwrap_or_default();
    let needed = u16::try_from(said.width()).map_or(rest.width, |width| width + 1);
    let rule = if said.is_empty() {
        rest.width
    } else {
        rest.width.saturating_sub(needed)
    };
    text::put(buffer, rest, &"─".repeat(usize::from(rule)), theme.muted());
    text::put(buffer, right_of(rest, rule + 1), &said, style);
}

/// The question, the news, and the story.
fn told(scene: Scene<'_>, row: &Row, width: u16) -> Vec<Ranked> {
    let Scene { words, theme, .. } = scene;
    let profile = &row.profile;
    let mut lines = Vec::new();
    if let Mode::Forgetting(name) = scene.dashboard.mode() {
        let question = words.say(
            "ask-forget",
            &[
                ("name", name.as_str().into()),
                ("store", words.text(facts::store(profile.store)).into()),
                ("platform", profile.host.platform().title().into()),
            ],
        );
        let question = text::wrap(&question, width);
        lines.extend(
            question
                .into_iter()
                .map(|line| ranked(0, Line::styled(line, theme.attention()))),
        );
        return lines;
    }
    if let Some((said, style)) = notice::in_detail(scene, profile) {
        let said = text::wrap(&said, width);
        lines.extend(
            said.into_iter()
                .map(|line| ranked(0, Line::styled(line, style))),
        );
    }
    // Whoever reads that tokens are not saved must not read that there is nothing to do.
    if notice::is_unsaved(scene, &profile.name) {
        return lines;
    }
    for sentence in story::sentences(scene, row) {
        let sentence = text::wrap(&sentence, width);
        lines.extend(sentence.into_iter().map(|line| ranked(1, Line::from(line))));
    }
    if let Some(mend) = story::mend(scene, row) {
        let mend = text::wrap(&mend, width);
        lines.extend(
            mend.into_iter()
                .map(|line| ranked(0, Line::styled(line, theme.strong()))),
        );
    }
    lines
}

fn past(scene: Scene<'_>, height: usize) -> Vec<Ranked> {
    let month = Month::of(scene.dashboard.past().events(), scene.now, scene.zone);
    let picture = (!month.is_quiet()).then_some(Ranked {
        rank: 4,
        label: Some("fact-month"),
        content: Content::Picture(month),
    });
    let lines = history::lines(scene, height).into_iter().enumerate();
    let lines = lines.map(|(at, line)| Ranked {
        rank: match at {
            0 => 4,
            1 => 5,
            2 | 3 => 8,
            _ => 20,
        },
        label: (at == 0).then_some("fact-history"),
        content: Content::Text(line),
    });
    picture.into_iter().chain(lines).collect()
}

/// Leaves out what is least important until the rest fits.
fn shorten(lines: &mut Vec<Ranked>, height: usize) {
    while lines.len() > height {
        let least = lines
            .iter()
            .enumerate()
            .max_by_key(|(at, line)| (line.rank, *at));
        let Some((at, _)) = least else { return };
        lines.remove(at);
    }
}

/// Where the facts begin: behind the widest label.
fn indent(scene: Scene<'_>, lines: &[Ranked]) -> u16 {
    let labels = lines.iter().filter_map(|line| line.label);
    let widest = labels.map(|id| scene.words.text(id).width()).max();
    widest.map_or(0, |width| u16::try_from(width).unwrap_or(0) + 2)
}

/// Breaks facts that are too long for a line.
fn unfold(lines: Vec<Ranked>, width: u16) -> Vec<Ranked> {
    lines
        .into_iter()
        .flat_map(|ranked| {
            let Some((text, style)) = ranked.too_long_for(width) else {
                return vec![ranked];
            };
            let parts = text::wrap(&text, width).into_iter().enumerate();
            let parts = parts.map(|(at, part)| Ranked {
                rank: ranked.rank,
                label: ranked.label.filter(|_| at == 0),
                content: Content::Text(Line::styled(part, style)),
            });
            parts.collect()
        })
        .collect()
}

impl Ranked {
    /// The words of a fact, when they are of one style and a line does not hold them.
    fn too_long_for(&self, width: u16) -> Option<(String, Style)> {
        let (Content::Text(line), Some(_)) = (&self.content, self.label) else {
            return None;
        };
        let breaks = line.spans.len() == 1 && line.width() > usize::from(width);
        breaks.then(|| (line.to_string(), line.style))
    }
}

fn write(scene: Scene<'_>, buffer: &mut Buffer, area: Rect, indent: u16, lines: &[Ranked]) {
    let mut in_facts = false;
    for (line, y) in lines.iter().zip(area.y..) {
        let area = Rect {
            y,
            height: 1,
            ..area
        };
        if let Some(label) = line.label {
            in_facts = true;
            text::put(buffer, area, &scene.words.text(label), scene.theme.muted());
        }
        let area = right_of(area, if in_facts { indent } else { 0 });
        match &line.content {
            Content::Picture(month) => history::draw(scene, month, buffer, area),
            Content::Text(line) => {
                let mut at = 0;
                for span in &line.spans {
                    let style = line.style.patch(span.style);
                    at += text::put(buffer, right_of(area, at), &span.content, style);
                }
            }
        }
    }
}

const fn ranked(rank: u8, line: Line<'static>) -> Ranked {
    Ranked {
        rank,
        label: None,
        content: Content::Text(line),
    }
}

fn blank(rank: u8) -> Ranked {
    ranked(rank, Line::default())
}
