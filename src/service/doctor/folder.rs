//! The folder: there, closed to others, and it can be written.

use std::fs;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{Places, Verdict, bounded, millis_since, too_slow};
use crate::domain::trouble::{Cause, Trouble};

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A file was written and read back, and nobody else may look.
    Fine {
        /// The folder.
        folder: PathBuf,
        /// How many folders and files were looked at.
        entries: u64,
        /// How long writing took.
        took_ms: u64,
    },
    /// Others may enter, read or write.
    Open {
        /// The folder.
        folder: PathBuf,
        /// The first that is open.
        entry: PathBuf,
        /// Its mode.
        mode: u32,
        /// How many there are.
        entries: u64,
        /// Whether others may write.
        writable: bool,
    },
    /// It is not there, or cannot be used.
    Unusable(Trouble),
}

impl Seen {
    /// Nothing secret is in it, so that others may read is no failure. That they may write is.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Fine { .. } => Verdict::Ok,
            Self::Open {
                writable: false, ..
            } => Verdict::Attention,
            Self::Open { writable: true, .. } | Self::Unusable(_) => Verdict::Failed,
        }
    }
}

/// Looks at the folder and writes a file in it.
pub async fn check(places: &Result<Places, Trouble>) -> Seen {
    let places = match places {
        Ok(places) => places.clone(),
        Err(trouble) => return Seen::Unusable(trouble.clone()),
    };
    bounded(move || look(&places))
        .await
        .unwrap_or_else(|| Seen::Unusable(too_slow()))
}

fn look(places: &Places) -> Seen {
    let begun = Instant::now();
    if let Err(error) = write(&places.folder) {
        return Seen::Unusable(unusable(&places.folder, &error));
    }
    let took_ms = millis_since(begun);
    let modes = match modes(places) {
        Ok(modes) => modes,
        Err(error) => return Seen::Unusable(unusable(&places.folder, &error)),
    };
    let open: Vec<_> = modes.iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    let count = |entries: usize| u64::try_from(entries).unwrap_or(u64::MAX);
    match open.first() {
        None => Seen::Fine {
            folder: places.folder.clone(),
            entries: count(modes.len()),
            took_ms,
        },
        Some((entry, mode)) => Seen::Open {
            folder: places.folder.clone(),
            entry: entry.clone(),
            mode: *mode,
            entries: count(open.len()),
            writable: open.iter().any(|(_, mode)| mode & 0o022 != 0),
        },
    }
}

fn unusable(folder: &Path, error: &io::Error) -> Trouble {
    let cause = if error.kind() == io::ErrorKind::StorageFull {
        Cause::DiskFull
    } else {
        Cause::LedgerUnavailable
    };
    Trouble::noted(cause, format!("{}: {error}", folder.display()))
}

/// Down to the disk and back. The file goes with its handle.
fn write(folder: &Path) -> io::Result<()> {
    let text = b"This file shows that the folder can be written.";
    let mut file = tempfile::Builder::new()
        .prefix(".check-")
        .tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.rewind()?;
    let mut read = Vec::new();
    file.read_to_end(&mut read)?;
    file.close()?;
    if read == text {
        Ok(())
    } else {
        Err(io::Error::other("another text was read back"))
    }
}

/// The modes of the folders, of the ledger and of the lock files. Log files are left out: who may not enter their
/// folder cannot reach them.
fn modes(places: &Places) -> io::Result<Vec<(PathBuf, u32)>> {
    let mut paths = vec![
        places.folder.clone(),
        places.locks.clone(),
        places.logs.clone(),
    ];
    for folder in [&places.folder, &places.locks] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                paths.push(entry.path());
            }
        }
    }
    let mut modes = Vec::new();
    for path in paths {
        match fs::metadata(&path) {
            Ok(metadata) => modes.push((path, mode(&metadata))),
            // Another process has closed the ledger or released a lock since.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(modes)
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777
}

/// Elsewhere a folder is its owner's by where it is.
#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}
