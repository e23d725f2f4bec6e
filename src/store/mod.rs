//! Secrets at rest: one record per profile, in the old state or the new one, never in between.

pub mod bounded;
pub mod encoding;
mod error;
pub mod file;
pub mod keychain;
pub mod killpoint;
pub mod lock;
pub mod memory;
mod names;
#[cfg(test)]
mod tests;
pub mod unlocking;

pub use bounded::Bounded;
pub use error::StoreError;
pub use file::SealedFile;
pub use keychain::Keychain;
pub use lock::{Holder, LockError, ProfileLock};
pub use memory::Memory;
#[cfg(test)]
pub use tests::Faulty;
pub use unlocking::Unlocking;

use crate::domain::home_id::HomeId;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::record::Record;

/// The contract of all stores. Every call blocks: call it where blocking is allowed.
pub trait Store: Send + Sync {
    fn kind(&self) -> StoreKind;

    /// Reads a record. `None` means that the store was read and has none: what cannot be read is an
    /// error, never an absence.
    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError>;

    /// Replaces a record whole. After an error the old record is still there, except after
    /// [`StoreError::TimedOut`], and where a file may not last: then it is the old one or the new one.
    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError>;

    /// Removes a record. One that is absent is removed already.
    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError>;

    /// Whose records are in it, those that are being connected among them.
    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError>;

    /// Records of other homes that are kept in the same place.
    fn of_other_homes(&self) -> Result<Vec<(HomeId, ProfileName)>, StoreError> {
        Ok(Vec::new())
    }

    /// Begins to open what the first call would have to wait for. Nobody is asked anything by it, and a failure is
    /// that call's to tell.
    fn open_ahead(&self) {}

    /// Writes, reads back and deletes an entry that belongs to no profile, before a
    /// secret depends on it.
    fn check(&self) -> Result<(), StoreError>;
}

/// The keychain of this system as the product uses it, with the entries of one home: every call bounded in time, and
/// `observer` told when a person is asked to unlock it (`true`) and when that is over (`false`).
pub fn system_keychain(
    home: HomeId,
    observer: impl Fn(bool) + Send + Sync + 'static,
) -> Bounded<Keychain> {
    let unlocking = Unlocking::new(observer);
    Bounded::new(Keychain::system(home, unlocking.clone()), unlocking)
}
