//! What is being done and what came of it, in words, where the eye is.

use ratatui::style::Style;

use super::Scene;
use crate::app::dashboard::{Doing, Notice, Reading, Refresh, Verb};
use crate::app::wizard::done::Next;
use crate::domain::history::Outcome;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::refreshing::Refreshing;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;

/// The few words that stand in the row of a profile for a while.
pub fn in_row(scene: Scene<'_>, name: &ProfileName) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(refresh) = scene.dashboard.refresh_of(name) {
        return Some(refreshing(scene, refresh));
    }
    if let Some(doing) = under_way_with(scene, name) {
        return Some((words.text(under_way(doing.verb)), theme.accent()));
    }
    let notice = of(scene, name)?;
    Some(match (&notice.result, notice.verb) {
        (Ok(outcome), Verb::Refresh) => {
            let said = words.outcome(outcome.unwrap_or(Outcome::Rotated));
            (format!("✓ {said}"), theme.ok())
        }
        (Ok(_), Verb::Verify) => (format!("✓ {}", words.text("row-verified")), theme.ok()),
        (Ok(_), Verb::Copy | Verb::Export) => {
            (format!("✓ {}", words.text("row-copied")), theme.ok())
        }
        (Ok(_), Verb::Forget) => return None,
        (Err(_), verb) => (format!("✗ {}", words.text(failed(verb))), theme.danger()),
    })
}

/// What stands at the end of the title of a profile: nothing moves for it.
pub fn in_title(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(refresh) = scene.dashboard.refresh_of(&profile.name) {
        return Some(refreshing(scene, refresh));
    }
    if let Some(doing) = under_way_with(scene, &profile.name) {
        return Some((words.text(under_way(doing.verb)), theme.accent()));
    }
    let notice = of(scene, &profile.name).filter(|notice| notice.result.is_ok())?;
    let said = match notice.verb {
        Verb::Refresh if notice.result == Ok(Some(Outcome::Renamed)) => {
            let host = profile.host.as_str();
            words.say("said-renamed", &[("account", host.into())])
        }
        Verb::Refresh => {
            let outcome = notice.result.as_ref().ok().copied().flatten();
            words.outcome(outcome.unwrap_or(Outcome::Rotated))
        }
        Verb::Verify => {
            let host = profile.host.as_str();
            words.say("said-verified", &[("account", host.into())])
        }
        Verb::Copy => words.text("said-copied"),
        Verb::Export => {
            let command = Next::Export.command(&profile.name);
            words.say("said-export", &[("command", command.into())])
        }
        Verb::Forget => return None,
    };
    Some((format!("✓ {said}"), theme.ok()))
}

/// Why something could not be done with a profile.
pub fn in_detail(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(refresh) = scene.dashboard.refresh_of(&profile.name) {
        // What takes longer than usual is said in a sentence.
        return match &refresh.news {
            Some(news @ (Refreshing::NotSavedYet(_) | Refreshing::NotSaved(_))) => {
                Some((format!("✗ {}", words.refreshing(news)), theme.danger()))
            }
            Some(
                news @ (Refreshing::Held { .. }
                | Refreshing::AskingAgain(_)
                | Refreshing::OlderCopy
                | Refreshing::OddToken { .. }),
            ) => Some((format!("! {}", words.refreshing(news)), theme.attention())),
            Some(
                Refreshing::Queued
                | Refreshing::Asking
                | Refreshing::Following
                | Refreshing::Saving
                | Refreshing::NotShown(_),
            )
            | None => None,
        };
    }
    let notice = of(scene, &profile.name)?;
    let trouble = notice.result.as_ref().err()?;
    let what = words.text(failed(notice.verb));
    Some((
        format!("✗ {what}: {}", explain(words, trouble)),
        theme.danger(),
    ))
}

/// Whether a profile's new tokens exist in memory only.
pub fn is_unsaved(scene: Scene<'_>, name: &ProfileName) -> bool {
    scene
        .dashboard
        .refresh_of(name)
        .and_then(|refresh| refresh.news.as_ref())
        .is_some_and(Refreshing::is_unsaved)
}

/// What belongs to no profile of the list: one was forgotten, or the ledger or a row of it cannot be read.
pub fn of_nobody(scene: Scene<'_>) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(notice) = scene.dashboard.notice()
        && notice.verb == Verb::Forget
        && notice.result.is_ok()
    {
        let name = notice.profile.as_str();
        let said = words.say("said-forgotten", &[("name", name.into())]);
        return Some((format!("✓ {said}"), theme.ok()));
    }
    let Reading::Failed(trouble) = scene.dashboard.reading() else {
        return unreadable(scene);
    };
    let said = words.text("list-unread");
    Some((
        format!("! {said}: {}", explain(words, trouble)),
        theme.attention(),
    ))
}

/// The profiles whose rows cannot be read, and what writes the first one anew.
fn unreadable(scene: Scene<'_>) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    let rows = scene.dashboard.unreadable();
    let names: Vec<_> = rows.iter().map(|row| row.key.as_str()).collect();
    let command = rows
        .first()?
        .fix()
        .unwrap_or_else(|| "amokey doctor".into());
    let args = [
        ("names", names.join(", ").into()),
        ("command", command.into()),
    ];
    let said = words.say("list-unreadable", &args);
    Some((format!("! {said}"), theme.attention()))
}

/// A trouble in words.
pub fn explain(words: &Catalog, trouble: &Trouble) -> String {
    words.explain(trouble).what
}

fn of<'a>(scene: Scene<'a>, name: &ProfileName) -> Option<&'a Notice> {
    scene
        .dashboard
        .notice()
        .filter(|notice| notice.profile == *name)
}

fn under_way_with<'a>(scene: Scene<'a>, name: &ProfileName) -> Option<&'a Doing> {
    scene
        .dashboard
        .doing()
        .filter(|doing| doing.profile == *name)
}

/// A refresh under way, in a few words.
fn refreshing(scene: Scene<'_>, refresh: &Refresh) -> (String, Style) {
    let Scene { words, theme, .. } = scene;
    let (id, style) = match &refresh.news {
        Some(Refreshing::Held { .. }) => ("doing-refresh-held", theme.attention()),
        Some(Refreshing::AskingAgain(_)) => ("doing-refresh-again", theme.attention()),
        Some(Refreshing::NotSavedYet(_) | Refreshing::NotSaved(_)) => {
            ("doing-refresh-unsaved", theme.danger())
        }
        Some(
            Refreshing::Queued
            | Refreshing::Asking
            | Refreshing::Following
            | Refreshing::Saving
            | Refreshing::OlderCopy
            | Refreshing::OddToken { .. }
            | Refreshing::NotShown(_),
        )
        | None => ("doing-refresh", theme.accent()),
    };
    (words.text(id), style)
}

const fn under_way(verb: Verb) -> &'static str {
    match verb {
        Verb::Refresh => "doing-refresh",
        Verb::Verify => "doing-verify",
        Verb::Copy | Verb::Export => "doing-copy",
        Verb::Forget => "doing-forget",
    }
}

const fn failed(verb: Verb) -> &'static str {
    match verb {
        Verb::Refresh => "failed-refresh",
        Verb::Verify => "failed-verify",
        Verb::Copy | Verb::Export => "failed-copy",
        Verb::Forget => "failed-forget",
    }
}
