//! `amokey hooks`: commands of the person's own, run when something happens.

use std::io::{self, Read as _};

use crate::cli::args::unattended::{HooksArgs, HooksCommand, SetHookArgs};
use crate::cli::table::table;
use crate::cli::{Exit, Failure, Needs, context, output};
use crate::domain::hook::{Happening, Hook};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::runtime::child;
use crate::service::after_refresh::hooks;

/// What is said of a hook is much shorter.
const LONGEST: u64 = 64 * 1024;

pub fn run(args: &HooksArgs, words: &Catalog) -> Result<Exit, Failure> {
    match &args.command {
        HooksCommand::Show => show(words),
        HooksCommand::Set(args) => set(args, words),
        HooksCommand::Remove(args) => remove(args.on, words),
        HooksCommand::Run => see_to_it(words),
    }
}

fn show(words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Ledger, words, async |context| {
        let rows = hooks::all(&context).await?.into_iter().map(|hook| {
            let days = hook.days.map(|days| format!("--days {days}"));
            [hook.on.into_str().to_owned(), days.unwrap_or_default(), hook.command.join(" ")]
        });
        match rows.collect::<Vec<_>>().as_slice() {
            [] => output::line(&words.text("cli-hooks-none")),
            rows => output::out(&table(rows)),
        }
    })
}

fn set(args: &SetHookArgs, words: &Catalog) -> Result<Exit, Failure> {
    let days = match (args.on, args.days) {
        (Happening::Ending, days) => Some(days.unwrap_or(Hook::DAYS)),
        (Happening::Rotated | Happening::NeedsPerson, None) => None,
        (Happening::Rotated | Happening::NeedsPerson, Some(_)) => {
            return Err(Failure::usage("cli-hooks-days"));
        }
    };
    // A refresh is started in any folder, and by cron with another PATH.
    let mut command = args.command.clone();
    let Some(program) = command.first_mut() else {
        return Ok(Exit::Usage);
    };
    let found = child::find(program).and_then(|path| path.into_os_string().into_string().ok());
    *program =
        found.ok_or_else(|| Failure::usage("cli-hooks-no-program").with("program", &*program))?;
    let hook = Hook { on: args.on, days, command };
    context::run(Needs::Ledger, words, async |context| {
        context.with_ledger(move |ledger| ledger.put_hook(&hook)).await?;
        output::line(&words.say("cli-hooks-set", &[("event", args.on.into_str().into())]))
    })
}

fn remove(on: Happening, words: &Catalog) -> Result<Exit, Failure> {
    context::run(Needs::Ledger, words, async |context| {
        if !context.with_ledger(move |ledger| ledger.remove_hook(on)).await? {
            return Err(Failure::usage("cli-hooks-no-such").with("event", on.into_str()));
        }
        output::line(&words.say("cli-hooks-removed", &[("event", on.into_str().into())]))
    })
}

/// Runs the hook that is said on standard input, by another process of this program.
fn see_to_it(words: &Catalog) -> Result<Exit, Failure> {
    let run = serde_json::from_reader(io::stdin().lock().take(LONGEST));
    let run = run.map_err(|error| Trouble::noted(Cause::Internal, error))?;
    context::run(Needs::Ledger, words, async |context| {
        hooks::run_to_end(&context, run).await;
        Ok(Exit::Done)
    })
}
