//! What is to be run, as this process would run it: found in its own environment.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Fault;
use crate::domain::handing::Place;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::schedule::{Minute, Parts, Task, With};
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::runtime::home::Home;

/// The way to amoCRM, where the environment describes it.
const NETWORK: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// A task, and what did not get into it.
pub struct Found {
    /// What is to be run.
    pub task: Task,
    /// A proxy whose address has a password in it: others may read a schedule.
    pub left_out: Option<&'static str>,
}

/// What is to be run unattended.
pub fn task(with: With, store: StoreKind, lang: Lang) -> Result<Found, Fault> {
    let folder = folder()?;
    let program = program()?;
    let mut variables = vec![
        ("AMOKEY_STORE".to_owned(), store.as_str().to_owned()),
        ("AMOKEY_LANG".to_owned(), lang.code().to_owned()),
    ];
    let mut left_out = None;
    for name in NETWORK {
        match said(name) {
            // It may be a password: this is where one stands in an address.
            Some(value) if value.contains('@') => left_out = Some(name),
            Some(value) => variables.push((name.to_owned(), value)),
            None => {}
        }
    }
    // Other buses end with their session.
    let bus =
        said("DBUS_SESSION_BUS_ADDRESS").filter(|bus| bus.starts_with("unix:path=/run/user/"));
    if let (With::Cron, StoreKind::Keychain, Some(bus)) = (with, store, bus) {
        variables.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus));
    }
    let key_file = match (store, said("AMOKEY_KEY_FILE")) {
        (StoreKind::File, Some(path)) => Some(absolute(Path::new(&path))?),
        (StoreKind::File | StoreKind::Keychain | StoreKind::Memory, _) => None,
    };
    let (mut writable, hooks) = aftermath()?;
    writable.extend(Home::users_folder().map(text).transpose()?);
    let minute = Minute::of(seed(&folder));
    let task = Task::new(Parts {
        program: text(program)?,
        folder,
        variables,
        key_file,
        keychain: store == StoreKind::Keychain,
        writable,
        hooks,
        minute,
    })?;
    Ok(Found { task, left_out })
}

/// `AMOKEY_HOME`, as every schedule of this home has it.
pub fn folder() -> Result<String, Fault> {
    // A slash at the end makes no other folder.
    absolute(&Home::place()?.components().collect::<PathBuf>())
}

/// This program, by the path that stays when it is replaced by its next version: the link that it was started through,
/// or that `PATH` has, before the file behind it.
fn program() -> Result<PathBuf, Fault> {
    let fault = |error: io::Error| Fault::File {
        path: "amokey".into(),
        reason: error.to_string(),
    };
    let file = env::current_exe().map_err(fault)?;
    let said = env::args_os().next().map(PathBuf::from);
    let said = said.filter(|path| path.components().count() > 1);
    let path = env::var_os("PATH").unwrap_or_default();
    let name = said.as_ref().and_then(|path| path.file_name());
    let name = name.unwrap_or(OsStr::new("amokey")).to_owned();
    let found = env::split_paths(&path).map(|folder| folder.join(&name));
    let leads_here = |path: &PathBuf| {
        let real = fs::canonicalize(path).ok();
        real.is_some() && real == fs::canonicalize(&file).ok() && real.as_ref() != Some(path)
    };
    let link = said
        .into_iter()
        .chain(found)
        .filter_map(|path| std::path::absolute(path).ok())
        .find(leads_here);
    Ok(link.unwrap_or(file))
}

/// What follows a refresh: the folders of exports that are written again, and whether commands are run.
fn aftermath() -> Result<(Vec<String>, bool), Fault> {
    let ledger = Ledger::open(&Home::open()?.ledger()).map_err(Trouble::from)?;
    let mut folders = BTreeSet::new();
    for profile in ledger.profiles().map_err(Trouble::from)?.read {
        for kept in ledger.kept_exports(&profile.name).map_err(Trouble::from)? {
            match kept.place {
                Place::File(path) if path.is_dir() => drop(folders.insert(path)),
                // A file is replaced by one beside it.
                Place::File(path) => folders.extend(path.parent().map(Path::to_owned)),
                Place::N8n(_) => {}
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
        .or_else(|| said("COMPUTERNAME").map(String::into_bytes))
        .unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(machine)
        .chain_update(folder)
        .finalize();
    digest.first().copied().unwrap_or_default()
}

fn absolute(path: &Path) -> Result<String, Fault> {
    let absolute = std::path::absolute(path).map_err(|error| Fault::File {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    text(absolute)
}

fn text(path: PathBuf) -> Result<String, Fault> {
    path.into_os_string()
        .into_string()
        .map_err(|path| Fault::NoText(path.to_string_lossy().into_owned()))
}

fn said(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
