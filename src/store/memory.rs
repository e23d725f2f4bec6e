//! The memory of this process: for the demo and for tests.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Store, StoreError};
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::Record;

#[derive(Default)]
pub struct Memory(Mutex<HashMap<ProfileName, Record>>);

impl Memory {
    pub fn new() -> Self {
        Self::default()
    }

    /// A panic elsewhere leaves the map whole: every change of it is one call.
    fn records(&self) -> MutexGuard<'_, HashMap<ProfileName, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn kind(&self) -> StoreKind {
        StoreKind::Memory
    }

    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        Ok(self.records().get(profile).cloned())
    }

    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        self.records().insert(profile.clone(), record.clone());
        Ok(())
    }

    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        self.records().remove(profile);
        Ok(())
    }

    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        Ok(self.records().keys().cloned().collect())
    }

    fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
