//! A command of the person's own: it is told the profile and what happened, and nothing secret.

use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use thiserror::Error;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::domain::hook::Hook;
use crate::domain::profile::ProfileName;
use crate::domain::secret;

const PROFILE: &str = "AMOKEY_PROFILE";
const EVENT: &str = "AMOKEY_EVENT";

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CommandError {
    #[error("it could not be started: {0}")]
    NotStarted(String),
    /// It ran for too long and was ended.
    #[error("it was ended because it took too long")]
    TimedOut,
    #[error("it ended with {0}")]
    Failed(String),
}

/// Whether we were started by a hook: what such a command does, runs no hooks again.
pub fn is_inside() -> bool {
    std::env::var_os(EVENT).is_some()
}

/// Runs the command of a hook. It reads nothing, and what it says is nobody's to read: it may log by itself.
pub async fn run(hook: &Hook, profile: &ProfileName, within: Duration) -> Result<(), CommandError> {
    let [program, arguments @ ..] = hook.command.as_slice() else {
        return Err(CommandError::NotStarted("there is no command".to_owned()));
    };
    // What it leads to depends on the folder in which a refresh happens to be started.
    if Path::new(program).is_relative() && Path::new(program).components().count() > 1 {
        let reason = "its path is relative: set it once more".to_owned();
        return Err(CommandError::NotStarted(reason));
    }
    let mut command = quiet(Path::new(program));
    command
        .args(arguments)
        .env(PROFILE, profile.as_str())
        .env(EVENT, hook.on.into_str())
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| CommandError::NotStarted(error.to_string()))?;
    match timeout(within, child.wait()).await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(CommandError::Failed(status.to_string())),
        Ok(Err(error)) => Err(CommandError::Failed(error.to_string())),
        Err(_) => {
            end_group(&child);
            // Where it has just ended by itself, there is nothing left to end.
            let _ = child.kill().await;
            Err(CommandError::TimedOut)
        }
    }
}

/// A command that prints nothing, inherits no secret, and is a group of its own: Ctrl+C is meant for us, and whatever it
/// starts ends with it.
fn quiet(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for name in secret::VARIABLES {
        command.env_remove(name);
    }
    #[cfg(unix)]
    command.process_group(0);
    command
}

/// The command line of this program that sees to a hook, which it is told on standard input.
const SEE_TO_IT: [&str; 2] = ["hooks", "run"];

/// Leaves a hook to a process of this program, and waits for its end no longer than that.
pub async fn hand_on(program: &Path, home: &Path, run: &[u8], wait: Duration) -> io::Result<()> {
    let mut command = quiet(program);
    command.args(SEE_TO_IT).env("AMOKEY_HOME", home).stdin(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(run).await?;
    }
    // What takes longer goes on without us.
    let _ = timeout(wait, child.wait()).await;
    Ok(())
}

/// Ends the command with all that it has started and that is still of its group.
#[cfg(unix)]
fn end_group(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let id = child.id().and_then(|id| i32::try_from(id).ok());
    if let Some(group) = id.and_then(Pid::from_raw)
        && let Err(error) = kill_process_group(group, Signal::KILL)
    {
        tracing::info!(%error, "what a hook has started goes on");
    }
}

#[cfg(not(unix))]
fn end_group(_: &Child) {}
