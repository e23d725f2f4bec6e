//! Why a pack is not made, or not opened.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::Trouble;
use crate::store::StoreError;

/// What is wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackFault {
    Absent,
    /// Something has the name already.
    Exists,
    /// What would be replaced holds profiles of this home, which are away in it.
    HoldsOurs,
    /// The beginning of a pack is in the way, and it is not known to be ours.
    PartInTheWay,
    /// It is no pack.
    Foreign,
    Newer,
    Damaged,
    WrongPassphrase,
    /// Another process takes from it.
    Held,
    /// It was begun and never finished.
    Unfinished,
    Unusable,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    #[error("{}: {fault:?}", path.display())]
    File { fault: PackFault, path: PathBuf, note: Option<String> },
    /// There are no profiles.
    #[error("there is nothing to pack")]
    Nothing,
    /// Profiles are marked, and could not be taken back.
    #[error("{}: half-way: {trouble}", path.display())]
    HalfWay { path: PathBuf, trouble: Box<Trouble> },
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl PackError {
    pub fn at(path: &Path, fault: PackFault) -> Self {
        Self::File { fault, path: path.to_path_buf(), note: None }
    }

    pub fn system(path: &Path, error: &io::Error) -> Self {
        let note = Some(error.to_string());
        Self::File { fault: PackFault::Unusable, path: path.to_path_buf(), note }
    }

    /// What was found when a file was read or written as a sealed one.
    pub fn sealed(path: &Path, error: StoreError) -> Self {
        let (fault, note) = match error {
            StoreError::Sealed { fault, note, .. } => (fault_of(fault), note),
            StoreError::Damaged => (PackFault::Damaged, None),
            StoreError::Newer => (PackFault::Newer, None),
            other => (PackFault::Unusable, Some(other.to_string())),
        };
        Self::File { fault, path: path.to_path_buf(), note }
    }
}

const fn fault_of(fault: SealedFileError) -> PackFault {
    match fault {
        SealedFileError::Absent => PackFault::Absent,
        SealedFileError::Exists => PackFault::Exists,
        SealedFileError::Foreign => PackFault::Foreign,
        SealedFileError::Newer => PackFault::Newer,
        SealedFileError::Damaged => PackFault::Damaged,
        SealedFileError::Held => PackFault::Held,
        SealedFileError::WrongKey => PackFault::WrongPassphrase,
        SealedFileError::Unusable
        | SealedFileError::NoKey
        | SealedFileError::KeyExposed
        | SealedFileError::KeyNotOurs
        | SealedFileError::KeyNotMade
        | SealedFileError::KeyUnusable => PackFault::Unusable,
    }
}
