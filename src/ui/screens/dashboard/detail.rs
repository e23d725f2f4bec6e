//! The chosen profile: how it is, what happens next, and everything that may be shown of it. Every line has a
//! rank; where the window is short, the highest ranks go first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::{Scene, cut, health_style, health_text, history, notice, row, sign, story};
use crate::app::dashboard::{Cell, Mode, Row};
use crate::domain::profile::{AccountFacts, Profile, StoreKind};
use crate::domain::token::clock_is_off;
use crate::i18n::Arg;
use crate::ui::widgets::{bar, text};

/// One line, and how soon it may go: 0 stays longest.
struct Ranked {
    rank: u8,
    label: Option<&'static str>,
    line: Line<'static>,
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
    lines.extend(facts(scene, &row.profile, alone));
    lines.extend(past(scene, usize::from(body.height)));
    shorten(&mut lines, usize::from(body.height));
    write(scene, buffer, body, &lines);
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
    let rule = "─".repeat(usize::from(area.width - x));
    text::put(buffer, right_of(area, x), &rule, theme.muted());
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
                ("store", words.text(store(profile.store)).into()),
                ("platform", profile.host.platform().title().into()),
            ],
        );
        let question = text::wrap(&question, width);
        lines.extend(question.into_iter().map(|line| ranked(0, Line::styled(line, theme.attention()))));
        return lines;
    }
    if let Some((said, style)) = notice::in_detail(scene, profile) {
        let said = text::wrap(&said, width);
        lines.extend(said.into_iter().map(|line| ranked(0, Line::styled(line, style))));
    }
    for sentence in story::sentences(scene, row) {
        let sentence = text::wrap(&sentence, width);
        lines.extend(sentence.into_iter().map(|line| ranked(1, Line::from(line))));
    }
    lines
}

/// Everything that may be shown of a profile.
fn facts(scene: Scene<'_>, profile: &Profile, alone: bool) -> Vec<Ranked> {
    let Scene {
        words, theme, now, zone, ..
    } = scene;
    let mut lines = Vec::new();
    let mut fact = |rank, label, line: Line<'static>| {
        lines.push(Ranked {
            rank,
            label: Some(label),
            line,
        });
    };
    let account = profile.account.as_ref().map_or_else(
        || Line::raw(profile.host.to_string()),
        |account| Line::from(who(scene, account, alone.then_some(profile.host.as_str()))),
    );
    fact(3, "fact-account", account);
    if let Some(access) = &profile.access {
        let mut spans = Vec::new();
        if alone {
            spans.extend(lifetime(scene, Cell::access(profile, scene.dashboard.pending(), now)));
        }
        let until = words.moment(access.expires_at, now, zone);
        let until = words.say("fact-until", &[("moment", until.into())]);
        spans.push(Span::raw(format!("{until} · {}", access.fingerprint)));
        fact(if alone { 2 } else { 6 }, "fact-access", Line::from(spans));
    }
    if let Some(refresh) = &profile.refresh {
        let mut spans = Vec::new();
        if alone {
            spans.extend(lifetime(scene, Cell::refresh(profile, now)));
        }
        let until = words.moment(refresh.estimated_expiry, now, zone);
        let until = words.say("fact-until-estimate", &[("moment", until.into())]);
        spans.push(Span::raw(format!("{until} · {}", refresh.fingerprint)));
        fact(if alone { 2 } else { 6 }, "fact-refresh", Line::from(spans));
    }
    if let Some(last) = &profile.last_refresh {
        let at = words.moment(last.at, now, zone);
        let outcome = words.text(history::outcome(last.outcome));
        fact(10, "fact-last-refresh", Line::raw(format!("{at} · {outcome}")));
    }
    if let Some(client_id) = &profile.client_id {
        let redirect = profile.redirect_uri.as_ref();
        let redirect = redirect.map_or_else(String::new, |uri| format!(" · {uri}"));
        fact(8, "fact-integration", Line::raw(format!("{}{redirect}", client_id.short())));
    }
    let generation = words.say("fact-generation", &[("count", profile.generation.into())]);
    let kept = words.text(store(profile.store));
    fact(7, "fact-store", Line::raw(format!("{kept} · {generation}")));
    if !profile.scopes.is_empty() {
        fact(9, "fact-scopes", Line::raw(profile.scopes.join(", ")));
    }
    if let Some(origin) = &profile.sandbox {
        fact(9, "fact-sandbox", Line::raw(origin.to_string()));
    }
    if clock_is_off(profile.clock_skew) {
        let id = if profile.clock_skew > 0 {
            "fact-clock-behind"
        } else {
            "fact-clock-ahead"
        };
        let off = words.left(profile.clock_skew.unsigned_abs());
        let said = words.say(id, &[("off", off.into())]);
        fact(2, "fact-clock", Line::styled(said, theme.attention()));
    }
    lines
}

