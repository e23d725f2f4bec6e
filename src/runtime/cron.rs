//! What cron would see: this program looks at itself in a process with cron's environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use super::home::Home;
use super::open;
use crate::domain::profile::StoreKind;
use crate::service::doctor::cron::{Seen, View, judge};

/// How long the other process may take. It may be asked twice.
const PATIENCE: Duration = Duration::from_secs(5);

/// What cron passes on, besides `PATH` and `SHELL`, which it sets itself.
const PASSED: [&str; 3] = ["HOME", "LOGNAME", "USER"];

/// What a crontab can be told beyond that: how to find the keychain, and what is ours.
const TOLD: [&str; 6] = [
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_DATA_HOME",
    "AMOKEY_HOME",
    "AMOKEY_STORE",
    "AMOKEY_KEY_FILE",
];

/// What this process sees, whatever its environment is.
pub fn view(store: StoreKind) -> View {
    let works = open::store(store, |_| {}).is_ok_and(|store| store.check().is_ok());
    View {
        store,
        works,
        folder: Home::place().ok(),
    }
}

/// Starts this program with cron's environment, and once more with what it lacked, when something was missing.
/// `question` is the command line that answers with a [`View`].
pub async fn look(store: StoreKind, question: &[&str]) -> Seen {
    if store == StoreKind::Memory {
        return Seen::Memory;
    }
    let wanted = View {
        store,
        works: true,
        folder: Home::place().ok(),
    };
    let told: Vec<(&str, OsString)> = TOLD
        .into_iter()
        .filter_map(|name| Some((name, env::var_os(name).filter(|value| !value.is_empty())?)))
        .collect();
    let asked = async {
        let bare = ask(question, &[]).await?;
        let with_them = if bare == wanted {
            bare.clone()
        } else {
            ask(question, &told).await?
        };
        Ok((bare, with_them))
    };
    let lines = told
        .iter()
        .map(|(name, value)| format!("{name}={}", value.to_string_lossy()));
    match asked.await {
        Ok((bare, with_them)) => judge(&wanted, &bare, &with_them, lines.collect()),
        Err(reason) => Seen::NotStarted { reason },
    }
}

async fn ask(question: &[&str], told: &[(&str, OsString)]) -> Result<View, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut command = bare(program);
    command
        .args(question)
        .envs(told.iter().map(|(name, value)| (*name, value)));
    answer(command).await
}

/// A program with cron's environment, and nothing else.
pub fn bare(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs(
            PASSED
                .iter()
                .filter_map(|name| Some((*name, env::var_os(name)?))),
        )
        .envs([("PATH", "/usr/bin:/bin"), ("SHELL", "/bin/sh")]);
    // Cron starts its commands at home.
    if let Some(home) = env::var_os("HOME") {
        command.current_dir(home);
    }
    command
}

/// What the program says that it sees.
pub async fn answer(mut command: Command) -> Result<View, String> {
    command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let output = timeout(PATIENCE, command.output())
        .await
        .map_err(|_| format!("no end after {} s", PATIENCE.as_secs()))?
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|_| format!("{}", output.status))
}
