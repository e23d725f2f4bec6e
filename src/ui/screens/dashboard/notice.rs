//! What is being done and what came of it, in words, where the eye is.

use ratatui::style::Style;

use super::scene::Scene;
use crate::app::dashboard::{Notice, ProfileTask, Reading};
use crate::domain::profile::history::Outcome;
use crate::domain::profile::next_command::NextCommand;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::Refreshing;
use crate::domain::trouble::{Cause, Trouble};

/// The few words that stand in the row of a profile for a while.
pub fn in_row(scene: Scene<'_>, name: &ProfileName) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(running) = running(scene, name) {
        return Some(running);
    }
    if let Some(trouble) = bulk_trouble(scene, name) {
        return Some((format!("✗ {}", reason(scene, trouble)), theme.danger()));
    }
    let notice = of(scene, name)?;
    let said = match (&notice.result, notice.task) {
        (Err(_), task) => {
            return Some((format!("✗ {}", words.text(failed(task))), theme.danger()));
        }
        (Ok(outcome), ProfileTask::Refresh) => words.outcome(outcome.unwrap_or(Outcome::Rotated)),
        (Ok(_), ProfileTask::Verify) => words.text("row-verified"),
        (Ok(_), ProfileTask::Copy | ProfileTask::Export) => words.text("row-copied"),
        (Ok(_), ProfileTask::Forget) => return None,
    };
    Some((format!("✓ {said}"), theme.ok()))
}

/// What stands at the end of the title of a profile: nothing moves for it.
pub fn in_title(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let words = scene.words;
    if let Some(running) = running(scene, &profile.name) {
        return Some(running);
    }
    let notice = of(scene, &profile.name)?;
    let outcome = notice.result.as_ref().ok()?;
    let account = [("account", profile.host.as_str().into())];
    let said = match (notice.task, outcome) {
        (ProfileTask::Refresh, Some(Outcome::Renamed)) => words.say("said-renamed", &account),
        (ProfileTask::Refresh, outcome) => words.outcome(outcome.unwrap_or(Outcome::Rotated)),
        (ProfileTask::Verify, _) => words.say("said-verified", &account),
        (ProfileTask::Copy, _) => words.text("said-copied"),
        (ProfileTask::Export, _) => {
            let command = NextCommand::Export.command(&profile.name);
            words.say("said-export", &[("command", command.into())])
        }
        (ProfileTask::Forget, _) => return None,
    };
    Some((format!("✓ {said}"), scene.theme.ok()))
}

/// Why something could not be done with a profile; what takes longer than usual.
pub fn in_detail(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(refresh) = scene.dashboard.refreshes.of(&profile.name) {
        let news = refresh.news.as_ref()?;
        let (sign, style) = match news {
            Refreshing::NotSavedYet(_) | Refreshing::NotSaved(_) => ("✗", theme.danger()),
            Refreshing::Held { .. }
            | Refreshing::AskingAgain(_)
            | Refreshing::OlderCopy
            | Refreshing::OddToken { .. } => ("!", theme.attention()),
            Refreshing::Queued
            | Refreshing::Asking
            | Refreshing::Following
            | Refreshing::Saving
            | Refreshing::NotShown(_) => return None,
        };
        return Some((format!("{sign} {}", words.refreshing(news)), style));
    }
    let notice = of(scene, &profile.name)?;
    let trouble = notice.result.as_ref().err()?;
    let what = words.text(failed(notice.task));
    Some((format!("✗ {what}: {}", words.explain(trouble).what), theme.danger()))
}

/// Whether a profile's new tokens exist in memory only.
pub fn is_unsaved(scene: Scene<'_>, name: &ProfileName) -> bool {
    let refresh = scene.dashboard.refreshes.of(name);
    refresh.and_then(|it| it.news.as_ref()).is_some_and(Refreshing::is_unsaved)
}

