//! What differs between the keychains of the systems.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod none;
#[cfg(windows)]
mod windows;

use std::error::Error;

use keyring::api::CredentialStore;

#[cfg(target_os = "linux")]
pub(super) use self::linux::Native;
#[cfg(target_os = "macos")]
pub(super) use self::macos::Native;
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub(super) use self::none::Native;
#[cfg(windows)]
pub(super) use self::windows::Native;
use super::super::StoreError;
use crate::domain::profile::ProfileName;

/// The service under which all entries are found.
pub(super) const SERVICE: &str = "amokey";

/// The keychain of a system, not opened yet.
pub(super) trait KeychainSystem: Send + Sync {
    /// Opens it. This may take a while, but nobody is asked anything yet.
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError>;

    /// What one entry can hold, in bytes.
    fn limit(&self) -> Option<usize> {
        None
    }

    fn user(&self, profile: &ProfileName) -> String {
        profile.as_str().to_owned()
    }

    fn profile(&self, user: &str) -> Option<ProfileName> {
        ProfileName::parse(user).ok()
    }
}

pub(super) trait KeychainSession: Send {
    fn store(&self) -> &CredentialStore;

    /// Makes sure that what is there can be seen: unlocks it, where that takes a person.
    fn admit(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// What a new entry is given beside its name.
    fn modifiers(&self, _user: &str) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The names of all entries of ours, where the system tells them.
    fn users(&self) -> Result<Vec<String>, StoreError> {
        Err(StoreError::NotListable)
    }

    fn explain_no_access(&self, error: &(dyn Error + Send + Sync + 'static)) -> StoreError;

    fn explain_failure(&self, error: &(dyn Error + Send + Sync + 'static)) -> StoreError {
        StoreError::Other(error.to_string())
    }
}
