//! The sealed file: made, looked at, and opened with its key, which the environment, a file, the keychain or a person has.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use directories::{BaseDirs, ProjectDirs};

use super::home::Home;
use super::settings::SettingsError;
use super::{OnUnlocking, hidden, settings};
use crate::app::settings::SealedFileOffer;
use crate::domain::home_id::HomeId;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::secret::Secret;
use crate::domain::settings::{Origin, Setting};
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::{Cause, Trouble};
use crate::files::{create_private_dir, folder_of};
use crate::i18n::Catalog;
use crate::store::file::source::CREDENTIAL;
use crate::store::file::{Key, KeyKind, KeySource, key_file};
use crate::store::{self, SealedFile, Store as _, StoreError};

pub use crate::store::file::source::Source;

/// The key's name where a person names no place for it.
const KEY: &str = "sealed.key";

/// Where the environment or the settings say that the key is, or that of a new file is to be.
pub fn said() -> Option<Source> {
    let said = |name| env::var_os(name).filter(|value| !value.is_empty());
    let credential = said("CREDENTIALS_DIRECTORY")
        .map(|folder| Path::new(&folder).join(CREDENTIAL))
        .filter(|path| path.exists());
    Source::said(credential, settings::current().said(Setting::KeyFile).map(PathBuf::from))
}

/// Reads the key from where it is said to be. `asking` is the language in which a passphrase may be asked for.
pub fn key_source(folder: &Path, asking: Option<Lang>, unlocking: OnUnlocking) -> KeySource {
    let path = SealedFile::path_in(folder).display().to_string();
    let no_key = move || StoreError::Sealed {
        fault: SealedFileError::NoKey,
        path: path.clone(),
        note: None,
    };
    // A person is asked once: not again by each call that follows.
    let typed: OnceLock<Option<Secret>> = OnceLock::new();
    let ask = move || {
        let words = Catalog::new(asking?);
        hidden::ask(&words.text("passphrase-ask"), &hidden::NEVER).ok()
    };
    Box::new(move |kind: KeyKind| match said().unwrap_or(Source::of(kind)) {
        Source::Credential(path) => key_file::read_credential(&path),
        Source::KeyFile(path) => key_file::read(&path),
        Source::Keychain => {
            let unlocking = Arc::clone(&unlocking);
            // The key is the user's, whichever home the file is in.
            store::system_keychain(HomeId::First, move |waiting| unlocking(waiting))
                .sealing_key()?
                .ok_or_else(&no_key)
        }
        Source::Passphrase => {
            typed.get_or_init(ask).clone().map(Key::Passphrase).ok_or_else(&no_key)
        }
    })
}

/// Makes an empty sealed file, and its key where there is none yet. The file's path.
pub fn init(from: &Source, lang: Lang, unlocking: OnUnlocking) -> Result<PathBuf, Trouble> {
    make(&Home::open()?.folder, from, lang, unlocking)
}

fn make(
    folder: &Path,
    from: &Source,
    lang: Lang,
    unlocking: OnUnlocking,
) -> Result<PathBuf, Trouble> {
    let path = SealedFile::path_in(folder);
    let refused = |fault| Trouble::new(Cause::Sealed { fault, path: path.display().to_string() });
    // Before a key is made for nothing.
    if path.symlink_metadata().is_ok() {
        return Err(refused(SealedFileError::Exists));
    }
    let random = || Key::random().map_err(|error| Trouble::noted(Cause::Internal, error));
    let key = match from {
        Source::Credential(path) => key_file::read_credential(path)?,
        Source::KeyFile(path) => {
            if path.symlink_metadata().is_err() {
                key_file::create(path, &random()?)?;
            }
            // As it will be read from now on.
            key_file::read(path)?
        }
        Source::Keychain => {
            let keychain = store::system_keychain(HomeId::First, move |waiting| unlocking(waiting));
            keychain.keep_sealing_key(&random()?)?
        }
        Source::Passphrase => {
            let words = Catalog::new(lang);
            let typed = hidden::ask_new(
                &words.text("passphrase-new"),
                &words.text("passphrase-again"),
                &words.text("passphrase-short"),
                &words.text("passphrase-differs"),
            );
            Key::Passphrase(typed.map_err(|error| {
                // There is no terminal.
                let mut trouble = refused(SealedFileError::NoKey);
                trouble.detail.note = Some(error.to_string());
                trouble
            })?)
        }
    };
    SealedFile::create(folder, &key)?;
    Ok(path)
}

/// Where the key of a sealed file would be that is used instead of a keychain; `None` where a person cannot say.
pub fn offer() -> Option<SealedFileOffer> {
    let settings = settings::current();
    let variable = |setting: Setting| match settings.get(setting) {
        (Some(value), Origin::Variable) => Some(value),
        (Some(_) | None, _) => None,
    };
    let key_file = match said() {
        Some(Source::KeyFile(path)) => path,
        // What systemd passes on is made by no program of a person.
        Some(Source::Credential(_) | Source::Keychain | Source::Passphrase) => return None,
        None => ProjectDirs::from("", "", "amokey")?.config_dir().join(KEY),
    };
    Some(SealedFileOffer {
        key_file: key_file.to_str()?.to_owned(),
        key_said: variable(Setting::KeyFile).is_some(),
        store_said: variable(Setting::Store)
            .map(|store| format!("{}={store}", Setting::Store.variable())),
    })
}

