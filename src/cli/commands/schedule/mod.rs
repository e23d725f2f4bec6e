//! `amokey schedule`: the unattended refresh is shown, installed and tried, taken away.

mod words;

pub(super) use self::words::name;
use self::words::{command_lines, fault};
use super::{QUESTION, kept};
use crate::cli::args::{Schedule, ScheduleVerb, Scheduler, Ways};
use crate::cli::exit::Code;
use crate::cli::{environment, failure, output};
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Task, With, systemd};
use crate::i18n::{Arg, Catalog};
use crate::runtime;
use crate::runtime::schedule::{self, Fault, Found, Piece, Place};
use crate::service::doctor::schedule::Tried;

/// Shows, installs or removes.
pub fn run(args: &Schedule, words: &Catalog) -> Code {
    let (ScheduleVerb::Show(ways) | ScheduleVerb::Install(ways) | ScheduleVerb::Remove(ways)) =
        &args.verb;
    let asked = match asked(ways, words) {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    let (best, all) = schedule::ways();
    let with = asked.unwrap_or(best);
    if !all.contains(&with) {
        let with = [("with", Arg::from(name(with, words)))];
        return failure::usage(words, "schedule-not-here", &with);
    }
    let done = match &args.verb {
        ScheduleVerb::Show(_) => scheduled(words, |store| show(with, all, store, words)),
        ScheduleVerb::Install(_) => scheduled(words, |store| install(with, store, words)),
        ScheduleVerb::Remove(_) => remove(asked, all, words),
    };
    done.unwrap_or_else(|error| fault(&error, words))
}

/// Does it with the store in use, if a schedule can use it as well.
fn scheduled(
    words: &Catalog,
    work: impl FnOnce(StoreKind) -> Result<Code, Fault>,
) -> Result<Code, Fault> {
    match environment::store() {
        Ok(StoreKind::Memory) => Ok(failure::usage(words, "schedule-memory", &[])),
        Ok(store @ (StoreKind::Keychain | StoreKind::File)) => work(store),
        Err(name) => {
            let store = [("store", Arg::from(name))];
            Ok(failure::usage(words, "cli-unknown-store", &store))
        }
    }
}

/// What was asked for, if anything.
fn asked(ways: &Ways, words: &Catalog) -> Result<Option<With>, Code> {
    match (ways.with, ways.system) {
        (None, false) => Ok(None),
        (None | Some(Scheduler::Systemd), true) => Ok(Some(With::SystemdSystem)),
        (Some(Scheduler::Systemd), false) => Ok(Some(With::SystemdUser)),
        (Some(Scheduler::Cron), false) => Ok(Some(With::Cron)),
        (Some(Scheduler::Launchd), false) => Ok(Some(With::Launchd)),
        (Some(Scheduler::Windows), false) => Ok(Some(With::Windows)),
        (Some(Scheduler::Cron | Scheduler::Launchd | Scheduler::Windows), true) => {
            Err(failure::usage(words, "schedule-system-is-systemd", &[]))
        }
    }
}

fn show(with: With, all: &[With], store: StoreKind, words: &Catalog) -> Result<Code, Fault> {
    let Found { task, left_out } = schedule::task(with, store, words.lang())?;
    tell_left_out(left_out, words);
    let pieces = schedule::look(with, &task)?;
    let mut text = state(with, &pieces, words);
    for other in all.iter().filter(|other| **other != with) {
        text.push_str(&elsewhere(*other, &task, words));
    }
    for piece in &pieces {
        let place = [("place", Arg::from(place(&piece.place, words)))];
        let would = words.say("schedule-would", &place);
        text.extend(["\n", &would, "\n\n", &piece.wanted]);
    }
    Ok(output::out(&text))
}

fn state(with: With, pieces: &[Piece], words: &Catalog) -> String {
    let id = if pieces.iter().all(|piece| piece.found.is_none()) {
        "schedule-none"
    } else if pieces
        .iter()
        .all(|piece| piece.found.as_ref() == Some(&piece.wanted))
    {
        "schedule-same"
    } else {
        "schedule-other"
    };
    line(id, with, words)
}

/// What another way has, in one line: one schedule is enough.
fn elsewhere(with: With, task: &Task, words: &Catalog) -> String {
    match schedule::look(with, task) {
        Ok(pieces) if pieces.iter().all(|piece| piece.found.is_none()) => String::new(),
        Ok(_) => line("schedule-there", with, words),
        // Cron is not everywhere, and nobody has asked for it.
        Err(Fault::Missing(_)) => String::new(),
        Err(error) => {
            let args = [
                ("with", Arg::from(name(with, words))),
                ("reason", Arg::from(error.to_string())),
            ];
            words.say("schedule-unknown", &args) + "\n"
        }
    }
}

fn line(id: &str, with: With, words: &Catalog) -> String {
    words.say(id, &[("with", Arg::from(name(with, words)))]) + "\n"
}

fn place(place: &Place, words: &Catalog) -> String {
    match place {
        Place::Crontab => words.text("schedule-crontab"),
        Place::File(path) => path.display().to_string(),
    }
}

fn install(with: With, store: StoreKind, words: &Catalog) -> Result<Code, Fault> {
    let Found { task, left_out } = schedule::task(with, store, words.lang())?;
    tell_left_out(left_out, words);
    let installed = schedule::install(with, &task);
    if !matches!(installed, Ok(()) | Err(Fault::NotStarted { .. })) {
        return installed.map(|()| Code::Done);
    }
    if installed.is_ok() {
        let [first, second] = task.minutes().map(|minute| Arg::from(minute.to_string()));
        let with = ("with", Arg::from(name(with, words)));
        let args = [with, ("first", first), ("second", second)];
        output::err(&format!("{}\n", words.say("schedule-installed", &args)));
    }
    tell_limits(with, &task, words);
    let tried = runtime::block_on(schedule::check(with, &task, store, &QUESTION))?;
    let tried = match tried {
        Tried::Works if with == With::Cron && schedule::cron_runs() == Some(false) => {
            output::err(&format!("amokey: {}\n", words.text("schedule-no-daemon")));
            Code::Failed
        }
        tried => tell_tried(&tried, store, &task, words),
    };
    let begun = installed.map_or_else(|error| fault(&error, words), |()| Code::Done);
    Ok(Code::of_many([tried, begun]))
}

/// What a timer of systemd does not do, unless it is told.
fn tell_limits(with: With, task: &Task, words: &Catalog) {
    let systemctl = match with {
        With::SystemdUser => "systemctl --user",
        With::SystemdSystem => "systemctl",
        With::Cron | With::Launchd | With::Windows => return,
    };
    let edit = format!("{systemctl} edit {}.service", systemd::unit(&task.owner()));
    let args = [
        ("folder", Arg::from(task.folder())),
        ("command", Arg::from(edit)),
    ];
    if task.has_hooks() {
        output::err(&format!("{}\n", words.say("schedule-sandboxed", &args)));
    }
    if with == With::SystemdUser && !schedule::lingers() {
        output::err(&format!("{}\n", words.text("schedule-login")));
    }
}

fn tell_left_out(left_out: Option<&'static str>, words: &Catalog) {
    if let Some(name) = left_out {
        let text = words.say("schedule-proxy", &[("name", Arg::from(name))]);
        output::err(&format!("amokey: {text}\n"));
    }
}

fn tell_tried(tried: &Tried, store: StoreKind, task: &Task, words: &Catalog) -> Code {
    match tried {
        Tried::Works => {
            let args = [
                ("store", Arg::from(kept(store, words))),
                ("folder", Arg::from(task.folder())),
            ];
            output::err(&format!("{}\n", words.say("schedule-works", &args)));
            Code::Done
        }
        Tried::OnlyHere => {
            let (id, commands) = instead(store);
            let lines = command_lines(commands);
            output::err(&format!("amokey: {}\n{lines}", words.text(id)));
            Code::Store
        }
        Tried::Nowhere => {
            output::err(&format!("amokey: {}\n", words.text("schedule-nowhere")));
            Code::Store
        }
        Tried::NotStarted { reason } => {
            let reason = [("reason", Arg::from(reason.as_str()))];
            let text = words.say("schedule-not-started", &reason);
            output::err(&format!("amokey: {text}\n"));
            Code::Failed
        }
    }
}

/// What to do where a store opens for a person only.
const fn instead(store: StoreKind) -> (&'static str, &'static [&'static str]) {
    match store {
        StoreKind::Keychain | StoreKind::Memory => (
            "schedule-never-keychain",
            &[
                "amokey store init --key-file ~/amokey.key",
                "export AMOKEY_KEY_FILE=~/amokey.key",
                "amokey store move --to file",
                "AMOKEY_STORE=file amokey schedule install",
            ],
        ),
        StoreKind::File => (
            "schedule-never-file",
            &["AMOKEY_KEY_FILE=PATH amokey schedule install"],
        ),
    }
}

/// Takes away what was asked for, else all that is the person's own.
fn remove(asked: Option<With>, all: &[With], words: &Catalog) -> Result<Code, Fault> {
    let own = all.iter().filter(|with| **with != With::SystemdSystem);
    let ways = asked.map_or_else(|| own.copied().collect(), |with| vec![with]);
    let mut removed = false;
    for with in ways {
        match schedule::remove(with) {
            Ok(true) => {
                removed = true;
                output::err(&line("schedule-removed", with, words));
            }
            Ok(false) => {}
            // Cron is not everywhere, and nobody has asked for it.
            Err(Fault::Missing(_)) if asked.is_none() => {}
            Err(error) => return Err(error),
        }
    }
    if !removed {
        output::err(&format!("{}\n", words.text("schedule-nothing")));
    }
    Ok(Code::Done)
}
