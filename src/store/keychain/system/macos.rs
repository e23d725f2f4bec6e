//! The login keychain of macOS. It may ask for consent once per entry, so a profile has one.

use std::error::Error;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store as LoginKeychain;
use keyring::api::CredentialStore;

use super::super::super::{StoreError, Unlocking};
use super::{KeychainSession, KeychainSystem};

/// The login keychain. It asks in dialogs of its own and tells nobody; see `CallTimeouts::unseen`.
pub(in crate::store::keychain) struct Native;

impl Native {
    pub(in crate::store::keychain) fn new(_: Unlocking) -> Self {
        Self
    }
}

impl KeychainSystem for Native {
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError> {
        let store = LoginKeychain::new().map_err(|error| StoreError::Other(error.to_string()))?;
        Ok(Box::new(LoginKeychainSession(store)))
    }
}

struct LoginKeychainSession(Arc<LoginKeychain>);

impl KeychainSession for LoginKeychainSession {
    fn store(&self) -> &CredentialStore {
        &*self.0
    }

    fn explain_no_access(&self, error: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        // The code of `errSecReadOnly` is all that tells it from the other reasons.
        if format!("{error:?}").contains("-25292") {
            StoreError::ReadOnly
        } else {
            StoreError::Missing
        }
    }

    fn explain_failure(&self, error: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        // errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed: a locked keychain and
        // nobody who unlocks it.
        let text = format!("{error:?}");
        if ["-128", "-25293", "-25308"].iter().any(|code| text.contains(code)) {
            StoreError::Locked
        } else {
            StoreError::Other(error.to_string())
        }
    }
}
