//! Everything that may be shown of a profile, one fact a line; never a token.

use ratatui::text::{Line, Span};

use super::cells;
use super::filter::marked;
use super::scene::Scene;
use crate::app::dashboard::{AccessCell, ForYou, ProfileRow};
use crate::domain::profile::filter::Marker;
use crate::domain::profile::{AccessFacts, AccountFacts, LastRefresh, StoreKind};
use crate::domain::token_files::ExportTarget;
use crate::domain::tokens::clock_is_off;
use crate::domain::tokens::deadline::{WEEKS, days_until, deadline};
use crate::i18n::Arg;
use crate::ui::widgets::spark;

pub struct ProfileFact {
    /// How soon it may go where the window is short: 0 stays longest.
    pub rank: u8,
    pub label: &'static str,
    pub line: Line<'static>,
}

pub fn facts(scene: Scene<'_>, row: &ProfileRow) -> Vec<ProfileFact> {
    let Scene { words, theme, now, zone, dashboard, .. } = scene;
    let profile = &row.profile;
    let mut lines = Vec::new();
    let mut fact = |rank, label, line: Line<'static>| {
        lines.push(ProfileFact { rank, label, line });
    };
    let account = profile.account.as_ref().map_or_else(
        || profile.host.to_string(),
        |account| who(scene, account, profile.host.as_str()),
    );
    // Here is seen why a profile was found whose name and address say nothing of it.
    let mut marker = Marker::new(dashboard.listing.filtered_by());
    let name = profile.account.as_ref().map_or("", |account| &account.name);
    fact(3, "fact-account", marked(&account, &marker.in_name(name), theme));
    if let Some(note) = &profile.note {
        fact(4, "fact-note", marked(note.as_str(), &marker.in_note(note.as_str()), theme));
    }
    fact(2, "fact-for-you", for_you(scene, row));
    if let Some(facts) = &profile.access {
        fact(2, "fact-access", access(scene, row, facts));
    }
    // One that is refused has no end any more.
    let refused = profile.needs_authorization.is_some();
    if let Some(refresh) = profile.refresh.as_ref().filter(|_| !refused) {
        let end = words.moment(refresh.estimated_expiry, now, zone);
        let end = words.say("fact-until-estimate", &[("moment", end.into())]);
        fact(6, "fact-refresh", Line::raw(format!("{end} · {}", refresh.fingerprint)));
    }
    let generation = words.say("fact-generation", &[("count", profile.generation.into())]);
    let kept = words.text(store(profile.store));
    fact(7, "fact-store", Line::raw(format!("{kept} · {generation}")));
    let used_by = dashboard.history.kept().iter().map(|kept| match &kept.place {
        ExportTarget::File(path) => path.display().to_string(),
        ExportTarget::N8n(url) => format!("n8n {url}"),
    });
    let used_by = used_by.collect::<Vec<_>>().join(", ");
    if !used_by.is_empty() {
        fact(6, "fact-used-by", Line::raw(used_by));
    }
    if let Some(next) = dashboard.refreshes.begins_at(profile) {
        let moment = words.moment(next, now, zone);
        let said = words.say("fact-next-refresh", &[("moment", moment.into())]);
        fact(5, "fact-next", Line::raw(said));
    }
    // What failed before these tokens were got says nothing about them.
    let got = profile.refresh.as_ref().map(|refresh| refresh.issued_at);
    let is_told =
        |last: &&LastRefresh| last.outcome.is_good() || got.is_none_or(|got| last.at >= got);
    if let Some(last) = profile.last_refresh.as_ref().filter(is_told) {
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

/// When somebody has to do something: the moment, and where it is in the next thirteen weeks.
fn for_you(scene: Scene<'_>, row: &ProfileRow) -> Line<'static> {
    let Scene { dashboard, words, theme, now, zone, .. } = scene;
    let profile = &row.profile;
    let cell = ForYou::of(profile, &dashboard.pending, now);
    let said = cells::for_you(scene, &cell).into_iter().next().unwrap_or_default();
    let said = Span::styled(said, cells::for_you_style(theme, row));
    let Some(end) = deadline(profile, None) else { return said.into() };
    let mut line = Line::from(said);
    if let ForYou::Left { .. } = cell {
        line.push_span(Span::raw(format!(" · {}", words.moment(end, now, zone))));
    }
    let mut weeks = [0; WEEKS];
    if let Some(week) = weeks.get_mut(days_until(end, now) / 7) {
        *week = 1;
        let weeks = format!("   {}  {}", spark::cells(&weeks), words.text("fact-weeks"));
        line.push_span(Span::raw(weeks));
    }
    line
}

/// What becomes of the access token, and what tells it from others.
fn access(scene: Scene<'_>, row: &ProfileRow, facts: &AccessFacts) -> Line<'static> {
    let Scene { words, theme, now, zone, dashboard, .. } = scene;
    let cell = AccessCell::of(row, now);
    let end = words.moment(facts.expires_at, now, zone);
    let until = |id: &str| words.say(id, &[("moment", end.clone().into())]);
    let said = match cell {
        AccessCell::None | AccessCell::LongLived => until("fact-until"),
        AccessCell::Ended => until("fact-ended"),
        AccessCell::Left { seconds, .. } => {
            let left = [("left", words.left(seconds).into())];
            let by_itself = dashboard.refreshes.begins_at(&row.profile).is_some();
            words.say(if by_itself { "fact-renewed-in" } else { "fact-left" }, &left)
        }
    };
    let said = Span::styled(said, cells::access_style(theme, cell));
    Line::from(vec![said, Span::raw(format!(" · {}", facts.fingerprint))])
}

fn who(scene: Scene<'_>, account: &AccountFacts, host: &str) -> String {
    let words = scene.words;
    let mut parts = vec![account.name.clone(), host.to_owned(), format!("id {}", account.id)];
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
