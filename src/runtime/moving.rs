//! Two stores between which profiles move.

use std::path::PathBuf;
use std::sync::Arc;

use super::home::Home;
use super::open::{self, Opened};
use crate::domain::home_id::HomeId;
use crate::domain::lang::Lang;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::trouble::Trouble;
use crate::store::{Store as _, StoreError};

/// Both are opened.
pub struct Both {
    /// Where profiles are.
    pub from: Opened,
    /// Where they go.
    pub to: Opened,
    /// Whose records the first has, as far as it can tell.
    pub profiles: Vec<ProfileName>,
    /// The folders in which a profile is locked.
    pub locks: Vec<PathBuf>,
}

impl Both {
    /// From the other store of this home, or from another home's entries in the keychain.
    pub fn open<U: Fn(bool) + Send + Sync + 'static>(
        to: StoreKind,
        from: Option<&HomeId>,
        lang: Lang,
        unlocking: impl Fn() -> U,
    ) -> Result<Self, Trouble> {
        let home = Home::open()?;
        let file = || open::sealed(Some(lang), unlocking()).map(|file| Arc::new(file) as Opened);
        let keychain = |home: &HomeId| -> Opened {
            Arc::new(crate::store::system_keychain(home.clone(), unlocking()))
        };
        let mut locks = home.all_locks();
        let source = match (from, to) {
            (Some(other), _) => {
                if other != home.id() {
                    locks.push(home.locks_of(other));
                }
                keychain(other)
            }
            (None, StoreKind::Keychain) => file()?,
            (None, StoreKind::File | StoreKind::Memory) => keychain(home.id()),
        };
        let target = match to {
            StoreKind::Keychain => keychain(home.id()),
            StoreKind::File | StoreKind::Memory => file()?,
        };
        let profiles = match source.profiles() {
            // Then those that are on the list are moved.
            Err(StoreError::NotListable) => Vec::new(),
            profiles => profiles?,
        };
        Ok(Self {
            from: source,
            to: target,
            profiles,
            locks,
        })
    }
}
