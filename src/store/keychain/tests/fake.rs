//! A credential store with Windows' rules, that can be made to fail at any call.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use keyring::api::{Credential, CredentialApi, CredentialStore, CredentialStoreApi};
use keyring::{Entry, Error, Result};

use super::super::system::{KeychainSession, KeychainSystem};
use crate::domain::profile::ProfileName;
use crate::store::{StoreError, names};

/// What is stored, by name.
pub(super) type Entries = BTreeMap<String, Vec<u8>>;

/// What is stored, and how the store behaves.
#[derive(Default)]
pub(super) struct Vault {
    pub(super) entries: Entries,
    pub(super) limit: Option<usize>,
    /// Fails the call that brings this to 0; counts changes only.
    pub(super) changes_until_failure: Option<usize>,
}

/// Shared by all who open it.
#[derive(Clone, Default)]
pub(super) struct Fake(pub(super) Arc<Mutex<Vault>>);

impl Fake {
    /// Entries of at most `limit` bytes, whose names know no case.
    pub(super) fn with_limit(limit: usize) -> Self {
        let fake = Self::default();
        fake.0.lock().unwrap().limit = Some(limit);
        fake
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().entries.keys().cloned().collect()
    }

    pub(super) fn fail_after(&self, changes: Option<usize>) {
        self.0.lock().unwrap().changes_until_failure = changes;
    }
}

impl KeychainSystem for Fake {
    fn open(&self) -> std::result::Result<Box<dyn KeychainSession>, StoreError> {
        Ok(Box::new(self.clone()))
    }
    fn limit(&self) -> Option<usize> {
        self.0.lock().unwrap().limit
    }
    fn user(&self, profile: &ProfileName) -> String {
        names::percent_encoded(profile)
    }
    fn profile(&self, user: &str) -> Option<ProfileName> {
        let mut pieces = user.split('%');
        let mut name = pieces.next()?.as_bytes().to_vec();
        for piece in pieces {
            let (digits, rest) = piece.split_at_checked(2)?;
            name.push(u8::from_str_radix(digits, 16).ok()?);
            name.extend(rest.bytes());
        }
        ProfileName::parse(&String::from_utf8(name).ok()?).ok()
    }
}

impl KeychainSession for Fake {
    fn store(&self) -> &CredentialStore {
        self
    }
    fn users(&self) -> std::result::Result<Vec<String>, StoreError> {
        let user = |name: String| name.strip_suffix(".amokey").map(str::to_owned);
        Ok(self.names().into_iter().filter_map(user).collect())
    }
    fn explain_no_access(&self, _: &(dyn StdError + Send + Sync + 'static)) -> StoreError {
        StoreError::Locked
    }
}

impl CredentialStoreApi for Fake {
    fn vendor(&self) -> String {
        "fake".into()
    }
    fn id(&self) -> String {
        "fake".into()
    }
    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        Ok(Entry::new_with_credential(Arc::new(FakeEntry {
            vault: Arc::clone(&self.0),
            name: format!("{user}.{service}").to_lowercase(),
        })))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct FakeEntry {
    vault: Arc<Mutex<Vault>>,
    name: String,
}

impl FakeEntry {
    fn change<T>(&self, change: impl FnOnce(&mut Vault) -> Result<T>) -> Result<T> {
        let mut vault = self.vault.lock().unwrap();
        if let Some(left) = &mut vault.changes_until_failure {
            if *left == 0 {
                return Err(Error::PlatformFailure("told to fail".into()));
            }
            *left -= 1;
        }
        change(&mut vault)
    }
}

impl CredentialApi for FakeEntry {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.change(|vault| {
            if let Some(limit) = vault.limit
                && secret.len() > limit
            {
                return Err(Error::TooLong("secret".into(), 2560));
            }
            vault.entries.insert(self.name.clone(), secret.to_vec());
            Ok(())
        })
    }
    fn get_secret(&self) -> Result<Vec<u8>> {
        let vault = self.vault.lock().unwrap();
        vault.entries.get(&self.name).cloned().ok_or(Error::NoEntry)
    }
    fn delete_credential(&self) -> Result<()> {
        self.change(|vault| vault.entries.remove(&self.name).map(drop).ok_or(Error::NoEntry))
    }
    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }
    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn debug_fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}
