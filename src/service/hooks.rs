//! Runs what was set to run. A hook is in nobody's way: it has a time limit, and what fails is in the history.

use std::time::Instant;

use super::context::Context;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;
use crate::ledger::{HookRun, Ledger};
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

/// Runs the hooks of a profile: that there are new tokens, and whatever else its row tells that no run has told well.
pub(super) async fn run(context: &Context, name: &ProfileName, is_new: bool) {
    let hooks = all(context).await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "which hooks there are is not known");
        Vec::new()
    });
    if hooks.is_empty() || outlet::is_inside() {
        return;
    }
    for hook in hooks {
        match hook.on {
            Happening::Rotated if is_new => {
                command(context, name, &hook).await;
            }
            Happening::Rotated => {}
            Happening::Ending | Happening::NeedsPerson => tell_once(context, name, &hook)
                .await
                .unwrap_or_else(|trouble| {
                    tracing::warn!(%trouble, "whether a hook is to be run is not known");
                }),
        }
    }
}

/// Runs a hook where the row tells what no run of it has told well. Of all processes that see the same one runs it.
async fn tell_once(context: &Context, name: &ProfileName, hook: &Hook) -> Result<(), Trouble> {
    let (now, limit) = (context.now(), context.patience.hook * 2);
    let (asked, wanted) = (name.clone(), hook.clone());
    let run = context
        .with_ledger(move |ledger| {
            let row = ledger.profile(&asked)?;
            let Some(about) = row.and_then(|row| wanted.about(&row, now)) else {
                return Ok(None);
            };
            let run = HookRun {
                profile: asked,
                on: wanted.on,
                about,
                begun_at: now,
            };
            Ok(ledger.begin_hook(&run, limit)?.then_some(run))
        })
        .await?;
    if let Some(run) = run {
        let ended_well = command(context, name, hook).await;
        context
            .with_ledger(move |ledger| ledger.end_hook(&run, ended_well))
            .await?;
    }
    Ok(())
}

/// Runs a command to its end, and notes how that was.
async fn command(context: &Context, name: &ProfileName, hook: &Hook) -> bool {
    let begun = Instant::now();
    let result = outlet::run(hook, name, context.patience.hook).await;
    note(context, name, hook, begun, &result).await;
    result.is_ok()
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
