//! How a profile is, in sentences: what happened, what happens next, and which key mends it.

use super::scene::{Scene, key};
use super::{facts, marks};
use crate::app::Action;
use crate::app::dashboard::cells::{live, seconds_until};
use crate::app::dashboard::{Mode, ProfileRow};
use crate::domain::profile::{GrantType, NeedsAuthorization, Profile};
use crate::domain::tokens::health::Health;
use crate::domain::trouble::Cause;

/// What happened and what happens next, each sentence on lines of its own.
pub fn sentences(scene: Scene<'_>, row: &ProfileRow) -> Vec<String> {
    let profile = &row.profile;
    let mut story = vec![what(scene, row)];
    if let Some(pending) = live(profile, &scene.dashboard.pending, scene.now) {
        let left = scene.words.left(seconds_until(pending, scene.now));
        story.push(scene.words.say("story-waiting", &[("left", left.into())]));
    }
    story
}

fn what(scene: Scene<'_>, row: &ProfileRow) -> String {
    let Scene { words, now, zone, .. } = scene;
    let profile = &row.profile;
    let access = profile.access.as_ref();
    let access_end = access.map(|it| words.moment_in_words(it.expires_at, now, zone));
    let refresh = profile.refresh.as_ref();
    let refresh_end = refresh.map(|it| words.day(it.estimated_expiry, now, zone));
    let ends = [
        ("access", access_end.unwrap_or_default().into()),
        ("refresh", refresh_end.unwrap_or_default().into()),
        ("platform", profile.host.platform().title().into()),
    ];
    let say = |id: &str| words.say(id, &ends);
    match (row.health, profile.grant) {
        (Health::NeedsAuthorization, _) => match &profile.needs_authorization {
            Some(needs) => refused(scene, profile, needs),
            None if access.is_some_and(|access| access.refused_at.is_some()) => {
                say("story-access-refused")
            }
            None => say("story-long-lived-ended"),
        },
        (Health::Elsewhere, _) => {
            let since = profile.elsewhere_since.unwrap_or(now);
            let day = words.day(since, now, zone);
            words.say("story-elsewhere", &[("day", day.into())])
        }
        (Health::Unknown, _) => say("story-unknown"),
        (Health::Expiring, GrantType::OAuth) => say("story-expiring"),
        (Health::Expiring, GrantType::LongLived) => say("story-long-lived-expiring"),
        (Health::Expired, _) => say("story-expired"),
        (Health::Ok, GrantType::LongLived) => say("story-long-lived-ok"),
        (Health::Ok, GrantType::OAuth) => say("story-ok"),
    }
}

/// What amoCRM said, and what that means.
fn refused(scene: Scene<'_>, profile: &Profile, needs: &NeedsAuthorization) -> String {
    let Scene { words, now, zone, .. } = scene;
    let id = match needs.cause() {
        Cause::TokenRevoked => "story-revoked",
        Cause::AnswerLost { .. } => "story-answer-lost",
        Cause::TokenExpired => "story-idle",
        Cause::TokenOfAnotherIntegration => "story-other-integration",
        Cause::TokenGarbled => "story-garbled",
        Cause::WrongClient => "story-silent",
        _ => "story-refused",
    };
    let at = words.moment_in_words(needs.lost_at.unwrap_or(needs.since), now, zone);
    words.say(
        id,
        &[
            ("platform", profile.host.platform().title().into()),
            ("hint", needs.hint.as_deref().unwrap_or_default().into()),
            ("at", at.into()),
        ],
    )
}

/// Whether a profile is to be forgotten, where that is asked.
pub fn question(scene: Scene<'_>, profile: &Profile) -> Option<String> {
    let name = match &scene.dashboard.mode {
        Mode::Forgetting(name) => name,
        Mode::ForgettingMarked(names) => return Some(marks::ask_forget(scene, names)),
        Mode::Choosing | Mode::Filtering => return None,
    };
    let named = [
        ("name", name.as_str().into()),
        ("store", scene.words.text(facts::store(profile.store)).into()),
        ("platform", profile.host.platform().title().into()),
    ];
    Some(scene.words.say("ask-forget", &named))
}

/// The key that mends it, where there is something to mend.
pub fn mend(scene: Scene<'_>, row: &ProfileRow) -> Option<String> {
    let (id, action) = match (row.health, row.profile.grant) {
        // A long-lived token simply ends: it is expiring, then it needs a person.
        (Health::Ok, _) | (Health::Expired, GrantType::LongLived) => return None,
        (Health::NeedsAuthorization | Health::Expiring, GrantType::LongLived) => {
            ("mend-long-lived", Action::Authorize)
        }
        (Health::Elsewhere, _) => ("mend-elsewhere", Action::Authorize),
        (Health::Unknown, _) => ("mend-unknown", Action::Authorize),
        (Health::Expiring | Health::Expired, GrantType::OAuth) if row.profile.refresh.is_some() => {
            ("mend-refresh", Action::Refresh)
        }
        (Health::NeedsAuthorization | Health::Expiring | Health::Expired, GrantType::OAuth) => {
            let needs = row.profile.needs_authorization.as_ref();
            let is_silent = needs.is_some_and(|needs| needs.cause() == Cause::WrongClient);
            (if is_silent { "mend-silent" } else { "mend-authorize" }, Action::Authorize)
        }
    };
    Some(scene.words.say(id, &[("key", key(&action).into())]))
}
