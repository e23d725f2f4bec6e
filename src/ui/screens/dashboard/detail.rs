//! The chosen profile: how it is, what happens next, and everything that may be shown of it. Every line has a
//! rank; where the window is short, the highest ranks go first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::{Scene, cut, health_style, health_text, history, notice, row, sign, story};
use crate::app::dashboard::{Cell, Mode, Row};
use crate::domain::health::seconds_left;
use crate::domain::month::Month;
use crate::domain::profile::{AccountFacts, Profile, StoreKind};
use crate::domain::token::clock_is_off;
use crate::i18n::Arg;
use crate::ui::widgets::bar;
use crate::ui::widgets::text::{self, right_of};

/// From this height on, long facts go on in the next line instead of being cut.
const TALL: u16 = 20;

/// Cells of a bar, where there is no list to have it in.
const BAR: usize = 10;

/// One line, and how soon it may go: 0 stays longest.
struct Ranked {
    rank: u8,
    label: Option<&'static str>,
    content: Content,
}

enum Content {
    Text(Line<'static>),
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
    lines.extend(facts(scene, &row.profile, alone));
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
                ("store", words.text(store(profile.store)).into()),
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

/// Everything that may be shown of a profile.
fn facts(scene: Scene<'_>, profile: &Profile, alone: bool) -> Vec<Ranked> {
    let Scene {
        words,
        theme,
        now,
        zone,
        ..
    } = scene;
    let mut lines = Vec::new();
    let mut fact = |rank, label, line: Line<'static>| {
        lines.push(Ranked {
            rank,
            label: Some(label),
            content: Content::Text(line),
        });
    };
    let account = profile.account.as_ref().map_or_else(
        || Line::raw(profile.host.to_string()),
        |account| Line::from(who(scene, account, alone.then_some(profile.host.as_str()))),
    );
    fact(3, "fact-account", account);
    if let Some(access) = &profile.access {
        let cell = Cell::access(profile, scene.dashboard.pending(), now);
        let ended = seconds_left(profile, access.expires_at, now) == 0;
        let id = if ended { "fact-ended" } else { "fact-until" };
        let end = words.moment(access.expires_at, now, zone);
        let end = words.say(id, &[("moment", end.into())]);
        let line = token(scene, cell, alone && !ended, Some(end), &access.fingerprint);
        fact(if alone { 2 } else { 6 }, "fact-access", line);
    }
    if let Some(refresh) = &profile.refresh {
        let cell = Cell::refresh(profile, now);
        let end = matches!(cell, Cell::Left { .. } | Cell::Ended { .. }).then(|| {
            let end = words.moment(refresh.estimated_expiry, now, zone);
            words.say("fact-until-estimate", &[("moment", end.into())])
        });
        let said = alone || end.is_none();
        let line = token(scene, cell, said, end, &refresh.fingerprint);
        fact(if alone { 2 } else { 6 }, "fact-refresh", line);
    }
    if let Some(last) = &profile.last_refresh {
        let at = words.moment(last.at, now, zone);
        let line = if last.outcome.is_good() {
            Line::raw(at)
        } else {
            let outcome = words.text(history::outcome(last.outcome));
            Line::styled(format!("{at} · {outcome}"), theme.attention())
        };
        fact(10, "fact-last-refresh", line);
    }
    if let Some(client_id) = &profile.client_id {
        fact(8, "fact-integration", Line::raw(client_id.short()));
    }
    if let Some(uri) = &profile.redirect_uri {
        fact(9, "fact-redirect-uri", Line::raw(uri.to_string()));
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

/// A token: how it is where no row says it, its end, and what tells it from others.
fn token(
    scene: Scene<'_>,
    cell: Cell,
    said: bool,
    end: Option<String>,
    fingerprint: &str,
) -> Line<'static> {
    let theme = scene.theme;
    let mut spans = Vec::new();
    if said {
        if let Cell::Left { seconds, life } = cell {
            let (full, track) = bar::parts(seconds, life, BAR);
            spans.push(Span::styled(full, theme.ok()));
            spans.push(Span::styled(format!("{track} "), theme.muted()));
        }
        let how = row::in_words(scene, cell).into_iter().next();
        spans.push(Span::styled(how.unwrap_or_default(), theme.strong()));
        spans.push(Span::raw(" · "));
    }
    let end = end.map_or_else(String::new, |end| format!("{end} · "));
    spans.push(Span::raw(format!("{end}{fingerprint}")));
    Line::from(spans)
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
    let mut unfolded = Vec::with_capacity(lines.len());
    for ranked in lines {
        match (&ranked.content, ranked.label) {
            (Content::Text(line), Some(label))
                if line.spans.len() == 1 && line.width() > usize::from(width) =>
            {
                let parts = text::wrap(&line.to_string(), width);
                let parts = parts.into_iter().enumerate();
                unfolded.extend(parts.map(|(at, part)| Ranked {
                    rank: ranked.rank,
                    label: (at == 0).then_some(label),
                    content: Content::Text(Line::styled(part, line.style)),
                }));
            }
            _ => unfolded.push(ranked),
        }
    }
    unfolded
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

/// The message that names a store.
const fn store(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::Keychain => "kept-keychain",
        StoreKind::File => "kept-file",
        StoreKind::Memory => "kept-memory",
    }
}
