//! The key of the sealed file, kept in the keychain: an entry of its own.

use zeroize::Zeroizing;

use super::super::file::key::{self, Key, KeyBytes};
use super::super::{Bounded, StoreError};
use super::Keychain;

/// No profile has such a name.
const ENTRY: &str = "#sealing-key";

impl Keychain {
    pub(super) fn sealing_key(&self) -> Result<Option<Key>, StoreError> {
        let kept = self.with_session(|session| session.get(ENTRY))?;
        kept.map(|kept| Key::parse(&kept).ok_or(StoreError::Damaged)).transpose()
    }

    /// Keeps a key and sees that it is there. One that is there already is not replaced.
    pub(super) fn keep_sealing_key(&self, new: &KeyBytes) -> Result<Key, StoreError> {
        if let Some(kept) = self.sealing_key()? {
            return Ok(kept);
        }
        let text = key::written(new);
        self.with_session(|session| session.put(ENTRY, text.trim_end().as_bytes()))?;
        match self.sealing_key()? {
            Some(kept) if kept == Key::Raw(new.clone()) => Ok(kept),
            Some(_) | None => Err(StoreError::ReadOnly),
        }
    }
}

impl Bounded<Keychain> {
    pub fn sealing_key(&self) -> Result<Option<Key>, StoreError> {
        self.call(Keychain::sealing_key)
    }

    /// Keeps a new key of the sealed file; where there is one already, that one is given back.
    pub fn keep_sealing_key(&self, new: &KeyBytes) -> Result<Key, StoreError> {
        let new: KeyBytes = Zeroizing::clone(new);
        self.call(move |keychain| keychain.keep_sealing_key(&new))
    }
}
