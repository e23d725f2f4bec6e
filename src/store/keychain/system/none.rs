//! A system whose keychain this program does not know.

use super::super::super::{StoreError, Unlocking};
use super::{Session, System};

/// No keychain.
pub(in crate::store::keychain) struct Native;

impl Native {
    pub(in crate::store::keychain) fn new(_: Unlocking) -> Self {
        Self
    }
}

impl System for Native {
    fn open(&self) -> Result<Box<dyn Session>, StoreError> {
        Err(StoreError::Missing)
    }
}
