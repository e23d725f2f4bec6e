//! The key of the sealed file, kept in the keychain: an entry of its own.

use zeroize::Zeroizing;

use super::super::file::key::{self, Bytes, Key};
use super::super::{Bounded, StoreError};
use super::Keychain;

/// No profile has such a name.
const ENTRY: &str = "#sealing-key";

impl Keychain {
    fn sealing_key(&self) -> Result<Option<Key>, StoreError> {
        let kept = self.with_entries(|entries| entries.get(ENTRY))?;
        kept.map(|kept| Key::parse(&kept).ok_or(StoreError::Damaged))
            .transpose()
    }

    /// Keeps a key and sees that it is there. One that is there already is not replaced.
    fn keep_sealing_key(&self, new: &Bytes) -> Result<Key, StoreError> {
        if let Some(kept) = self.sealing_key()? {
            return Ok(kept);
        }
        let text = key::written(new);
        self.with_entries(|entries| entries.put(ENTRY, text.trim_end().as_bytes()))?;
        match self.sealing_key()? {
            Some(kept) if kept == Key::Raw(new.clone()) => Ok(kept),
            Some(_) | None => Err(StoreError::ReadOnly),
        }
    }
}

impl Bounded<Keychain> {
    /// The key of the sealed file, where the keychain has one.
    pub fn sealing_key(&self) -> Result<Option<Key>, StoreError> {
        self.call(Keychain::sealing_key)
    }

    /// Keeps a new key of the sealed file; where there is one already, that one is given back.
    pub fn keep_sealing_key(&self, new: &Bytes) -> Result<Key, StoreError> {
        let new: Bytes = Zeroizing::clone(new);
        self.call(move |keychain| keychain.keep_sealing_key(&new))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::Fake;
    use super::*;
    use crate::domain::home_id::HomeId;

    #[test]
    fn it_is_kept_once_and_for_good() {
        let fake = Fake::with_limit(2560);
        let keychain = Keychain::of(HomeId::First, Box::new(fake.clone()));
        assert_eq!(keychain.sealing_key(), Ok(None));
        let (first, second) = (Key::random().unwrap(), Key::random().unwrap());
        let kept = Key::Raw(first.clone());
        assert_eq!(keychain.keep_sealing_key(&first), Ok(kept.clone()));
        assert_eq!(keychain.keep_sealing_key(&second), Ok(kept.clone()));
        assert_eq!(keychain.sealing_key(), Ok(Some(kept)));
        assert_eq!(fake.names(), ["#sealing-key.amokey"]);
    }
}
