//! What is installed for this home, started as its scheduler starts it.

use std::fs;

use super::{ScheduleError, Tried, check, look, task, ways};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Scheduler, Task};
use crate::domain::settings::Setting;
use crate::service::doctor::check::{Check, Fact};

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

/// Whether a schedule of this home was told what a setting is when it was installed: there, that comes first.
pub fn was_told(setting: Setting, store: StoreKind, lang: Lang) -> bool {
    let told = match setting {
        Setting::KeyFile => vec!["AMOKEY_KEY_FILE=", "LoadCredential="],
        Setting::Store => vec!["AMOKEY_STORE="],
        Setting::Language => vec!["AMOKEY_LANG="],
        Setting::Profile | Setting::Port | Setting::Format | Setting::Mouse | Setting::Filter => {
            return false;
        }
    };
    let has_it = |text: &String| told.iter().any(|told| text.contains(told));
    ways().1.iter().any(|scheduler| {
        let pieces = task(*scheduler, store, lang).and_then(|(task, _)| look(*scheduler, &task));
        pieces.unwrap_or_default().iter().any(|piece| piece.found.as_ref().is_some_and(has_it))
    })
}

/// Tries all that is installed. `question` is the command line that answers with what is seen from in there.
pub async fn examine(store: StoreKind, lang: Lang, question: &[&str]) -> Vec<Check> {
    let mut checks = Vec::new();
    for scheduler in ways().1 {
        checks.extend(examine_one(*scheduler, store, lang, question).await);
    }
    if checks.is_empty() {
        checks.push(Check::not_applicable("schedule", "doctor-schedule-nothing"));
    }
    checks
}

/// What is installed has to work: nobody looks at it.
async fn examine_one(
    scheduler: Scheduler,
    store: StoreKind,
    lang: Lang,
    question: &[&str],
) -> Option<Check> {
    let name = format!("schedule:{}", scheduler.into_str());
    let found = tokio::task::spawn_blocking(move || installed(scheduler, store, lang)).await;
    let told = match found {
        Ok(Ok(Some(_))) if scheduler == Scheduler::Cron && cron_runs() == Some(false) => {
            Check::failed(name, "doctor-schedule-no-daemon").fix("doctor-schedule-start")
        }
        Ok(Ok(Some(task))) => started(name, check(scheduler, &task, store, question).await)
            .text("program", &task.program),
        // A machine need not have every scheduler; what else is in the way is what other checks are about.
        Ok(Ok(None) | Err(ScheduleError::Missing(_) | ScheduleError::Trouble(_))) => return None,
        Ok(Err(error)) => Check::attention(name, "schedule-unknown").text("reason", error),
        Err(error) => Check::attention(name, "schedule-unknown").text("reason", error),
    };
    Some(told.fact("with", Fact::Scheduler(scheduler)))
}

fn started(name: String, tried: Tried) -> Check {
    let install = "amokey schedule install";
    match tried {
        Tried::Works => Check::ok(name, "doctor-schedule-works"),
        Tried::OnlyHere => Check::failed(name, "doctor-schedule-only-here").run(install),
        Tried::Nowhere => {
            Check::failed(name, "doctor-schedule-nowhere").fix("doctor-cron-store-first")
        }
        Tried::NotStarted { reason } => {
            Check::failed(name, "doctor-schedule-not-started").text("reason", reason).run(install)
        }
    }
}

/// What a scheduler starts for this home, where anything is installed that can be tried from here.
fn installed(
    scheduler: Scheduler,
    store: StoreKind,
    lang: Lang,
) -> Result<Option<Task>, ScheduleError> {
    let (task, _) = task(scheduler, store, lang)?;
    let pieces = look(scheduler, &task)?;
    let Some((wanted, found)) =
        pieces.first().and_then(|it| Some((&it.wanted, it.found.as_ref()?)))
    else {
        return Ok(None);
    };
    let task = match scheduler.read(found) {
        Some(started) => task.installed_as(started),
        None if found == wanted => task,
        None => return Ok(None),
    };
    // The manager of the machine may read a key that we may not.
    let readable = task.key_file.as_ref().is_none_or(|key| fs::File::open(key).is_ok());
    Ok((scheduler != Scheduler::SystemdSystem || readable).then_some(task))
}
