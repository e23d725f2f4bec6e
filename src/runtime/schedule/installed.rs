//! What is installed for this home, started as its scheduler starts it.

use std::fs;

use super::{Fault, check, look, task, ways};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Task, With, cron, systemd};
use crate::service::doctor::schedule::Seen;

/// The programs that start what is in a crontab, as the kernel names their processes.
const DAEMONS: [&str; 3] = ["cron", "crond", "fcron"];

/// What makes timers of systemd out of crontabs, where no daemon is needed.
const GENERATOR: &str = "/usr/lib/systemd/system-generators/systemd-crontab-generator";

/// Whether a cron runs on this machine; `None` where that cannot be seen.
pub fn cron_runs() -> Option<bool> {
    let name = |process: &str| fs::read_to_string(format!("/proc/{process}/comm")).ok();
    // Where the processes of others are hidden, or there is no such folder, nothing can be said.
    name("1")?;
    if fs::exists(GENERATOR).unwrap_or(false) {
        return None;
    }
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let mut names = processes.filter_map(|entry| name(entry.file_name().to_str()?));
    Some(names.any(|name| DAEMONS.contains(&name.trim_end())))
}

/// Tries all that is installed. `question` is the command line that answers with what is seen from in there.
pub async fn examine(store: StoreKind, lang: Lang, question: &[&str]) -> Vec<Seen> {
    let mut seen = Vec::new();
    for with in ways().1.iter().copied() {
        let found = tokio::task::spawn_blocking(move || installed(with, store, lang)).await;
        match found {
            Ok(Ok(Some(_))) if with == With::Cron && cron_runs() == Some(false) => {
                seen.push(Seen::NoDaemon { with });
            }
            Ok(Ok(Some(task))) => {
                let tried = check(with, &task, store, question).await;
                let program = task.program().to_owned();
                seen.push(Seen::Installed {
                    with,
                    program,
                    tried,
                });
            }
            // A machine need not have every scheduler; what else is in the way is what other checks are about.
            Ok(Ok(None) | Err(Fault::Missing(_) | Fault::Trouble(_))) => {}
            Ok(Err(fault)) => {
                let reason = fault.to_string();
                seen.push(Seen::Unknown { with, reason });
            }
            Err(error) => {
                let reason = error.to_string();
                seen.push(Seen::Unknown { with, reason });
            }
        }
    }
    if seen.is_empty() {
        seen.push(Seen::Nothing);
    }
    seen
}

/// What a scheduler starts for this home, where anything is installed that can be tried from here.
fn installed(with: With, store: StoreKind, lang: Lang) -> Result<Option<Task>, Fault> {
    let task = task(with, store, lang)?.task;
    let pieces = look(with, &task)?;
    let Some(piece) = pieces.first() else {
        return Ok(None);
    };
    let Some(text) = &piece.found else {
        return Ok(None);
    };
    let started = match with {
        With::Cron => cron::read(text),
        With::SystemdUser | With::SystemdSystem => systemd::read(text),
        With::Launchd | With::Windows => None,
    };
    let is_same = *text == piece.wanted;
    let task = match started {
        Some(started) => Some(task.as_installed(started)),
        None if is_same => Some(task),
        None => None,
    };
    // The manager of the machine may read a key that we may not.
    let is_readable = |task: &Task| {
        let key = task.key_file();
        with != With::SystemdSystem || key.is_none_or(|key| fs::File::open(key).is_ok())
    };
    Ok(task.filter(is_readable))
}
