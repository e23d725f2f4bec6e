//! Whether the store opens where the refresh will run: this program looks at itself from in there.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::process::Command;

use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Task, With, cron};
use crate::runtime::cron::{answer, bare, view};
use crate::service::doctor::cron::View;
use crate::service::doctor::schedule::Tried;

/// How a person's own manager reaches the keychain.
const SESSION: [&str; 2] = ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"];

/// Looks from in there. `question` is the command line that answers with a [`View`].
pub async fn check(with: With, task: &Task, store: StoreKind, question: &[&str]) -> Tried {
    let wanted = View {
        store,
        works: true,
        folder: Some(PathBuf::from(task.folder())),
    };
    let asked = async {
        let (command, _credentials) =
            command(with, task, question).map_err(|error| error.to_string())?;
        answer(command).await
    };
    match asked.await {
        Ok(seen) if seen == wanted => Tried::Works,
        Ok(_) if view(store).works => Tried::OnlyHere,
        Ok(_) => Tried::Nowhere,
        Err(reason) => Tried::NotStarted { reason },
    }
}

/// The command in its environment, and what has to stay until it has ended.
fn command(with: With, task: &Task, question: &[&str]) -> io::Result<(Command, Option<TempDir>)> {
    match with {
        With::Cron => {
            let mut shell = bare("/bin/sh");
            shell.arg("-c").arg(cron::command(task, question));
            Ok((shell, None))
        }
        With::SystemdUser => {
            let mut command = bare(task.program());
            command.envs(session());
            managed(command, task, question)
        }
        With::SystemdSystem => managed(bare(task.program()), task, question),
        With::Launchd => Ok((told(bare(task.program()), task, question), None)),
        // It starts its tasks with everything that a person finds.
        With::Windows => Ok((told(Command::new(task.program()), task, question), None)),
    }
}

fn told(mut command: Command, task: &Task, question: &[&str]) -> Command {
    command.args(question).envs(task.environment());
    command
}

/// As systemd starts it: the key is passed on in a folder.
fn managed(
    mut command: Command,
    task: &Task,
    question: &[&str],
) -> io::Result<(Command, Option<TempDir>)> {
    command.args(question).envs(task.without_key());
    let Some(key) = task.key_file() else {
        return Ok((command, None));
    };
    let folder = tempfile::tempdir()?;
    link(Path::new(key), &folder.path().join("amokey.key"))?;
    command.env("CREDENTIALS_DIRECTORY", folder.path());
    Ok((command, Some(folder)))
}

fn session() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    SESSION
        .into_iter()
        .filter_map(|name| Some((name, env::var_os(name)?)))
}

#[cfg(unix)]
fn link(file: &Path, name: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, name)
}

#[cfg(not(unix))]
fn link(file: &Path, name: &Path) -> io::Result<()> {
    std::fs::hard_link(file, name)
}