/// A bar with its words, where there is no list to have them in.
fn lifetime(scene: Scene<'_>, cell: Cell) -> Vec<Span<'static>> {
    let theme = scene.theme;
    let said = row::in_words(scene, cell).into_iter().next().unwrap_or_default();
    let mut spans = Vec::new();
    if let Cell::Left { seconds, life } = cell {
        let (full, track) = bar::parts(seconds, life, 16);
        spans.push(Span::styled(full, theme.ok()));
        spans.push(Span::styled(track, theme.muted()));
        spans.push(Span::raw(" "));
    }
    if !said.is_empty() {
        spans.push(Span::styled(said, theme.strong()));
        spans.push(Span::raw(" · "));
    }
    spans
}

fn who(scene: Scene<'_>, account: &AccountFacts, host: Option<&str>) -> String {
    let words = scene.words;
    let mut parts = vec![account.name.clone()];
    parts.extend(host.map(str::to_owned));
    parts.push(format!("id {}", account.id));
    let user = match (&account.user_name, account.user_id) {
        (Some(name), Some(id)) => Some(format!("{name} ({id})")),
        (Some(name), None) => Some(name.clone()),
        (None, Some(id)) => Some(id.to_string()),
        (None, None) => None,
    };
    parts.extend(user.map(|user| words.say("fact-user", &[("user", Arg::from(user))])));
    parts.join(" · ")
}

fn past(scene: Scene<'_>, height: usize) -> Vec<Ranked> {
    let picture = history::picture(scene).map(|line| Ranked {
        rank: 4,
        label: Some("fact-month"),
        line,
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
        line,
    });
    picture.into_iter().chain(lines).collect()
}

/// Leaves out what is least important until the rest fits.
fn shorten(lines: &mut Vec<Ranked>, height: usize) {
    while lines.len() > height {
        let least = lines.iter().enumerate().max_by_key(|(at, line)| (line.rank, *at));
        let Some((at, _)) = least else { return };
        lines.remove(at);
    }
}

fn write(scene: Scene<'_>, buffer: &mut Buffer, area: Rect, lines: &[Ranked]) {
    let labels: Vec<Option<String>> = lines
        .iter()
        .map(|line| line.label.map(|id| scene.words.text(id)))
        .collect();
    let widest = labels.iter().flatten().map(|label| label.width()).max();
    let indent = widest.map_or(0, |width| u16::try_from(width).unwrap_or(0) + 2);
    let mut in_facts = false;
    for ((line, label), y) in lines.iter().zip(&labels).zip(area.y..) {
        let area = Rect {
            y,
            height: 1,
            ..area
        };
        if let Some(label) = label {
            in_facts = true;
            text::put(buffer, area, label, scene.theme.muted());
        }
        let mut at = if in_facts { indent } else { 0 };
        for span in &line.line.spans {
            at += text::put(buffer, right_of(area, at), &span.content, line.line.style.patch(span.style));
        }
    }
}

fn right_of(area: Rect, by: u16) -> Rect {
    let by = by.min(area.width);
    Rect {
        x: area.x + by,
        width: area.width - by,
        ..area
    }
}

const fn ranked(rank: u8, line: Line<'static>) -> Ranked {
    Ranked {
        rank,
        label: None,
        line,
    }
}

fn blank(rank: u8) -> Ranked {
    ranked(rank, Line::default())
}

/// The message that names a store.
const fn store(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::Keychain => "kept-keychain",
        StoreKind::File => "kept-file",
        StoreKind::Memory => "kept-memory",
    }
}
