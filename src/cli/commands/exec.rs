//! `amokey exec`: a command with an access token in its environment, and nothing of ours around it.

use std::io::ErrorKind;
use std::process;

use super::token;
use crate::cli::args::access::ExecArgs;
use crate::cli::{Exit, Failure, Needs, Progress, chosen, context};
use crate::domain::secret;
use crate::i18n::Catalog;
use crate::runtime::child;
use crate::service::access::exec::{ExecEnv, given};

/// Sees to a token that lasts for a while, then becomes the command.
pub fn run(args: &ExecArgs, words: &Catalog) -> Result<Exit, Failure> {
    let [program, rest @ ..] = args.command.as_slice() else {
        return Ok(Exit::Usage);
    };
    let mut command = process::Command::new(program);
    command.args(rest);
    let mut is_ready = false;
    let ended = context::run(Needs::Token, words, async |context| {
        let name = chosen(&context, args.profile.name()).await?;
        match given(&context, &name, &Progress::alone(words, &name)).await {
            Ok(given) => equip(&mut command, &given),
            Err(error) => return Err(token::failed(&context, &name, error, words).await),
        }
        is_ready = true;
        Ok(Exit::Done)
    })?;
    // Only now the ledger, the store and the signals are let go of.
    if !is_ready || ended != Exit::Done {
        return Ok(ended);
    }
    let error = child::become_it(command);
    // The codes are those of a shell.
    let failure = if error.kind() == ErrorKind::NotFound {
        Failure::new(Exit::NoSuchCommand, "cli-exec-not-found")
    } else {
        Failure::new(Exit::CannotRun, "cli-exec-failed").with("reason", error)
    };
    Err(failure.with("command", program.to_string_lossy()))
}

/// What the environment had under these names is another account's, or nobody's affair but ours.
fn equip(command: &mut process::Command, given: &ExecEnv) {
    for name in secret::VARIABLES {
        command.env_remove(name);
    }
    command
        .env("AMOCRM_ACCESS_TOKEN", given.access_token.expose())
        .env("AMOCRM_BASE_URL", &given.base_url)
        .env("AMOCRM_SUBDOMAIN", &given.subdomain);
    match given.account_id {
        Some(id) => command.env("AMOCRM_ACCOUNT_ID", id.to_string()),
        None => command.env_remove("AMOCRM_ACCOUNT_ID"),
    };
}
