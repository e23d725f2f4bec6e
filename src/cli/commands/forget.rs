//! `amokey forget`: deletes a profile and its secrets, after a question.

use std::io::{self, BufRead as _, IsTerminal as _};

use super::{existing, name, with_context};
use crate::cli::args::Forget;
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::i18n::{Arg, Catalog};
use crate::service::forget::forget;

/// Asks, unless `--yes` was given, and deletes.
pub fn run(args: &Forget, words: &Catalog) -> Code {
    let name = match name(&args.profile, words) {
        Ok(name) => name,
        Err(code) => return code,
    };
    with_context(words, async |context| {
        // A setup that was never finished is on no list.
        let is_begun = matches!(context.load(&name).await, Ok(Some(_)));
        if !is_begun && let Err(code) = existing(&context, &name, words).await {
            return code;
        }
        let named = [("name", Arg::from(name.as_str()))];
        if !args.yes {
            if !io::stdin().is_terminal() {
                return failure::usage(words, "cli-forget-needs-yes", &named);
            }
            output::err(&format!("{} ", words.say("cli-forget-question", &named)));
            let yes = words.text("key-yes").to_lowercase();
            // Beside the loop, which listens to Ctrl+C meanwhile.
            let said = tokio::task::spawn_blocking(move || said_yes(&yes)).await;
            if !said.unwrap_or(false) {
                return Code::Interrupted;
            }
        }
        match forget(&context, &name).await {
            Ok(()) => output::out(&format!("{}\n", words.say("cli-forgotten", &named))),
            Err(trouble) => failure::tell(words, &trouble, Some(&name)),
        }
    })
}

/// Yes in the person's language, or in English.
fn said_yes(yes: &str) -> bool {
    let mut answer = String::new();
    if io::stdin().lock().read_line(&mut answer).is_err() {
        return false;
    }
    let answer = answer.trim().to_lowercase();
    !answer.is_empty() && (yes.starts_with(&answer) || "yes".starts_with(&answer))
}
