//! A system whose keychain this program does not know.

use super::super::super::{StoreError, Unlocking};
use super::{KeychainSession, KeychainSystem};

pub(in crate::store::keychain) struct Native;

impl Native {
    pub(in crate::store::keychain) fn new(_: Unlocking) -> Self {
        Self
    }
}

impl KeychainSystem for Native {
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError> {
        Err(StoreError::Missing)
    }
}
