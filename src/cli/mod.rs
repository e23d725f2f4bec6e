//! Commands, output and exit codes. A script calls the same services as the screen does.

mod args;
mod authorizing;
mod commands;
mod duration;
mod environment;
mod exit;
mod failure;
mod output;
mod plain;
mod pretty;
mod progress;
mod prompt;
mod secrets;
mod table;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::runtime::{self, panic};

pub use exit::Code;

/// Runs the program as the command line asks.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    runtime::prepare();
    let words = Catalog::new(environment::lang());
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let code = panic::contained(|| dispatch(&arguments, &words))
        .unwrap_or_else(|| failure::tell(&words, &Trouble::new(Cause::Internal), None));
    code.into()
}

fn dispatch(arguments: &[OsString], words: &Catalog) -> Code {
    let command = match args::parse(arguments, words) {
        Ok(command) => command,
        Err(answer) => return answer.give(words),
    };
    commands::run(command, words)
}
