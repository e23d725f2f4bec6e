//! The key of the sealed file: reads the environment, the key file, the keychain, or asks at the terminal.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::hidden;
use crate::domain::home_id::HomeId;
use crate::domain::lang::Lang;
use crate::domain::sealed::Fault;
use crate::domain::secret::Secret;
use crate::i18n::Catalog;
use crate::store::file::source::{CREDENTIAL, Signs, Source};
use crate::store::file::{Key, KeySource, Kind, key_file};
use crate::store::{self, SealedFile, StoreError};

/// What the environment says about the key.
pub fn signs() -> Signs {
    let said = |name| env::var_os(name).filter(|value| !value.is_empty());
    Signs {
        credential: said("CREDENTIALS_DIRECTORY")
            .map(|folder| Path::new(&folder).join(CREDENTIAL))
            .filter(|path| path.exists()),
        key_file: said("AMOKEY_KEY_FILE").map(PathBuf::from),
    }
}

/// Reads the key from where it is said to be. `asking` is the language in which a passphrase may be asked for.
pub fn source(
    folder: &Path,
    asking: Option<Lang>,
    unlocking: impl Fn(bool) + Send + Sync + 'static,
) -> KeySource {
    let path = SealedFile::path_in(folder);
    let unlocking = std::sync::Arc::new(unlocking);
    // A person is asked once: not again by each call that follows.
    let typed: OnceLock<Option<Secret>> = OnceLock::new();
    Box::new(move |kind: Kind| match Source::choose(signs(), kind) {
        Source::Credential(path) => key_file::read_credential(&path),
        Source::KeyFile(path) => key_file::read(&path),
        Source::Keychain => {
            let unlocking = std::sync::Arc::clone(&unlocking);
            // The key is the user's, whichever home the file is in.
            store::system_keychain(HomeId::First, move |waiting| unlocking(waiting))
                .sealing_key()?
                .ok_or_else(|| no_key(&path))
        }
        Source::Passphrase => typed
            .get_or_init(|| {
                let words = Catalog::new(asking?);
                hidden::ask(&words.text("passphrase-ask")).ok()
            })
            .clone()
            .map(Key::Passphrase)
            .ok_or_else(|| no_key(&path)),
    })
}

fn no_key(path: &Path) -> StoreError {
    StoreError::Sealed {
        fault: Fault::NoKey,
        path: path.display().to_string(),
        note: None,
    }
}
