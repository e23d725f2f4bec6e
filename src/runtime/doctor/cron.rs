//! What cron would see: this program looks at itself in a process with cron's environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::process::Command;
use tokio::time::timeout;

use crate::domain::profile::StoreKind;
use crate::runtime::home::Home;
use crate::runtime::open;
use crate::service::doctor::check::{Check, Fact};

const TIMEOUT: Duration = Duration::from_secs(5);

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

/// What this program says of itself in another environment: the answer of `amokey doctor --as-cron`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfReport {
    pub store: StoreKind,
    /// Whether an entry was written, read back and deleted.
    pub works: bool,
    pub folder: Option<PathBuf>,
}

impl SelfReport {
    /// What this process sees, whatever its environment is.
    pub fn of_this_process(store: StoreKind) -> Self {
        let works = Home::open().is_ok_and(|Home { folder, id, .. }| {
            open::store(store, &folder, &id, None, Arc::new(|_| {})).check().is_ok()
        });
        Self { store, works, folder: Home::place().ok() }
    }
}

/// Starts this program with cron's environment, and once more with what it lacked, when something was missing.
/// `question` is the command line that answers with a [`SelfReport`].
pub async fn check(store: StoreKind, question: &[&str]) -> Check {
    if store == StoreKind::Memory {
        return Check::not_applicable("cron", "doctor-cron-memory");
    }
    let wanted = SelfReport { store, works: true, folder: Home::place().ok() };
    let told: Vec<(&str, OsString)> = TOLD
        .into_iter()
        .filter_map(|name| Some((name, env::var_os(name).filter(|value| !value.is_empty())?)))
        .collect();
    let reports = async {
        let bare = ask(question, &[]).await?;
        let with_them = if bare == wanted { bare.clone() } else { ask(question, &told).await? };
        Ok::<_, String>((bare, with_them))
    };
    let lines: Vec<_> =
        told.iter().map(|(name, value)| format!("{name}={}", value.to_string_lossy())).collect();
    match reports.await {
        Ok((bare, with_them)) => judge(&wanted, &bare, &with_them, &lines.join("\n")),
        Err(reason) => Check::failed("cron", "doctor-cron-not-started")
            .text("reason", reason)
            .run(r#"env -i HOME="$HOME" "$(command -v amokey)" doctor --as-cron"#),
    }
}

/// Compares what is wanted with what cron sees, and with what it sees once its table begins with these lines. Not
/// everybody refreshes by cron, so what only has to be told to it is no failure.
fn judge(wanted: &SelfReport, bare: &SelfReport, told: &SelfReport, lines: &str) -> Check {
    match &wanted.folder {
        Some(folder) if bare == wanted => Check::ok("cron", "doctor-cron-same")
            .fact("store", Fact::Store(wanted.store))
            .text("folder", folder.display()),
        Some(_) if told == wanted => {
            let id =
                if bare.works { "doctor-cron-needs-folder" } else { "doctor-cron-needs-store" };
            Check::attention("cron", id).text("lines", lines).fix("doctor-cron-mend")
        }
        Some(_) | None => Check::failed("cron", "doctor-cron-never").fix("doctor-cron-store-first"),
    }
}

async fn ask(question: &[&str], told: &[(&str, OsString)]) -> Result<SelfReport, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut command = bare(program);
    command.args(question).envs(told.iter().map(|(name, value)| (*name, value)));
    answer(command).await
}

/// A program with cron's environment, and nothing else.
pub fn bare(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs(PASSED.iter().filter_map(|name| Some((*name, env::var_os(name)?))))
        .envs([("PATH", "/usr/bin:/bin"), ("SHELL", "/bin/sh")]);
    // Cron starts its commands at home.
    if let Some(home) = env::var_os("HOME") {
        command.current_dir(home);
    }
    command
}

pub async fn answer(mut command: Command) -> Result<SelfReport, String> {
    command.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let output = timeout(TIMEOUT, command.output())
        .await
        .map_err(|_| format!("no end after {} s", TIMEOUT.as_secs()))?
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|_| format!("{}", output.status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::doctor::check::CheckStatus;

    fn report(works: bool, folder: &str) -> SelfReport {
        SelfReport { store: StoreKind::Keychain, works, folder: Some(folder.into()) }
    }

    #[test]
    fn what_cron_lacks_is_what_mends_it() {
        let (wanted, lines) = (report(true, "/here"), "AMOKEY_HOME=/here");
        let judged = |bare: &SelfReport, told: &SelfReport| judge(&wanted, bare, told, lines);
        let (elsewhere, locked) = (report(true, "/elsewhere"), report(false, "/here"));
        let same = Check::ok("cron", "doctor-cron-same")
            .fact("store", Fact::Store(StoreKind::Keychain))
            .text("folder", "/here");
        assert_eq!(judged(&wanted, &wanted), same);
        for (bare, id) in
            [(&elsewhere, "doctor-cron-needs-folder"), (&locked, "doctor-cron-needs-store")]
        {
            let needs = Check::attention("cron", id).text("lines", lines).fix("doctor-cron-mend");
            assert_eq!(judged(bare, &wanted), needs);
            let never = Check::failed("cron", "doctor-cron-never").fix("doctor-cron-store-first");
            assert_eq!(judged(bare, &locked), never);
        }
        let other = SelfReport { store: StoreKind::File, ..wanted.clone() };
        assert_ne!(judged(&other, &wanted).status, CheckStatus::Ok);
    }
}
