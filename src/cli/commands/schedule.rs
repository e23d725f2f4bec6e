//! `amokey schedule`: the unattended refresh is shown, installed and tried, taken away.

use super::QUESTION;
use crate::cli::args::unattended::{ScheduleArgs, ScheduleCommand, SchedulerArgs};
use crate::cli::{Exit, Failure, environment, output};
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Scheduler, Task, Unwritable, systemd};
use crate::i18n::Catalog;
use crate::runtime;
use crate::runtime::schedule::{self, Piece, ScheduleError, Tried};

pub fn run(args: &ScheduleArgs, words: &Catalog) -> Result<Exit, Failure> {
    let (ScheduleCommand::Show(ways)
    | ScheduleCommand::Install(ways)
    | ScheduleCommand::Remove(ways)) = &args.command;
    let asked = asked(ways)?;
    let (best, all) = schedule::ways();
    let with = asked.unwrap_or(best);
    if !all.contains(&with) {
        return Err(Failure::usage("schedule-not-here").with("with", words.scheduler(with)));
    }
    match &args.command {
        ScheduleCommand::Show(_) => show(with, all, usable_store()?, words),
        ScheduleCommand::Install(_) => install(with, usable_store()?, words),
        ScheduleCommand::Remove(_) => remove(asked, all, words),
    }
}

fn usable_store() -> Result<StoreKind, Failure> {
    match environment::store()? {
        StoreKind::Memory => Err(Failure::usage("schedule-memory")),
        store @ (StoreKind::Keychain | StoreKind::File) => Ok(store),
    }
}

fn asked(ways: &SchedulerArgs) -> Result<Option<Scheduler>, Failure> {
    match (ways.with, ways.system) {
        (with, false) => Ok(with),
        (None | Some(Scheduler::SystemdUser), true) => Ok(Some(Scheduler::SystemdSystem)),
        (Some(_), true) => Err(Failure::usage("schedule-system-is-systemd")),
    }
}

fn show(
    with: Scheduler,
    all: &[Scheduler],
    store: StoreKind,
    words: &Catalog,
) -> Result<Exit, Failure> {
    let task = task(with, store, words)?;
    let pieces = schedule::look(with, &task)?;
    let mut text = line(state(&pieces), with, words) + "\n";
    for other in all.iter().filter(|other| **other != with) {
        text.extend(elsewhere(*other, &task, words).map(|line| line + "\n"));
    }
    for piece in &pieces {
        let place = match &piece.path {
            Some(path) => path.display().to_string(),
            None => words.text("schedule-crontab"),
        };
        let would = words.say("schedule-would", &[("place", place.into())]);
        text.extend(["\n", &would, "\n\n", &piece.wanted]);
    }
    output::out(&text)
}

fn state(pieces: &[Piece]) -> &'static str {
    if pieces.iter().all(|piece| piece.found.is_none()) {
        "schedule-none"
    } else if pieces.iter().all(|piece| piece.found.as_ref() == Some(&piece.wanted)) {
        "schedule-same"
    } else {
        "schedule-other"
    }
}

/// What another way has, in one line: one schedule is enough.
fn elsewhere(with: Scheduler, task: &Task, words: &Catalog) -> Option<String> {
    match schedule::look(with, task) {
        Ok(pieces) if pieces.iter().all(|piece| piece.found.is_none()) => None,
        Ok(_) => Some(line("schedule-there", with, words)),
        // Cron is not everywhere, and nobody has asked for it.
        Err(ScheduleError::Missing(_)) => None,
        Err(fault) => {
            let args =
                [("with", words.scheduler(with).into()), ("reason", fault.to_string().into())];
            Some(words.say("schedule-unknown", &args))
        }
    }
}

fn line(id: &str, with: Scheduler, words: &Catalog) -> String {
    words.say(id, &[("with", words.scheduler(with).into())])
}

