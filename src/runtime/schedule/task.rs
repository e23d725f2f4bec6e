//! What is to be run, as this process would run it: found in its own environment.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{ScheduleError, failed};
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Scheduler, Task, minutes};
use crate::domain::settings::{Origin, Setting};
use crate::domain::token_files::ExportTarget;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::runtime::environment::variable;
use crate::runtime::home::Home;
use crate::runtime::settings;

/// The way to amoCRM, where the environment describes it.
const NETWORK: [&str; 6] =
    ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"];

/// What is to be run unattended, and a variable that did not get into it: a proxy whose address has a password in it,
/// for others may read a schedule.
pub fn task(
    scheduler: Scheduler,
    store: StoreKind,
    lang: Lang,
) -> Result<(Task, Option<&'static str>), ScheduleError> {
    let folder = folder()?;
    // What the settings say, the schedule finds there itself, also when it is another thing one day.
    let said = [(Setting::Store, store.as_str()), (Setting::Language, lang.code())];
    let is_elsewhere = |setting| !matches!(settings::current().get(setting).1, Origin::File { .. });
    let mut variables: Vec<_> = said
        .into_iter()
        .filter(|(setting, _)| is_elsewhere(*setting))
        .map(|(setting, value)| (setting.variable(), value.to_owned()))
        .collect();
    let mut left_out = None;
    for name in NETWORK {
        match variable(name) {
            // It may be a password: this is where one stands in an address.
            Some(value) if value.contains('@') => left_out = Some(name),
            Some(value) => variables.push((name, value)),
            None => {}
        }
    }
    // Other buses end with their session.
    let bus =
        variable("DBUS_SESSION_BUS_ADDRESS").filter(|bus| bus.starts_with("unix:path=/run/user/"));
    if let (Scheduler::Cron, StoreKind::Keychain, Some(bus)) = (scheduler, store, bus) {
        variables.push(("DBUS_SESSION_BUS_ADDRESS", bus));
    }
    // A service of systemd gets the key from its manager, and sees no other.
    let is_service = matches!(scheduler, Scheduler::SystemdUser | Scheduler::SystemdSystem);
    let key_file = settings::current().said(Setting::KeyFile);
    let key_file = key_file.filter(|_| is_service || is_elsewhere(Setting::KeyFile));
    let key_file = match (store, key_file) {
        (StoreKind::File, Some(path)) => Some(absolute(Path::new(&path))?),
        (StoreKind::File | StoreKind::Keychain | StoreKind::Memory, _) => None,
    };
    let (mut writable, hooks) = aftermath()?;
    writable.extend(Home::users_folder().map(text).transpose()?);
    let task = Task {
        program: text(program()?)?,
        minutes: minutes(seed(&folder)),
        folder,
        variables: variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        key_file,
        keychain: store == StoreKind::Keychain,
        writable,
        hooks,
    };
    Ok((task.checked()?, left_out))
}

/// `AMOKEY_HOME`, as every schedule of this home has it.
pub fn folder() -> Result<String, ScheduleError> {
    // A slash at the end makes no other folder.
    absolute(&Home::place()?.components().collect::<PathBuf>())
}

/// This program, by the path that stays when it is replaced by its next version: the link that it was started through,
/// or that `PATH` has, before the file behind it.
fn program() -> Result<PathBuf, ScheduleError> {
    let file = env::current_exe().map_err(|error| failed(Path::new("amokey"), &error))?;
    let started = env::args_os().next().map(PathBuf::from);
    let started = started.filter(|path| path.components().count() > 1);
    let name = started.as_ref().and_then(|path| path.file_name());
    let name = name.unwrap_or(OsStr::new("amokey")).to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(&name));
    let Ok(real) = fs::canonicalize(&file) else {
        return Ok(file);
    };
    let leads_there =
        |path: &PathBuf| *path != real && fs::canonicalize(path).is_ok_and(|it| it == real);
    let mut paths =
        started.into_iter().chain(found).filter_map(|path| std::path::absolute(path).ok());
    Ok(paths.find(leads_there).unwrap_or(file))
}

/// What follows a refresh: the folders of exports that are written again, and whether commands are run.
fn aftermath() -> Result<(Vec<String>, bool), ScheduleError> {
    let ledger = Ledger::open(&Home::open()?.ledger).map_err(Trouble::from)?;
    let mut folders = BTreeSet::new();
    for profile in ledger.profiles().map_err(Trouble::from)?.read {
        for kept in ledger.kept_exports(&profile.name).map_err(Trouble::from)? {
            match kept.place {
                ExportTarget::File(path) if path.is_dir() => drop(folders.insert(path)),
                // A file is replaced by one beside it.
                ExportTarget::File(path) => folders.extend(path.parent().map(Path::to_owned)),
                ExportTarget::N8n(_) => {}
            }
        }
    }
    let folders = folders.into_iter().map(text).collect::<Result<_, _>>()?;
    let hooks = ledger.hooks().map_err(Trouble::from)?;
    Ok((folders, !hooks.is_empty()))
}

/// Another one on each machine and for each folder, and always the same one here.
fn seed(folder: &str) -> u8 {
    let machine = ["/etc/machine-id", "/etc/hostname"]
        .iter()
        .find_map(|path| fs::read(path).ok())
        .or_else(|| variable("COMPUTERNAME").map(String::into_bytes))
        .unwrap_or_default();
    let digest = Sha256::new().chain_update(machine).chain_update(folder).finalize();
    digest.first().copied().unwrap_or_default()
}

fn absolute(path: &Path) -> Result<String, ScheduleError> {
    text(std::path::absolute(path).map_err(|error| failed(path, &error))?)
}

fn text(path: PathBuf) -> Result<String, ScheduleError> {
    let text = path.into_os_string().into_string();
    text.map_err(|path| ScheduleError::NoText(path.to_string_lossy().into_owned()))
}
