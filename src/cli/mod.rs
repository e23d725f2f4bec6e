//! Commands, output and exit codes. A script calls the same services as the screen does.

mod args;
mod authorizing;
mod commands;
mod context;
mod duration;
mod environment;
mod exit;
mod failure;
mod help;
mod output;
mod plain;
mod pretty;
mod profile;
mod progress;
mod prompt;
mod secrets;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use self::context::Needs;
use self::exit::Exit;
use self::failure::Failure;
use self::profile::{chosen, existing};
use self::progress::Progress;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::runtime::{self, panic};

/// Runs the program as the command line asks, to its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    runtime::prepare();
    let words = Catalog::new(environment::lang());
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let ended = panic::contained(|| dispatch(&arguments, &words))
        .unwrap_or_else(|| Err(Trouble::new(Cause::Internal).into()));
    ended.unwrap_or_else(|failure| failure.tell(&words)).into()
}

fn dispatch(arguments: &[OsString], words: &Catalog) -> Result<Exit, Failure> {
    match args::parse(arguments, words) {
        Ok(command) => commands::run(command, words),
        // Help or the version, as asked.
        Err(error) if !error.use_stderr() => output::out(&error.render().to_string()),
        Err(error) => Err(args::wrong(&error, words)),
    }
}