fn install(with: Scheduler, store: StoreKind, words: &Catalog) -> Result<Exit, Failure> {
    let task = task(with, store, words)?;
    let not_begun = match schedule::install(with, &task) {
        Ok(()) => None,
        Err(fault @ ScheduleError::NotStarted { .. }) => Some(fault),
        Err(fault) => return Err(fault.into()),
    };
    if not_begun.is_none() {
        let [first, second] = task.minutes.map(|minute| minute.to_string().into());
        let args = [("with", words.scheduler(with).into()), ("first", first), ("second", second)];
        output::note(&words.say("schedule-installed", &args));
    }
    tell_limits(with, &task, words);
    let tried = runtime::block_on(schedule::check(with, &task, store, &QUESTION))?;
    let tried = match tried {
        Tried::Works if with == Scheduler::Cron && schedule::cron_runs() == Some(false) => {
            Err(Failure::new(Exit::Failed, "schedule-no-daemon"))
        }
        tried => result(tried, store, &task, words),
    };
    let Some(not_begun) = not_begun else {
        return tried;
    };
    let tried = tried.unwrap_or_else(|failure| failure.tell(words));
    Ok(Exit::of_many([tried, Failure::from(not_begun).tell(words)]))
}

/// What a timer of systemd does not do, unless it is told.
fn tell_limits(with: Scheduler, task: &Task, words: &Catalog) {
    let systemctl = match with {
        Scheduler::SystemdUser => "systemctl --user",
        Scheduler::SystemdSystem => "systemctl",
        Scheduler::Cron | Scheduler::Launchd | Scheduler::Windows => return,
    };
    if task.hooks {
        let edit = format!("{systemctl} edit {}.service", systemd::unit(Some(&task.folder)));
        let args = [("folder", task.folder.as_str().into()), ("command", edit.into())];
        output::note(&words.say("schedule-sandboxed", &args));
    }
    if with == Scheduler::SystemdUser && !schedule::lingers() {
        output::note(&words.text("schedule-login"));
    }
}

fn task(with: Scheduler, store: StoreKind, words: &Catalog) -> Result<Task, Failure> {
    let (task, left_out) = schedule::task(with, store, words.lang())?;
    if let Some(name) = left_out {
        output::warn(&words.say("schedule-proxy", &[("name", name.into())]));
    }
    Ok(task)
}

fn result(tried: Tried, store: StoreKind, task: &Task, words: &Catalog) -> Result<Exit, Failure> {
    match tried {
        Tried::Works => {
            let args =
                [("store", words.store(store).into()), ("folder", task.folder.as_str().into())];
            output::note(&words.say("schedule-works", &args));
            Ok(Exit::Done)
        }
        Tried::OnlyHere if store == StoreKind::File => {
            let failure = Failure::new(Exit::Store, "schedule-never-file");
            Err(failure.below(["amokey config set key_file PATH", "amokey schedule install"]))
        }
        Tried::OnlyHere => Err(Failure::new(Exit::Store, "schedule-never-keychain").below([
            "amokey store init --key-file ~/amokey.key",
            "amokey config set key_file ~/amokey.key",
            "amokey store move --to file",
            "amokey config set store file",
            "amokey schedule install",
        ])),
        Tried::Nowhere => Err(Failure::new(Exit::Store, "schedule-nowhere")),
        Tried::NotStarted { reason } => {
            Err(Failure::new(Exit::Failed, "schedule-not-started").with("reason", reason))
        }
    }
}

