//! Hands this process, or a child of it, to a command of the person's own.

use std::io;
use std::process::Command;

/// Runs the command in place of this program, whose end it is: comes back only where the command cannot be started.
///
/// The process stays the same, so every signal reaches the command and its end is ours. What this program listened
/// to is the system's again, and what it had open is closed: nothing of it is inherited.
#[cfg(unix)]
pub fn become_it(mut command: Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    super::signals::release();
    command.exec()
}

/// Runs the command, waits for it, and ends as it did: comes back only where the command cannot be started.
///
/// Ctrl+C goes to everything on the console, so the command decides what becomes of it; whoever waits stays.
#[cfg(not(unix))]
pub fn become_it(mut command: Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
