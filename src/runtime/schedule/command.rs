//! Runs the programs that own a schedule.

use std::io::ErrorKind;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

use super::ScheduleError;
use crate::domain::secret;
use crate::domain::shell::quoted;
use crate::runtime::block_on;

/// How long one may take: a manager that hangs, or a directory service behind `crontab`, answers nobody.
const LIMIT: Duration = Duration::from_secs(10);

pub fn line(words: &[String]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// Runs a command that has to succeed, with this on its standard input. What it printed.
pub fn run(words: &[String], input: &[u8]) -> Result<Vec<u8>, ScheduleError> {
    let failed = |reason: String| ScheduleError::Command { command: line(words), reason };
    let (program, arguments) = words.split_first().ok_or_else(|| failed(String::new()))?;
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
        let mut child = command.spawn()?;
        let stdin = child.stdin.take();
        let write = async {
            if let Some(mut stdin) = stdin {
                // Whoever does not read it says why by its end.
                let _ = stdin.write_all(input).await;
            }
        };
        tokio::join!(child.wait_with_output(), write).0
    };
    let output = block_on(async { timeout(LIMIT, talk).await })?
        .map_err(|_| failed(format!("no end after {} s", LIMIT.as_secs())))?
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => ScheduleError::Missing(program.clone()),
            _ => failed(error.to_string()),
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(failed(match said.trim() {
        "" => output.status.to_string(),
        said => said.to_owned(),
    }))
}