/// Takes away what was asked for, else all that is the person's own.
fn remove(asked: Option<Scheduler>, all: &[Scheduler], words: &Catalog) -> Result<Exit, Failure> {
    let own = all.iter().filter(|with| **with != Scheduler::SystemdSystem);
    let ways = asked.map_or_else(|| own.copied().collect(), |with| vec![with]);
    let mut removed = false;
    for with in ways {
        match schedule::remove(with) {
            Ok(true) => {
                removed = true;
                output::note(&line("schedule-removed", with, words));
            }
            Ok(false) => {}
            // Cron is not everywhere, and nobody has asked for it.
            Err(ScheduleError::Missing(_)) if asked.is_none() => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    if !removed {
        output::note(&words.text("schedule-nothing"));
    }
    Ok(Exit::Done)
}

impl From<ScheduleError> for Failure {
    fn from(error: ScheduleError) -> Self {
        let failed = |id| Self::new(Exit::Failed, id);
        match error {
            ScheduleError::Trouble(trouble) => trouble.into(),
            ScheduleError::UnmatchedMarkers(_) => failed("schedule-torn"),
            ScheduleError::Unwritable(Unwritable(value)) | ScheduleError::NoText(value) => {
                failed("schedule-unwritable").with("text", format!("{value:?}"))
            }
            ScheduleError::Foreign(path) => failed("schedule-foreign").with("path", path.display()),
            ScheduleError::File { path, reason } => {
                failed("schedule-file").with("path", path.display()).with("reason", reason)
            }
            ScheduleError::Missing(program) => failed("schedule-missing").with("program", program),
            ScheduleError::Command { command, reason } => {
                failed("schedule-command").with("command", command).with("reason", reason)
            }
            ScheduleError::NotStarted { commands, reason } => {
                failed("schedule-not-begun").with("reason", reason).below(commands)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn what_is_wrong_about_a_schedule_is_said_in_each_language() {
        let ids = [
            "schedule-torn",
            "schedule-never-file",
            "schedule-never-keychain",
            "schedule-nowhere",
            "schedule-missing",
            "schedule-no-daemon",
            "schedule-not-begun",
        ];
        let args = [("program", "crontab".into()), ("reason", "busy".into())];
        let say = |words: Catalog| ids.map(|id| words.say(id, &args)).join("\n");
        insta::assert_snapshot!([Lang::En, Lang::Ru, Lang::Uk].map(Catalog::new).map(say).join("\n"), @r##"
        The marks “# amokey begin” and “# amokey end” in your crontab are no pair any more. Nothing was changed. Remove what is left of them with: crontab -e
        It is installed, but from inside the sealed file does not open: nobody is there to be asked. It needs a key file that the schedule knows:
        It is installed, but from inside the keychain cannot be used: there is no session there. Keep the tokens in a sealed file:
        It is installed, but the secret store cannot be used, neither from inside nor here. What is wrong with it says: amokey doctor
        There is no crontab on this machine. Install it, or choose another way with --with.
        It is in your crontab, but no cron runs on this machine: nothing will be refreshed. Start cron (its service is called cron or crond), or choose another way with --with.
        The files are written, but nothing has begun: busy. Begin it with:
        Метки «# amokey begin» и «# amokey end» в вашем crontab больше не составляют пару. Ничего не изменено. Уберите то, что от них осталось: crontab -e
        Расписание установлено, но зашифрованный файл из него не открывается: спросить там некого. Нужен файл ключа, о котором расписание знает:
        Расписание установлено, но хранилище паролей из него недоступно: там нет сессии пользователя. Храните токены в зашифрованном файле:
        Расписание установлено, но хранилище токенов недоступно ни из него, ни отсюда. Что с ним не так, скажет: amokey doctor
        На этой машине нет crontab. Установите эту программу или выберите другой способ: --with.
        Строка записана в crontab, но cron на этой машине не запущен: обновлять никто не будет. Запустите cron (служба называется cron или crond) или выберите другой способ через --with.
        Файлы записаны, но ничего ещё не запущено: busy. Запустите:
        Мітки «# amokey begin» і «# amokey end» у вашому crontab більше не становлять пару. Нічого не змінено. Приберіть те, що від них лишилося: crontab -e
        Розклад встановлено, але зашифрований файл із нього не відкривається: запитати там немає в кого. Потрібен файл ключа, про який розклад знає:
        Розклад встановлено, але сховище паролів із нього недоступне: там немає сеансу користувача. Зберігайте токени в зашифрованому файлі:
        Розклад встановлено, але сховище токенів недоступне ні з нього, ні звідси. Що з ним не так, скаже: amokey doctor
        На цій машині немає crontab. Встановіть цю програму або виберіть інший спосіб: --with.
        Рядок записано в crontab, але cron на цій машині не запущено: оновлювати ніхто не буде. Запустіть cron (служба називається cron або crond) або виберіть інший спосіб через --with.
        Файли записано, але нічого ще не запущено: busy. Запустіть:
        "##);
    }
}