/// The sealed file of a home with its key at this place.
pub fn with_key(folder: &Path, key_file: &str) -> SealedFile {
    let key_file = PathBuf::from(key_file);
    SealedFile::new(folder, Box::new(move |_| key_file::read(&key_file)))
}

/// From now on tokens are kept in the sealed file of a home: it and its key are made where they are not there yet, it is
/// tried, and the settings remember both. Where the key is.
pub fn keep(home: &Home, place: &str, lang: Lang) -> Result<String, Trouble> {
    let key_file = match place.strip_prefix("~/").zip(BaseDirs::new()) {
        Some((place, dirs)) => dirs.home_dir().join(place),
        None => PathBuf::from(place),
    };
    if SealedFile::path_in(&home.folder).symlink_metadata().is_err() {
        create_private_dir(folder_of(&key_file))
            .map_err(|error| StoreError::failed(&key_file, SealedFileError::KeyNotMade, &error))?;
        make(&home.folder, &Source::KeyFile(key_file.clone()), lang, Arc::new(|_| {}))?;
    }
    let key_file = key_file.display().to_string();
    with_key(&home.folder, &key_file).check()?;
    let heading = settings::heading(&Catalog::new(lang));
    let remember = |setting, value| {
        settings::remember(home, setting, Some(value), &heading).map_err(|error| match error {
            SettingsError::Trouble(trouble) => trouble,
            SettingsError::Wrong(wrong) => Trouble::noted(Cause::LedgerUnavailable, wrong),
        })
    };
    // The store last: where it is remembered, its key is as well.
    remember(Setting::KeyFile, &key_file)?;
    remember(Setting::Store, StoreKind::File.as_str())?;
    Ok(key_file)
}

pub struct SealedFileStatus {
    pub path: PathBuf,
    /// Where its key comes from; `None` while there is no file.
    pub key: Option<Source>,
    /// Whose records are in it, or why that is not known; `None` where a person would have to be asked first.
    pub profiles: Option<Result<Vec<ProfileName>, Trouble>>,
}

/// Looks at the sealed file. Nobody is asked for a passphrase.
pub fn look(unlocking: OnUnlocking) -> Result<SealedFileStatus, Trouble> {
    let folder = Home::place()?;
    let path = SealedFile::path_in(&folder);
    let (key, profiles) = match SealedFile::kind_in(&folder) {
        Ok(kind) => {
            let source = said().unwrap_or(Source::of(kind));
            let profiles = (source != Source::Passphrase).then(|| {
                let file = SealedFile::new(&folder, key_source(&folder, None, unlocking));
                file.profiles().map_err(Trouble::from)
            });
            (Some(source), profiles)
        }
        Err(StoreError::Sealed { fault: SealedFileError::Absent, .. }) => (None, None),
        Err(error) => (None, Some(Err(error.into()))),
    };
    Ok(SealedFileStatus { path, key, profiles })
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> Option<u32> {
        Some(path.metadata().ok()?.permissions().mode() & 0o777)
    }

    #[test]
    fn what_is_kept_is_remembered_and_a_key_that_is_there_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home")).unwrap();
        let place = folder.path().join("keys/amokey/key");
        let said = place.to_str().unwrap();
        assert_eq!(keep(&home, said, Lang::En).as_deref(), Ok(said));
        assert_eq!(mode(&place), Some(0o600));
        assert_eq!(mode(place.parent().unwrap()), Some(0o700));
        let settings = fs::read_to_string(home.folder.join("config.toml")).unwrap();
        let remembered = [format!("key_file = \"{said}\""), "store = \"file\"".to_owned()];
        assert!(remembered.iter().all(|line| settings.contains(line)), "{settings}");
        // Once more, and for another home: neither the file nor the key is made anew.
        let key = fs::read(&place).unwrap();
        let other = Home::at(folder.path().join("other")).unwrap();
        for home in [&home, &other] {
            assert_eq!(keep(home, said, Lang::En).as_deref(), Ok(said));
            assert_eq!(fs::read(&place).unwrap(), key);
        }
    }

    #[test]
    fn a_place_that_cannot_be_used_is_told_and_nothing_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home")).unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "not a key").unwrap();
        for (place, expected) in [
            (file.join("key"), SealedFileError::KeyNotMade),
            (Path::new("/proc/amokey.key").to_path_buf(), SealedFileError::KeyNotMade),
            (file.clone(), SealedFileError::KeyExposed),
        ] {
            let refused = keep(&home, place.to_str().unwrap(), Lang::En).unwrap_err();
            let Cause::Sealed { fault, .. } = refused.cause else { panic!("{refused:?}") };
            assert_eq!(fault, expected, "{}", place.display());
        }
        assert!(!home.folder.join("config.toml").exists());
        assert_eq!(fs::read_to_string(&file).unwrap(), "not a key");
    }
}
