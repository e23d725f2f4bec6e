//! The sealed file as a thing of its own: made, looked at.

use std::io;
use std::path::{Path, PathBuf};

use super::home::Home;
use super::{hidden, key, open};
use crate::domain::home_id::HomeId;
use crate::domain::lang::Lang;
use crate::domain::profile::ProfileName;
use crate::domain::sealed::Fault;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;
use crate::store::file::{Key, key_file};
use crate::store::{self, SealedFile, Store as _, StoreError};

pub use crate::store::file::source::Source;

/// Where the key of a new file comes from when nobody says: from where the environment says that it is.
pub fn said() -> Option<Source> {
    let signs = key::signs();
    signs
        .credential
        .map(Source::Credential)
        .or(signs.key_file.map(Source::KeyFile))
}

/// Makes an empty sealed file, and its key where there is none yet. The file's path.
pub fn init(
    from: &Source,
    lang: Lang,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<PathBuf, Trouble> {
    let home = Home::open()?;
    let path = SealedFile::path_in(home.folder());
    // Before a key is made for nothing.
    if path.symlink_metadata().is_ok() {
        let path = path.display().to_string();
        let fault = Fault::Exists;
        return Err(Cause::Sealed { fault, path }.into());
    }
    let key = new_key(from, &path, lang, unlocking)?;
    SealedFile::create(home.folder(), &key)?;
    Ok(path)
}

/// The key of a new file: the one that is there, or a new one in that place.
fn new_key(
    from: &Source,
    file: &Path,
    lang: Lang,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> Result<Key, Trouble> {
    let random = || Key::random().map_err(|error| Trouble::noted(Cause::Internal, error));
    match from {
        Source::Credential(path) => Ok(key_file::read_credential(path)?),
        Source::KeyFile(path) if path.symlink_metadata().is_ok() => Ok(key_file::read(path)?),
        Source::KeyFile(path) => {
            let key = random()?;
            key_file::create(path, &key)?;
            // As it will be read from now on.
            Ok(key_file::read(path)?)
        }
        Source::Keychain => {
            let keychain = store::system_keychain(HomeId::First, unlocking);
            Ok(keychain.keep_sealing_key(&random()?)?)
        }
        Source::Passphrase => {
            let words = Catalog::new(lang);
            let no_terminal = |error: io::Error| {
                let path = file.display().to_string();
                let fault = Fault::NoKey;
                let mut trouble = Trouble::new(Cause::Sealed { fault, path });
                trouble.detail.note = Some(error.to_string());
                trouble
            };
            let typed = hidden::ask_new(
                &words.text("passphrase-new"),
                &words.text("passphrase-again"),
                &words.text("passphrase-short"),
                &words.text("passphrase-differs"),
            );
            typed.map(Key::Passphrase).map_err(no_terminal)
        }
    }
}

/// What is known about the sealed file.
pub struct Looked {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// Where its key comes from; `None` while there is no file.
    pub key: Option<Source>,
    /// Whose records are in it, or why that is not known; `None` where a person would have to be asked first.
    pub profiles: Option<Result<Vec<ProfileName>, Trouble>>,
}

/// Looks at the sealed file. Nobody is asked for a passphrase.
pub fn look(unlocking: impl Fn(bool) + Send + Sync + 'static) -> Result<Looked, Trouble> {
    let folder = Home::place()?;
    let path = SealedFile::path_in(&folder);
    let unread = |profiles| Looked {
        path: path.clone(),
        key: None,
        profiles,
    };
    let kind = match SealedFile::kind_in(&folder) {
        Ok(kind) => kind,
        Err(StoreError::Sealed {
            fault: Fault::Absent,
            ..
        }) => return Ok(unread(None)),
        Err(error) => return Ok(unread(Some(Err(error.into())))),
    };
    let source = Source::choose(key::signs(), kind);
    let profiles = match source {
        Source::Passphrase => None,
        Source::Credential(_) | Source::KeyFile(_) | Source::Keychain => {
            let file = open::sealed(None, unlocking)?;
            Some(file.profiles().map_err(Trouble::from))
        }
    };
    Ok(Looked {
        key: Some(source),
        profiles,
        path,
    })
}
