//! `amokey forget`: deletes a profile and its secrets, after a question.

use std::io::{self, IsTerminal as _};

use crate::cli::args::profiles::ForgetArgs;
use crate::cli::{Exit, Failure, Needs, context, output, profile, prompt};
use crate::i18n::Catalog;
use crate::service::profiles::forget::forget;

pub fn run(args: &ForgetArgs, words: &Catalog) -> Result<Exit, Failure> {
    let name = profile::name(args.profile.name())?;
    context::run(Needs::Ledger, words, async |context| {
        // A setup that was never finished is on no list.
        let is_begun = matches!(context.load(&name).await, Ok(Some(_)));
        if !is_begun {
            profile::existing(&context, &name).await?;
        }
        let named = [("name", name.as_str().into())];
        if !args.yes {
            if !io::stdin().is_terminal() {
                return Err(Failure::usage("cli-forget-needs-yes").with("name", &name));
            }
            if !prompt::agreed(words, &words.say("cli-forget-question", &named)).await {
                return Ok(Exit::Interrupted);
            }
        }
        forget(&context, &name).await.map_err(Failure::of(&name))?;
        output::line(&words.say("cli-forgotten", &named))
    })
}
