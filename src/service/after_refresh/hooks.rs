//! Runs what was set to run. A hook is in nobody's way: it has a time limit, a slow one is left to a process of its own,
//! and what fails is in the history.

use std::time::{Duration, Instant};

use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::trouble::Trouble;
use crate::export;
use crate::ledger::{HookRun, Ledger};
use crate::service::context::Context;

pub async fn all(context: &Context) -> Result<Vec<Hook>, Trouble> {
    context.with_ledger(Ledger::hooks).await
}

/// Runs the hooks of a profile: that there are new tokens, and whatever else its row tells that no run has told well.
pub(crate) async fn run(context: &Context, name: &ProfileName, is_new: bool) {
    let hooks = all(context).await.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "which hooks there are is not known");
        Vec::new()
    });
    if hooks.is_empty() || export::is_inside() {
        return;
    }
    for hook in hooks {
        let begun = begin(context, name, &hook, is_new).await.unwrap_or_else(|trouble| {
            tracing::warn!(%trouble, "whether a hook is to be run is not known");
            None
        });
        if let Some(run) = begun
            && !is_handed_on(context, &run).await
        {
            run_to_end(context, run).await;
        }
    }
}

/// What a hook is to be run for, if for anything. Of all processes that see the same one runs it.
async fn begin(
    context: &Context,
    name: &ProfileName,
    hook: &Hook,
    is_new: bool,
) -> Result<Option<HookRun>, Trouble> {
    let (now, limit) = (context.now(), context.timeouts.hook * 2);
    let run = HookRun { profile: name.clone(), on: hook.on, about: now, begun_at: now };
    if hook.on == Happening::Rotated {
        return Ok(is_new.then_some(run));
    }
    let hook = hook.clone();
    context
        .with_ledger(move |ledger| {
            let row = ledger.profile(&run.profile)?;
            let Some(about) = row.and_then(|row| hook.about(&row, now)) else {
                return Ok(None);
            };
            let run = HookRun { about, ..run };
            Ok(ledger.begin_hook(&run, limit)?.then_some(run))
        })
        .await
}

/// How long whoever began a hook waits for its end. Most have ended by then.
const WAIT: Duration = Duration::from_secs(3);

/// Leaves a hook to a process of its own, where there may be one: then a slow one holds nobody.
async fn is_handed_on(context: &Context, run: &HookRun) -> bool {
    let Some(host) = &context.hook_host else {
        return false;
    };
    let Ok(text) = serde_json::to_vec(run) else {
        return false;
    };
    match export::hand_on(&host.program, &host.home, &text, WAIT).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a hook holds its refresh");
            false
        }
    }
}

/// Runs the command of a hook to its end, and notes how that was.
pub async fn run_to_end(context: &Context, run: HookRun) {
    let hooks = all(context).await.unwrap_or_default();
    let Some(hook) = hooks.into_iter().find(|hook| hook.on == run.on) else {
        return;
    };
    let begun = Instant::now();
    let result = export::run(&hook, &run.profile, context.timeouts.hook).await;
    let (outcome, why) = match &result {
        Ok(()) => (Outcome::Ran, String::new()),
        Err(error) => (Outcome::Failed, format!(": {error}")),
    };
    let program = hook.command.first().map_or("", String::as_str);
    context
        .log_event(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: Some(format!("{} {program}{why}", hook.on.into_str())),
            ..Event::new(context.now(), Some(run.profile.clone()), Action::Hook, outcome)
        })
        .await;
    let ended = context.with_ledger(move |ledger| ledger.end_hook(&run, result.is_ok())).await;
    if let Err(trouble) = ended {
        tracing::warn!(%trouble, "how a hook ended is not known to the next run");
    }
}
