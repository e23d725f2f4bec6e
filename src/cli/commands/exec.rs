//! `amokey exec`: a command with an access token in its environment, and nothing of ours around it.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process;

use super::{chosen, token, with_tokens};
use crate::cli::args::Exec;
use crate::cli::exit::Code;
use crate::cli::output;
use crate::cli::progress::Progress;
use crate::domain::secret;
use crate::i18n::{Arg, Catalog};
use crate::runtime::child;
use crate::service::exec::{Given, given};

/// Sees to a token that lasts for a while, then becomes the command.
pub fn run(args: &Exec, words: &Catalog) -> Code {
    let [program, rest @ ..] = args.command.as_slice() else {
        return Code::Usage;
    };
    let mut command = process::Command::new(program);
    command.args(rest);
    let mut is_ready = false;
    let code = with_tokens(words, async |context| {
        let name = match chosen(&context, args.profile.as_deref(), words).await {
            Ok(name) => name,
            Err(code) => return code,
        };
        let watcher = Progress::alone(words, &name);
        match given(&context, &name, &watcher).await {
            Ok(given) => {
                equip(&mut command, &given);
                is_ready = true;
                Code::Done
            }
            Err(error) => token::failed(&context, &name, error, words).await,
        }
    });
    // Only now the ledger, the store and the signals are let go of.
    if !is_ready || code != Code::Done {
        return code;
    }
    let error = child::become_it(command);
    not_run(program, &error, words)
}

/// What the environment had under these names is another account's, or nobody's affair but ours.
fn equip(command: &mut process::Command, given: &Given) {
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

/// The codes are those of a shell.
fn not_run(program: &OsString, error: &std::io::Error, words: &Catalog) -> Code {
    let named = ("command", Arg::from(program.to_string_lossy().into_owned()));
    let (code, text) = if error.kind() == ErrorKind::NotFound {
        let text = words.say("cli-exec-not-found", &[named]);
        (Code::NoSuchCommand, text)
    } else {
        let reason = ("reason", Arg::from(error.to_string()));
        let text = words.say("cli-exec-failed", &[named, reason]);
        (Code::CannotRun, text)
    };
    output::err(&format!("amokey: {text}\n"));
    code
}