/// What belongs to no profile of the list: one was forgotten, here or elsewhere, or is filtered out, or the ledger or a
/// row of it cannot be read.
pub fn of_nobody(scene: Scene<'_>) -> Option<(String, Style)> {
    let Scene { words, theme, dashboard, .. } = scene;
    if let Some(Notice { profile: name, task, result, .. }) = dashboard.notice_of_nobody() {
        if (*task, result) == (ProfileTask::Forget, &Ok(None)) {
            let said = words.say("said-forgotten", &[("name", name.as_str().into())]);
            return Some((format!("✓ {said}"), theme.ok()));
        }
        let hidden = dashboard.listing.all().iter().find(|row| row.profile.name == *name);
        let said = hidden.and_then(|row| {
            in_detail(scene, &row.profile).or_else(|| in_title(scene, &row.profile))
        });
        if let Some((said, style)) = said {
            return Some((format!("{name}: {said}"), style));
        }
        if let (None, Err(trouble)) = (hidden, result) {
            // Somebody else has forgotten it, or given it another name.
            return Some((format!("✗ {}", words.explain(trouble).what), theme.danger()));
        }
    }
    let said = if let Reading::Failed(trouble) = &dashboard.reading {
        format!("{}: {}", words.text("list-unread"), words.explain(trouble).what)
    } else {
        // What writes the first one anew.
        let first = dashboard.unreadable.first()?;
        let command = first.fix().unwrap_or_else(|| "amokey doctor".into());
        let names: Vec<_> = dashboard.unreadable.iter().map(|row| row.key.as_str()).collect();
        let args = [("names", names.join(", ").into()), ("command", command.into())];
        words.say("list-unreadable", &args)
    };
    Some((format!("! {said}"), theme.attention()))
}

/// Why something failed, in a word or two.
pub fn reason(scene: Scene<'_>, trouble: &Trouble) -> String {
    scene.words.text(match trouble.cause {
        Cause::TokenRevoked | Cause::AnswerLost { .. } => "cell-revoked",
        Cause::TokenExpired => "cell-idle",
        _ => return scene.words.outcome(Outcome::of_failure(trouble.cause.severity())),
    })
}

fn of<'a>(scene: Scene<'a>, name: &ProfileName) -> Option<&'a Notice> {
    scene.dashboard.notice.as_ref().filter(|notice| notice.profile == *name)
}

/// Why what was done with all marked ones failed for this one.
fn bulk_trouble<'a>(scene: Scene<'a>, name: &ProfileName) -> Option<&'a Trouble> {
    scene.dashboard.bulk.as_ref()?.failed.get(name)
}

/// What is under way, in a few words.
fn running(scene: Scene<'_>, name: &ProfileName) -> Option<(String, Style)> {
    let Scene { words, theme, dashboard, .. } = scene;
    let (id, style) = if let Some(refresh) = dashboard.refreshes.of(name) {
        match &refresh.news {
            Some(Refreshing::Held { .. }) => ("doing-refresh-held", theme.attention()),
            Some(Refreshing::AskingAgain(_)) => ("doing-refresh-again", theme.attention()),
            Some(news) if news.is_unsaved() => ("doing-refresh-unsaved", theme.danger()),
            _ => ("doing-refresh", theme.accent()),
        }
    } else {
        let running = dashboard.running.as_ref().filter(|it| it.profile == *name)?;
        let id = match running.task {
            ProfileTask::Refresh => "doing-refresh",
            ProfileTask::Verify => "doing-verify",
            ProfileTask::Copy | ProfileTask::Export => "doing-copy",
            ProfileTask::Forget => "doing-forget",
        };
        (id, theme.accent())
    };
    Some((words.text(id), style))
}

const fn failed(task: ProfileTask) -> &'static str {
    match task {
        ProfileTask::Refresh => "failed-refresh",
        ProfileTask::Verify => "failed-verify",
        ProfileTask::Copy | ProfileTask::Export => "failed-copy",
        ProfileTask::Forget => "failed-forget",
    }
}
