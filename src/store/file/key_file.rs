//! A key file: nobody but its owner may read or change it, and its owner is us or root.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::StoreError;
use super::key::{self, Key, KeyBytes};
#[cfg(unix)]
use crate::domain::exposure::is_ours;
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::files::{open_regular, private};

const MOST: u64 = 128;

/// Reads a key file that is kept from others.
pub fn read(path: &Path) -> Result<Key, StoreError> {
    let file = open(path)?;
    // Of the file that was opened: the name may mean another one by now.
    let metadata = file
        .metadata()
        .map_err(|error| StoreError::failed(path, SealedFileError::KeyUnusable, &error))?;
    guarded(&metadata).map_err(|fault| StoreError::refused(path, fault))?;
    content(path, file)
}

/// Reads a key that systemd passes on: it has its own ways to keep it from others.
pub fn read_credential(path: &Path) -> Result<Key, StoreError> {
    content(path, open(path)?)
}

/// Writes a new key file. One that is there is never replaced, and half of one does not stay.
pub fn create(path: &Path, key: &KeyBytes) -> Result<(), StoreError> {
    let made = private().create_new(true).open(path).and_then(|mut file| {
        let written = file.write_all(key::written(key).as_bytes()).and_then(|()| file.sync_all());
        if written.is_err() {
            // It was not there a moment ago. What cannot be taken away is told when it is read.
            let _ = fs::remove_file(path);
        }
        written
    });
    made.map_err(|error| StoreError::failed(path, SealedFileError::KeyNotMade, &error))
}

fn open(path: &Path) -> Result<File, StoreError> {
    open_regular(OpenOptions::new().read(true), path)
        .map_err(|error| StoreError::failed(path, SealedFileError::KeyUnusable, &error))
}

fn content(path: &Path, file: File) -> Result<Key, StoreError> {
    let mut content = Zeroizing::new(Vec::with_capacity(256));
    file.take(MOST)
        .read_to_end(&mut content)
        .map_err(|error| StoreError::failed(path, SealedFileError::KeyUnusable, &error))?;
    Key::parse(&content).ok_or_else(|| StoreError::refused(path, SealedFileError::KeyUnusable))
}

#[cfg(unix)]
fn guarded(metadata: &fs::Metadata) -> Result<(), SealedFileError> {
    use std::os::unix::fs::MetadataExt as _;
    let us = rustix::process::geteuid().as_raw();
    may_be_used(metadata.uid(), metadata.mode(), us)
}

/// The access lists of other systems are their owner's business.
#[cfg(not(unix))]
fn guarded(_: &std::fs::Metadata) -> Result<(), SealedFileError> {
    Ok(())
}

#[cfg(unix)]
const fn may_be_used(owner: u32, mode: u32, us: u32) -> Result<(), SealedFileError> {
    if !is_ours(owner, us) {
        Err(SealedFileError::KeyNotOurs)
    } else if mode & 0o077 != 0 {
        Err(SealedFileError::KeyExposed)
    } else {
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests;
