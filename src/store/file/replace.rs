//! A file is replaced whole: written beside it, on the disk before it takes its name. Whenever the process or the power
//! ends, there is the old file or the new one.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::directory::{Directory, Entry};
use super::header::Header;
use super::key::Bytes;
use super::opened::{END, Opened};
use super::seal::{Part, Sealer};
use super::{StoreError, refused};
use crate::domain::sealed::Fault;
use crate::store::{killpoint, lock};

/// Holds the store against everybody else who writes.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let at = path.with_extension("lock");
    let held = private(OpenOptions::new().read(true).write(true).create(true))
        .open(&at)
        .and_then(|file| Ok(lock::wait_for(&file, lock::WAIT, |_| {})?.then_some(file)));
    match held {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(refused(&at, Fault::Held)),
        Err(error) => Err(unwritten(&at, &error)),
    }
}

/// Writes a file without records.
pub(super) fn create(path: &Path, header: &Header, key: &Bytes) -> Result<(), StoreError> {
    let sealer = Sealer::new(key, header);
    let end = end(&sealer, Directory::default()).map_err(|fault| refused(path, fault))?;
    whole(path, |file| {
        file.write_all(header.bytes())?;
        file.write_all(&end)
    })
}

/// What names stand for from now on; `None` for nothing.
pub(super) type Changes<'a> = BTreeMap<&'a str, Option<Zeroizing<Vec<u8>>>>;

/// Writes a file in which some names stand for something else. All other records are copied as they are.
pub(super) fn replace(old: &Opened, changes: Changes<'_>) -> Result<(), StoreError> {
    let fault = |fault| refused(&old.path, fault);
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
    let mut new = Vec::new();
    for (name, content) in changes {
        let Some(mut content) = content else { continue };
        let (bytes, tag) = sealer
            .seal(Part::Record(name), &mut content)
            .map_err(fault)?;
        let length = u32::try_from(bytes.len()).map_err(|_| fault(Fault::Unusable))?;
        directory.push(Entry { name, length, tag }).map_err(fault)?;
        new.extend(bytes);
    }
    new.extend(end(&sealer, directory).map_err(fault)?);
    whole(&old.path, |file| {
        file.write_all(old.header.bytes())?;
        for place in kept {
            copy(&old.file, place, file)?;
        }
        file.write_all(&new)
    })
}

/// Directory and trailer.
fn end(sealer: &Sealer<'_>, directory: Directory) -> Result<Vec<u8>, Fault> {
    let (mut end, _) = sealer.seal(Part::Directory, &mut directory.into_bytes())?;
    let length = u32::try_from(end.len()).map_err(|_| Fault::Unusable)?;
    end.extend_from_slice(&length.to_le_bytes());
    end.extend_from_slice(&END);
    Ok(end)
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
fn whole(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), StoreError> {
    let new = beside(path);
    let written = || {
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&new)?;
        killpoint::passed("begun");
        write(&mut file)?;
        killpoint::passed("written");
        file.sync_all()?;
        killpoint::passed("synced");
        fs::rename(&new, path)
    };
    if let Err(error) = written() {
        // The old file stays as it is, and what was begun is not left behind.
        let _ = fs::remove_file(&new);
        return Err(unwritten(path, &error));
    }
    killpoint::passed("renamed");
    // The new file is there. Only whether it would be after a power cut is not known.
    sync_folder(path).map_err(|error| {
        tracing::warn!(%error, "the folder of the sealed file cannot be synced");
        unwritten(path, &error)
    })
}

fn beside(path: &Path) -> PathBuf {
    path.with_extension("new")
}

/// What fails while writing is never that there is no sealed file.
fn unwritten(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Sealed {
        fault: Fault::Unusable,
        path: path.display().to_string(),
        note: Some(error.to_string()),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// There a folder cannot be opened, and a rename is written through.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
