//! What is being done and what came of it, in words, where the eye is.

use ratatui::style::Style;

use super::Scene;
use crate::app::dashboard::{Doing, Notice, Reading, Verb};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;

/// The few words that stand in the row of a profile for a while.
pub fn in_row(scene: Scene<'_>, name: &ProfileName) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(doing) = under_way_with(scene, name) {
        return Some((words.text(under_way(doing.verb)), theme.accent()));
    }
    let notice = of(scene, name)?;
    Some(match (&notice.result, notice.verb) {
        (Ok(()), Verb::Verify) => (format!("✓ {}", words.text("row-verified")), theme.ok()),
        (Ok(()), Verb::Copy) => (format!("✓ {}", words.text("row-copied")), theme.ok()),
        (Ok(()), Verb::Forget) => return None,
        (Err(_), verb) => (format!("✗ {}", words.text(failed(verb))), theme.danger()),
    })
}

/// What stands at the end of the title of a profile: nothing moves for it.
pub fn in_title(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    if let Some(doing) = under_way_with(scene, &profile.name) {
        return Some((words.text(under_way(doing.verb)), theme.accent()));
    }
    let notice = of(scene, &profile.name).filter(|notice| notice.result.is_ok())?;
    let said = match notice.verb {
        Verb::Verify => {
            let host = profile.host.as_str();
            words.say("said-verified", &[("account", host.into())])
        }
        Verb::Copy => words.text("said-copied"),
        Verb::Forget => return None,
    };
    Some((format!("✓ {said}"), theme.ok()))
}

/// Why something could not be done with a profile.
pub fn in_detail(scene: Scene<'_>, profile: &Profile) -> Option<(String, Style)> {
    let Scene { words, theme, .. } = scene;
    let notice = of(scene, &profile.name)?;
    let trouble = notice.result.as_ref().err()?;
    let what = words.text(failed(notice.verb));
    Some((
        format!("✗ {what}: {}", explain(words, trouble)),
        theme.danger(),
    ))
}

/// What belongs to no profile of the list: one was forgotten, or the ledger cannot be read.
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
        return None;
    };
    let said = words.text("list-unread");
    Some((
        format!("! {said}: {}", explain(words, trouble)),
        theme.attention(),
    ))
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

const fn under_way(verb: Verb) -> &'static str {
    match verb {
        Verb::Verify => "doing-verify",
        Verb::Copy => "doing-copy",
        Verb::Forget => "doing-forget",
    }
}

const fn failed(verb: Verb) -> &'static str {
    match verb {
        Verb::Verify => "failed-verify",
        Verb::Copy => "failed-copy",
        Verb::Forget => "failed-forget",
    }
}
