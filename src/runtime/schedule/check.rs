//! Whether the store opens where the refresh will run: this program looks at itself from in there.

use std::env;
#[cfg(not(unix))]
use std::fs::hard_link as link;
use std::io;
#[cfg(unix)]
use std::os::unix::fs::symlink as link;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::process::Command;

use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Scheduler, Task, cron};
use crate::runtime::doctor::cron::{SelfReport, answer, bare};

/// How a person's own manager reaches the keychain.
const SESSION: [&str; 2] = ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"];

/// What came of starting what is installed, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// An entry was written, read back and deleted, in the same store and folder as here.
    Works,
    OnlyHere,
    Nowhere,
    NotStarted {
        reason: String,
    },
}

/// Looks from in there. `question` is the command line that answers with a [`SelfReport`].
pub async fn check(
    scheduler: Scheduler,
    task: &Task,
    store: StoreKind,
    question: &[&str],
) -> Tried {
    let wanted = SelfReport { store, works: true, folder: Some(PathBuf::from(&task.folder)) };
    let asked = async {
        // The folder stays until the command has ended.
        let (command, _credentials) =
            command(scheduler, task, question).map_err(|error| error.to_string())?;
        answer(command).await
    };
    match asked.await {
        Ok(seen) if seen == wanted => Tried::Works,
        Ok(_) if SelfReport::of_this_process(store).works => Tried::OnlyHere,
        Ok(_) => Tried::Nowhere,
        Err(reason) => Tried::NotStarted { reason },
    }
}

/// The command in its environment, and the folder in which its key is passed on.
fn command(
    scheduler: Scheduler,
    task: &Task,
    question: &[&str],
) -> io::Result<(Command, Option<TempDir>)> {
    let mut command = match scheduler {
        Scheduler::Cron => {
            let mut shell = bare("/bin/sh");
            shell.arg("-c").arg(cron::command(task, question));
            return Ok((shell, None));
        }
        // It starts its tasks with everything that a person finds.
        Scheduler::Windows => Command::new(&task.program),
        Scheduler::SystemdUser | Scheduler::SystemdSystem | Scheduler::Launchd => {
            bare(&task.program)
        }
    };
    command.args(question);
    let is_managed = matches!(scheduler, Scheduler::SystemdUser | Scheduler::SystemdSystem);
    if scheduler == Scheduler::SystemdUser {
        command.envs(SESSION.iter().filter_map(|name| Some((name, env::var_os(name)?))));
    }
    let Some(key) = task.key_file.as_ref().filter(|_| is_managed) else {
        command.envs(task.environment());
        return Ok((command, None));
    };
    command.envs(task.without_key());
    let folder = tempfile::tempdir()?;
    link(Path::new(key), folder.path().join("amokey.key"))?;
    command.env("CREDENTIALS_DIRECTORY", folder.path());
    Ok((command, Some(folder)))
}
