//! Runs what was set to run. A hook is in nobody's way: it has a time limit, and what fails is in the history.

use std::time::Instant;

use super::context::Context;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::outlet::{self, CommandError};

/// All that is set.
pub async fn all(context: &Context) -> Result<Vec<Hook>, Trouble> {
    context.with_ledger(Ledger::hooks).await
}

/// Sets what is run, in the place of what was.
pub async fn set(context: &Context, hook: Hook) -> Result<(), Trouble> {
    context
        .with_ledger(move |ledger| ledger.put_hook(&hook))
        .await
}

/// Runs nothing any more. `false` when nothing was set.
pub async fn remove(context: &Context, on: Happening) -> Result<bool, Trouble> {
    context
        .with_ledger(move |ledger| ledger.remove_hook(on))
        .await
}

/// Runs the hooks of a profile: that there are new tokens, and whatever else its row tells for the first time.
pub(super) async fn run(context: &Context, name: &ProfileName, is_new: bool) {
    let hooks = all(context).await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "which hooks there are is not known");
        Vec::new()
    });
    if hooks.is_empty() || outlet::is_inside() {
        return;
    }
    for hook in hooks {
        let wanted = match hook.on {
            Happening::Rotated => is_new,
            Happening::Ending | Happening::NeedsPerson => is_news(context, name, &hook).await,
        };
        if wanted {
            let begun = Instant::now();
            let result = outlet::run(&hook, name, context.patience.hook).await;
            note(context, name, &hook, begun, &result).await;
        }
    }
}

/// Whether the row of a profile tells what nobody was told yet.
async fn is_news(context: &Context, name: &ProfileName, hook: &Hook) -> bool {
    let (name, hook, now) = (name.clone(), hook.clone(), context.now());
    let news = context
        .with_ledger(move |ledger| {
            let about = ledger.profile(&name)?.and_then(|row| hook.about(&row, now));
            match about {
                Some(about) => ledger.is_first_to_see(&name, hook.on, about),
                None => Ok(false),
            }
        })
        .await;
    news.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "whether a hook is to be run is not known");
        false
    })
}

async fn note(
    context: &Context,
    name: &ProfileName,
    hook: &Hook,
    begun: Instant,
    result: &Result<(), CommandError>,
) {
    let (outcome, why) = match result {
        Ok(()) => (Outcome::Ran, String::new()),
        Err(error) => (Outcome::Failed, format!(": {error}")),
    };
    let program = hook.command.first().map_or("", String::as_str);
    context
        .note(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: Some(format!("{} {program}{why}", hook.on.id())),
            ..Event::new(context.now(), Some(name.clone()), Action::Hook, outcome)
        })
        .await;
}
