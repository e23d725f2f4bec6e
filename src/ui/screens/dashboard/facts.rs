//! Everything that may be shown of a profile, one fact a line; never a token.

use ratatui::text::{Line, Span};

use super::list::in_words;
use super::scene::Scene;
use crate::app::dashboard::TokenCell;
use crate::domain::profile::{AccountFacts, Profile, StoreKind};
use crate::domain::tokens::clock_is_off;
use crate::domain::tokens::health::seconds_left;
use crate::i18n::Arg;
use crate::ui::widgets::bar;

/// Cells of a bar, where there is no list to have it in.
const BAR: usize = 10;

pub struct ProfileFact {
    /// How soon it may go where the window is short: 0 stays longest.
    pub rank: u8,
    pub label: &'static str,
    pub line: Line<'static>,
}

/// `alone`: there is no list beside it.
pub fn facts(scene: Scene<'_>, profile: &Profile, alone: bool) -> Vec<ProfileFact> {
    let Scene { words, theme, now, zone, .. } = scene;
    let mut lines = Vec::new();
    let mut fact = |rank, label, line: Line<'static>| {
        lines.push(ProfileFact { rank, label, line });
    };
    let account = profile.account.as_ref().map_or_else(
        || Line::raw(profile.host.to_string()),
        |account| Line::from(who(scene, account, alone.then_some(profile.host.as_str()))),
    );
    fact(3, "fact-account", account);
    if let Some(note) = &profile.note {
        fact(4, "fact-note", Line::raw(note.to_string()));
    }
    if let Some(access) = &profile.access {
        let cell = TokenCell::access(profile, &scene.dashboard.pending, now);
        let ended = seconds_left(profile, access.expires_at, now) == 0;
        let id = if ended { "fact-ended" } else { "fact-until" };
        let end = words.moment(access.expires_at, now, zone);
        let end = words.say(id, &[("moment", end.into())]);
        let line = token(scene, &cell, alone && !ended, Some(end), &access.fingerprint);
        fact(if alone { 2 } else { 6 }, "fact-access", line);
    }
    if let Some(refresh) = &profile.refresh {
        let cell = TokenCell::refresh(profile, now);
        let end = matches!(cell, TokenCell::Left { .. } | TokenCell::Ended { .. }).then(|| {
            let end = words.moment(refresh.estimated_expiry, now, zone);
            words.say("fact-until-estimate", &[("moment", end.into())])
        });
        let said = alone || end.is_none();
        let line = token(scene, &cell, said, end, &refresh.fingerprint);
        fact(if alone { 2 } else { 6 }, "fact-refresh", line);
    }
    if let Some(last) = &profile.last_refresh {
        let at = words.moment(last.at, now, zone);
        let line = if last.outcome.is_good() {
            Line::raw(at)
        } else {
            let outcome = words.outcome(last.outcome);
            Span::styled(format!("{at} · {outcome}"), theme.attention()).into()
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
        let id = if profile.clock_skew > 0 { "fact-clock-behind" } else { "fact-clock-ahead" };
        let off = words.left(profile.clock_skew.unsigned_abs());
        let said = words.say(id, &[("off", off.into())]);
        fact(2, "fact-clock", Span::styled(said, theme.attention()).into());
    }
    lines
}

/// A token: how it is where no row says it, its end, and what tells it from others.
fn token(
    scene: Scene<'_>,
    cell: &TokenCell,
    said: bool,
    end: Option<String>,
    fingerprint: &str,
) -> Line<'static> {
    let theme = scene.theme;
    let mut spans = Vec::new();
    if said {
        if let TokenCell::Left { seconds, life } = cell {
            spans.extend(bar::spans((*seconds, *life), BAR, theme.ok(), theme.muted()));
            spans.push(Span::styled(" ", theme.muted()));
        }
        let how = in_words(scene, cell).into_iter().next();
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

/// The message that names a store.
pub const fn store(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::Keychain => "kept-keychain",
        StoreKind::File => "kept-file",
        StoreKind::Memory => "kept-memory",
    }
}
