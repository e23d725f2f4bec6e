//! `amokey hooks`: commands of the person's own, run when something happens.

use std::io::{self, Read as _};

use super::with_context;
use crate::cli::args::{Hooks, HooksCommand, SetHook};
use crate::cli::exit::Code;
use crate::cli::table::table;
use crate::cli::{failure, output};
use crate::domain::hook::{Happening, Hook};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::child;
use crate::service::hooks;

/// What is said of a hook is much shorter.
const LONGEST: u64 = 64 * 1024;

/// Shows, sets or removes a hook.
pub fn run(args: &Hooks, words: &Catalog) -> Code {
    match &args.what {
        HooksCommand::Show => show(words),
        HooksCommand::Set(args) => set(args, words),
        HooksCommand::Remove(args) => remove(args.on, words),
        HooksCommand::Run => see_to_it(words),
    }
}

fn show(words: &Catalog) -> Code {
    with_context(words, async |context| match hooks::all(&context).await {
        Ok(set) if set.is_empty() => output::out(&format!("{}\n", words.text("cli-hooks-none"))),
        Ok(set) => output::out(&listed(&set)),
        Err(trouble) => failure::tell(words, &trouble, None),
    })
}

fn listed(hooks: &[Hook]) -> String {
    let rows: Vec<[String; 3]> = hooks
        .iter()
        .map(|hook| {
            let days = hook.days.map(|days| format!("--days {days}"));
            [
                hook.on.id().to_owned(),
                days.unwrap_or_default(),
                hook.command.join(" "),
            ]
        })
        .collect();
    table(&rows)
}

fn set(args: &SetHook, words: &Catalog) -> Code {
    let days = match (args.on, args.days) {
        (Happening::Ending, days) => Some(days.unwrap_or(Hook::DAYS)),
        (Happening::Rotated | Happening::NeedsPerson, None) => None,
        (Happening::Rotated | Happening::NeedsPerson, Some(_)) => {
            return failure::usage(words, "cli-hooks-days", &[]);
        }
    };
    // A refresh is started in any folder, and by cron with another PATH.
    let mut command = args.command.clone();
    let Some(program) = command.first_mut() else {
        return Code::Usage;
    };
    let found = child::find(program).and_then(|path| path.into_os_string().into_string().ok());
    let Some(path) = found else {
        let program = [("program", Arg::from(program.as_str()))];
        return failure::usage(words, "cli-hooks-no-program", &program);
    };
    *program = path;
    let hook = Hook {
        on: args.on,
        days,
        command,
    };
    with_context(words, async |context| {
        match hooks::set(&context, hook).await {
            Ok(()) => {
                let event = [("event", Arg::from(args.on.id()))];
                output::out(&format!("{}\n", words.say("cli-hooks-set", &event)))
            }
            Err(trouble) => failure::tell(words, &trouble, None),
        }
    })
}

fn remove(on: Happening, words: &Catalog) -> Code {
    with_context(words, async |context| {
        let event = [("event", Arg::from(on.id()))];
        match hooks::remove(&context, on).await {
            Ok(true) => output::out(&format!("{}\n", words.say("cli-hooks-removed", &event))),
            Ok(false) => failure::usage(words, "cli-hooks-no-such", &event),
            Err(trouble) => failure::tell(words, &trouble, None),
        }
    })
}

/// Runs the hook that is said on standard input, by another process of this program.
fn see_to_it(words: &Catalog) -> Code {
    match serde_json::from_reader(io::stdin().lock().take(LONGEST)) {
        Ok(run) => with_context(words, async |context| {
            hooks::run_to_end(&context, run).await;
            Code::Done
        }),
        Err(error) => failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
    }
}
