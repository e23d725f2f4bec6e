//! A keychain entry by its name: read, written, deleted, with errors of our own.

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use super::super::StoreError;
use super::system::{KeychainSession, SERVICE};

impl dyn KeychainSession + '_ {
    pub(super) fn get(&self, user: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        match self.entry(user)?.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(self.explain(error)),
        }
    }

    pub(super) fn put(&self, user: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.entry(user)?.set_secret(bytes).map_err(|error| self.explain(error))
    }

    pub(super) fn remove(&self, user: &str) -> Result<(), StoreError> {
        let doubles = match self.entry(user)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => return Ok(()),
            // Something else made a second one: all of them are meant.
            Err(Error::Ambiguous(doubles)) => doubles,
            Err(error) => return Err(self.explain(error)),
        };
        for double in doubles {
            double.delete_credential().map_err(|error| self.explain(error))?;
        }
        Ok(())
    }

    fn entry(&self, user: &str) -> Result<Entry, StoreError> {
        let modifiers = self.modifiers(user);
        let modifiers = modifiers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.store().build(SERVICE, user, Some(&modifiers)).map_err(|error| self.explain(error))
    }

    /// Errors of the keychain. Some carry what is stored: these are never printed.
    fn explain(&self, error: Error) -> StoreError {
        let explained = match error {
            Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
                StoreError::Damaged
            }
            Error::Ambiguous(_) => StoreError::Doubled,
            Error::TooLong(..) => StoreError::Full,
            Error::NoStorageAccess(error) => self.explain_no_access(&*error),
            Error::PlatformFailure(error) => self.explain_failure(&*error),
            other => StoreError::Other(other.to_string()),
        };
        tracing::debug!(%explained, "the keychain failed");
        explained
    }
}
