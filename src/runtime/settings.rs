//! The settings: variables, then the file in the home. Both are read once a process.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::NamedTempFile;
use thiserror::Error;

use super::environment::variable;
use super::home::Home;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::settings::file::changed;
use crate::domain::settings::{Origin, Setting, SettingsFile, WrongLine};
use crate::domain::trouble::{Cause, Trouble};
use crate::files::{folder_of, open_regular, private, sync_folder_of};
use crate::i18n::Catalog;

const FILE: &str = "config.toml";
/// More than anybody writes, and not what a mistaken link may lead to.
const LONGEST: u64 = 64 * 1024;

/// What holds in one home.
#[derive(Debug)]
pub struct HomeSettings {
    pub path: PathBuf,
    pub file: SettingsFile,
    /// Why the file could not be read, where it is there.
    pub unreadable: Option<Trouble>,
}

/// Those of the home that is in use.
pub fn current() -> &'static HomeSettings {
    static CURRENT: OnceLock<HomeSettings> = OnceLock::new();
    CURRENT.get_or_init(|| match Home::place() {
        Ok(folder) => HomeSettings::of(&folder),
        Err(_) => {
            HomeSettings { path: PathBuf::new(), file: SettingsFile::default(), unreadable: None }
        }
    })
}

impl HomeSettings {
    pub fn of(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let (text, unreadable) = match read(folder) {
            Ok(text) => (text, None),
            Err(trouble) => (String::new(), Some(trouble)),
        };
        Self { file: SettingsFile::parse(&text), path, unreadable }
    }

    /// What a setting is, and who said it.
    pub fn get(&self, setting: Setting) -> (Option<String>, Origin) {
        let said = variable(setting.variable()).filter(|value| setting.accepts_variable(value));
        match (said, self.file.get(setting)) {
            (Some(value), _) => (Some(value), Origin::Variable),
            (None, Some(said)) => (Some(said.value.clone()), Origin::File { line: said.line }),
            (None, None) => (setting.default(), Origin::Default),
        }
    }

    /// What somebody said of a setting, whoever it was.
    pub fn said(&self, setting: Setting) -> Option<String> {
        self.get(setting).0
    }

    /// The store in use; what was said of it where there is no such store.
    pub fn store(&self) -> Result<StoreKind, String> {
        let name = self.said(Setting::Store).unwrap_or_default();
        StoreKind::named(&name).ok_or(name)
    }

    /// As it was said; `None` where the system decides.
    pub fn language(&self) -> Option<Lang> {
        Lang::parse(&self.said(Setting::Language)?)
    }

    pub fn port(&self) -> Option<u16> {
        self.said(Setting::Port)?.parse().ok()
    }

    pub fn mouse(&self) -> bool {
        self.said(Setting::Mouse).as_deref() == Some("true")
    }
}

/// The text of the file; empty where there is none. What somebody else may have written is refused: it names the key.
pub fn read(folder: &Path) -> Result<String, Trouble> {
    let path = super::home::trusted_file(folder, FILE)?;
    let mut text = String::new();
    let read = open_regular(fs::OpenOptions::new().read(true), &path)
        .and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    match read {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(unusable(&path, &error)),
    }
}

/// Why the settings were not changed.
#[derive(Debug, Error)]
pub enum SettingsError {
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The file has to be mended first.
    #[error("{0}")]
    Wrong(WrongLine),
}

/// The first line of a new file.
pub fn heading(words: &Catalog) -> String {
    format!("# {}\n", words.text("settings-heading"))
}

/// Remembers a setting, or with `None` forgets it. `heading` are the first lines of a new file.
pub fn remember(
    home: &Home,
    setting: Setting,
    value: Option<&str>,
    heading: &str,
) -> Result<(), SettingsError> {
    // Two that remember at once both do.
    let _alone = alone(home)?;
    let text = read(&home.folder)?;
    let text = if text.is_empty() && value.is_some() { heading.to_owned() } else { text };
    let text = changed(&text, setting, value).map_err(SettingsError::Wrong)?;
    Ok(write(home, &text)?)
}

/// Replaces the text as a whole.
pub fn write(home: &Home, text: &str) -> Result<(), Trouble> {
    let path = super::home::trusted_file(&home.folder, FILE)?;
    let replace = || {
        // It is its owner's alone from its first byte.
        let mut file = NamedTempFile::with_prefix_in(".config.", folder_of(&path))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        sync_folder_of(&path)
    };
    replace().map_err(|error| unusable(&path, &error))
}

/// Lets nobody else write meanwhile.
pub fn alone(home: &Home) -> Result<File, Trouble> {
    let path = home.locks().join("config.lock");
    let lock = private().truncate(false).open(&path).and_then(|file| file.lock().map(|()| file));
    lock.map_err(|error| unusable(&path, &error))
}

fn unusable(path: &Path, error: &io::Error) -> Trouble {
    let cause = match error.kind() {
        io::ErrorKind::StorageFull => Cause::DiskFull,
        _ => Cause::LedgerUnavailable,
    };
    Trouble::noted(cause, format!("{}: {error}", path.display()))
}
