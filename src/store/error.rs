//! Why a store could not do what it was asked, in the terms of who can mend it.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::{Cause, Trouble};

/// Why a store failed. What a library said beyond that is in the log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// It is locked, was never set up, or nobody unlocked it in time.
    #[error("the store is locked")]
    Locked,
    #[error("there is no such store on this system")]
    Missing,
    /// It did not answer in time. What was asked for may still happen.
    #[error("the store did not answer in time")]
    TimedOut,
    /// It has no room, or not for a record of this size.
    #[error("the store is full")]
    Full,
    /// It may be read, but not written.
    #[error("the store refuses to write")]
    ReadOnly,
    #[error("what is stored cannot be read")]
    Damaged,
    /// There are two of it, and which one holds is not known.
    #[error("there are two records of one profile")]
    Doubled,
    #[error("the record was written by a newer version of this program")]
    Newer,
    /// The sealed file, or its key, is refused.
    #[error("the sealed file cannot be used: {fault}, {path}")]
    Sealed { fault: SealedFileError, path: String, note: Option<String> },
    #[error("the store does not tell what is in it")]
    NotListable,
    #[error("the store failed: {0}")]
    Other(String),
}

impl StoreError {
    /// A sealed file, or its key, that is not used.
    pub(super) fn refused(path: &Path, fault: SealedFileError) -> Self {
        Self::Sealed { fault, path: path.display().to_string(), note: None }
    }

    /// The same, with what the system said.
    pub fn failed(path: &Path, fault: SealedFileError, error: &io::Error) -> Self {
        Self::Sealed { fault, path: path.display().to_string(), note: Some(error.to_string()) }
    }

    /// A sealed file that the system does not let us use.
    pub(super) fn unusable(path: &Path, error: &io::Error) -> Self {
        let is_absent = error.kind() == io::ErrorKind::NotFound;
        let fault = if is_absent { SealedFileError::Absent } else { SealedFileError::Unusable };
        Self::failed(path, fault, error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked => Cause::StoreLocked.into(),
            StoreError::Missing => Cause::StoreMissing.into(),
            StoreError::TimedOut => Cause::StoreTimedOut.into(),
            StoreError::Full => Cause::StoreFull.into(),
            StoreError::ReadOnly => Cause::StoreReadOnly.into(),
            StoreError::Damaged => Cause::StoreDamaged.into(),
            StoreError::Sealed { fault, path, note } => {
                let mut trouble = Self::new(Cause::Sealed { fault, path });
                trouble.detail.note = note;
                trouble
            }
            StoreError::NotListable => Cause::StoreNotListable.into(),
            StoreError::Doubled => Cause::StoreDoubled.into(),
            StoreError::Newer => Cause::StoreNewer.into(),
            // A store that fails in an unknown way is best treated as one that is not there.
            StoreError::Other(note) => Self::noted(Cause::StoreMissing, note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trouble::{Mend, Severity};

    #[test]
    fn whatever_it_is_it_is_the_stores() {
        for error in [
            StoreError::Locked,
            StoreError::Missing,
            StoreError::TimedOut,
            StoreError::Full,
            StoreError::ReadOnly,
            StoreError::Damaged,
            StoreError::Newer,
            StoreError::Doubled,
            StoreError::NotListable,
            StoreError::Other("?".into()),
            StoreError::Sealed {
                fault: SealedFileError::WrongKey,
                path: "secrets.sealed".into(),
                note: None,
            },
        ] {
            let trouble = Trouble::from(error);
            assert_eq!(trouble.cause.severity(), Severity::Store, "{trouble:?}");
            assert_eq!(trouble.cause.mend(), Mend::Store, "{trouble:?}");
        }
    }
}
