//! Standard output and standard error. A closed pipe is not an error.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

use serde::Serialize;

use super::{Exit, Failure};
use crate::domain::trouble::{Cause, Trouble};
use crate::domain::visible::honest;

/// Writes text to standard output. Whoever reads it on a terminal is not deceived; programs get what is there.
pub fn out(text: &str) -> Result<Exit, Failure> {
    let text = if io::stdout().is_terminal() { honest(text) } else { text.into() };
    match part(text.as_bytes()) {
        Ok(()) | Err(Failure::Told(Exit::Done)) => Ok(Exit::Done),
        Err(failure) => Err(failure),
    }
}

pub fn line(text: &str) -> Result<Exit, Failure> {
    out(&format!("{text}\n"))
}

pub fn json(value: &impl Serialize) -> Result<Exit, Failure> {
    let text = serde_json::to_string(value);
    line(&text.map_err(|error| Trouble::noted(Cause::Internal, error))?)
}

/// Writes a part of what becomes an answer. The failure of a pipe that was closed is [`Exit::Done`]: whoever reads
/// has enough of it.
pub fn part(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| {
        let is_closed = error.kind() == ErrorKind::BrokenPipe;
        Failure::Told(if is_closed { Exit::Done } else { Exit::Failed })
    })
}

/// Writes to standard error. When that is gone too, there is nobody to tell.
pub fn err(text: &str) {
    let _ = io::stderr().lock().write_all(honest(text).as_bytes());
}

/// Writes a line to standard error: what follows from what was done.
pub fn note(text: &str) {
    err(&format!("{text}\n"));
}

/// The same with the program's name before it: what a person should know.
pub fn warn(text: &str) {
    note(&format!("amokey: {text}"));
}
