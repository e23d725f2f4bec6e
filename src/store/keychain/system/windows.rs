//! The Credential Manager of Windows. An entry holds 2560 bytes and its name knows no case.

use std::error::Error;
use std::sync::Arc;

use keyring::api::CredentialStore;
use windows_native_keyring_store::Store as CredentialManager;

use super::super::super::{StoreError, Unlocking, names};
use super::{KeychainSession, KeychainSystem};
use crate::domain::profile::ProfileName;

/// `CRED_MAX_CREDENTIAL_BLOB_SIZE`
const LIMIT: usize = 2560;

/// The credentials of this user. Nobody is ever asked to unlock them.
pub(in crate::store::keychain) struct Native;

impl Native {
    pub(in crate::store::keychain) fn new(_: Unlocking) -> Self {
        Self
    }
}

impl KeychainSystem for Native {
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError> {
        let store =
            CredentialManager::new().map_err(|error| StoreError::Other(error.to_string()))?;
        Ok(Box::new(CredentialManagerSession(store)))
    }

    fn limit(&self) -> Option<usize> {
        Some(LIMIT)
    }

    fn user(&self, profile: &ProfileName) -> String {
        names::percent_encoded(profile)
    }
}

struct CredentialManagerSession(Arc<CredentialManager>);

impl KeychainSession for CredentialManagerSession {
    fn store(&self) -> &CredentialStore {
        &*self.0
    }

    fn modifiers(&self, _: &str) -> Vec<(&'static str, String)> {
        // The default roams to other machines of the domain.
        vec![("persistence", "Local".to_owned())]
    }

    fn explain_no_access(&self, _: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        // `ERROR_NO_SUCH_LOGON_SESSION`: a service without a user's profile.
        StoreError::Missing
    }
}
