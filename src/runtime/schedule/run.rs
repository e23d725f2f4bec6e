//! Runs the programs that own a schedule.

use std::io::{self, ErrorKind};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

use super::Fault;
use crate::domain::secret;
use crate::domain::shell::quoted;
use crate::runtime::block_on;

/// How long one may take: a manager that hangs, or a directory service behind `crontab`, answers nobody.
const LIMIT: Duration = Duration::from_secs(10);

/// A command line: the program, and its words.
pub type Words = Vec<String>;

/// A command line as a shell takes it.
pub fn line(words: &[String]) -> String {
    let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}

/// Runs a command to its end, with this on its standard input.
pub fn output(words: &[String], input: &[u8]) -> Result<Output, Fault> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(fault(words, String::new()));
    };
    let failed = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => Fault::Missing(program.clone()),
        _ => fault(words, error.to_string()),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        // What it says is looked at, by us and by those who search for it.
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for name in secret::VARIABLES {
        command.env_remove(name);
    }
    let talk = async {
        let mut child = command.spawn().map_err(failed)?;
        let stdin = child.stdin.take();
        let write = async {
            if let Some(mut stdin) = stdin {
                // Whoever does not read it says why by its end.
                let _ = stdin.write_all(input).await;
            }
        };
        let (output, ()) = tokio::join!(child.wait_with_output(), write);
        output.map_err(failed)
    };
    block_on(async {
        let late = |_| fault(words, format!("no end after {} s", LIMIT.as_secs()));
        timeout(LIMIT, talk).await.map_err(late)?
    })?
}

/// Runs a command that has to succeed.
pub fn succeed(words: &[String], input: &[u8]) -> Result<Vec<u8>, Fault> {
    let output = output(words, input)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(fault(words, said(&output)))
    }
}

/// What a command said before it failed.
pub fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    match text.trim() {
        "" => output.status.to_string(),
        text => text.to_owned(),
    }
}

/// The failure of a command.
pub fn fault(words: &[String], reason: String) -> Fault {
    let command = line(words);
    Fault::Command { command, reason }
}
