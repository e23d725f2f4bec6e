//! Why the ledger could not be used, in the terms of who can mend it.

use std::io;

use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use rusqlite::{Error, ErrorCode};
use thiserror::Error as Named;

use crate::domain::profile::UnreadableRow;
use crate::domain::trouble::{Cause, Trouble};

#[derive(Clone, Debug, PartialEq, Eq, Named)]
pub enum LedgerError {
    /// It is no ledger, or its pages contradict one another.
    #[error("the ledger is damaged: {0}")]
    Damaged(String),
    /// The row of a profile makes no sense; the others do.
    #[error("the row of {} cannot be read: {}", .0.key, .0.reason)]
    Row(UnreadableRow),
    /// A newer version of this program wrote it.
    #[error("the ledger has version {found}; this program knows {known}")]
    Newer { found: i32, known: i32 },
    #[error("the disk is full")]
    Full,
    /// It cannot be opened, read or written.
    #[error("the ledger cannot be used: {0}")]
    Unavailable(String),
}

impl From<Error> for LedgerError {
    fn from(error: Error) -> Self {
        let text = error.to_string();
        // The first file that grows when a ledger is opened: for want of room SQLite calls it a broken disk.
        if error.sqlite_error().map(|error| error.extended_code) == Some(SQLITE_IOERR_SHMSIZE) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            // Without a code, the file was read and what it says makes no sense.
            None | Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(text)
            }
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(_) => Self::Unavailable(text),
        }
    }
}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::StorageFull {
            Self::Full
        } else {
            Self::Unavailable(error.to_string())
        }
    }
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Damaged(note) => Self::noted(Cause::LedgerDamaged, note),
            LedgerError::Row(row) => row.trouble(),
            LedgerError::Newer { .. } => Self::noted(Cause::LedgerNewer, error),
            LedgerError::Full => Cause::DiskFull.into(),
            LedgerError::Unavailable(note) => Self::noted(Cause::LedgerUnavailable, note),
        }
    }
}
