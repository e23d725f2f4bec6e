//! A file is replaced whole: written beside it, on the disk before it takes its name. Whenever the process or the power
//! ends, there is the old file or the new one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::Path;

use zeroize::Zeroizing;

use super::StoreError;
use super::directory::{Directory, DirectoryEntry};
use super::header::Header;
use super::key::KeyBytes;
use super::opened::{END, OpenFile};
use super::seal::{Part, Sealer};
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::files::{private, sync_folder_of};
use crate::store::{killpoint, lock};

/// Holds the store against everybody else who writes.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let at = path.with_extension("lock");
    let held = private()
        .truncate(false)
        .open(&at)
        .and_then(|file| Ok(lock::wait_for(&file, lock::WAIT, |_| {})?.then_some(file)));
    match held {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(StoreError::refused(&at, SealedFileError::Held)),
        Err(error) => Err(StoreError::failed(&at, SealedFileError::Unusable, &error)),
    }
}

pub(super) fn create(path: &Path, header: &Header, key: &KeyBytes) -> Result<(), StoreError> {
    let end = sealed(&Sealer::new(key, header), Directory::default(), Changes::new())
        .map_err(|fault| StoreError::refused(path, fault))?;
    whole(path, &path.with_extension("new"), |file| {
        file.write_all(&header.bytes)?;
        file.write_all(&end)
    })
}

/// Writes a file where none is: it has its name before it is whole, and is on the disk when this ends.
pub(super) fn create_at(
    path: &Path,
    header: &Header,
    key: &KeyBytes,
    content: Changes<'_>,
) -> Result<(), StoreError> {
    let rest = sealed(&Sealer::new(key, header), Directory::default(), content)
        .map_err(|fault| StoreError::refused(path, fault))?;
    let written = || {
        let mut file = private().create_new(true).open(path)?;
        file.write_all(&header.bytes)?;
        file.write_all(&rest)?;
        file.sync_all()?;
        sync_folder_of(path)
    };
    written().map_err(|error| StoreError::failed(path, SealedFileError::Unusable, &error))
}

/// What names stand for from now on; `None` for nothing.
pub(super) type Changes<'a> = BTreeMap<&'a str, Option<Zeroizing<Vec<u8>>>>;

/// Writes a file in which some names stand for something else, under a temporary name first. All other records are
/// copied as they are.
pub(super) fn replace(
    old: &OpenFile,
    changes: Changes<'_>,
    temporary: &Path,
) -> Result<(), StoreError> {
    let fault = |fault| StoreError::refused(&old.path, fault);
    let sealer = old.sealer();
    let mut directory = Directory::default();
    let mut kept: Vec<Range<u64>> = Vec::new();
    for (at, entry) in old.directory.entries() {
        if changes.contains_key(entry.name) {
            continue;
        }
        let place = at..at + u64::from(entry.length);
        directory.push(entry).map_err(fault)?;
        match kept.last_mut() {
            Some(before) if before.end == place.start => before.end = place.end,
            Some(_) | None => kept.push(place),
        }
    }
    let new = sealed(&sealer, directory, changes).map_err(fault)?;
    whole(&old.path, temporary, |file| {
        file.write_all(&old.header.bytes)?;
        for place in kept {
            copy(&old.file, place, file)?;
        }
        file.write_all(&new)
    })
}

/// What is new, sealed, and behind it the list of all and the end.
fn sealed(
    sealer: &Sealer<'_>,
    mut directory: Directory,
    changes: Changes<'_>,
) -> Result<Vec<u8>, SealedFileError> {
    let mut bytes = Vec::new();
    for (name, content) in changes {
        let Some(mut content) = content else { continue };
        let (part, tag) = sealer.seal(Part::Record(name), &mut content)?;
        let length = u32::try_from(part.len()).map_err(|_| SealedFileError::Unusable)?;
        directory.push(DirectoryEntry { name, length, tag })?;
        bytes.extend(part);
    }
    let (end, _) = sealer.seal(Part::Directory, &mut directory.into_bytes())?;
    let length = u32::try_from(end.len()).map_err(|_| SealedFileError::Unusable)?;
    bytes.extend(end);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&END);
    Ok(bytes)
}

/// Copies records that stay as they are. Where the system can, they do not pass through this process.
fn copy(mut old: &File, place: Range<u64>, new: &mut File) -> io::Result<()> {
    let length = place.end - place.start;
    old.seek(SeekFrom::Start(place.start))?;
    if io::copy(&mut old.take(length), new)? == length {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Puts a whole file in the place of another one. The lock is held, so nobody else writes under the same name; what a
/// process left there that was killed is nobody's.
fn whole(
    path: &Path,
    new: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), StoreError> {
    let written = || {
        match fs::remove_file(new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut file = private().create_new(true).open(new)?;
        killpoint::passed("begun");
        write(&mut file)?;
        killpoint::passed("written");
        file.sync_all()?;
        killpoint::passed("synced");
        fs::rename(new, path)
    };
    if let Err(error) = written() {
        // The old file stays as it is, and what was begun is not left behind.
        let _ = fs::remove_file(new);
        return Err(StoreError::failed(path, SealedFileError::Unusable, &error));
    }
    killpoint::passed("renamed");
    // The new file is there. Only whether it would be after a power cut is not known.
    sync_folder_of(path).map_err(|error| {
        tracing::warn!(%error, "the folder of the sealed file cannot be synced");
        StoreError::failed(path, SealedFileError::Unusable, &error)
    })
}
