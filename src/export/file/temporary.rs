//! The temporary file of an export. Its name follows from the target's, so that what a killed process left is found
//! and removed by the next one that writes there; its lock tells that from what another process is writing now.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::{Builder, NamedTempFile};

use crate::domain::secret::hex;
use crate::files::folder_of;

/// How many may write to one target at once, or be in the way.
const NAMES: usize = 4;

/// Creates it, locked, beside the target. Nothing that is there is opened for it, and no link is followed. Where
/// somebody else holds every name, a random one does as well.
pub(crate) fn create(target: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(target);
    let name = target.file_name().unwrap_or_default();
    let digest = Sha256::digest(name.as_encoded_bytes());
    let stem = format!(".amokey-{}", hex(digest.iter().take(8)));
    let names = (1..=NAMES).map(|n| format!("{stem}-{n}"));
    // All of them: whoever was killed may have had any.
    let names: Vec<_> = names.inspect(|name| remove_leftover(&folder.join(name))).collect();
    for name in names {
        let created = Builder::new().prefix(&name).rand_bytes(0).tempfile_in(folder);
        match created {
            Ok(file) => {
                if let Err(error) = file.as_file().lock() {
                    tracing::info!(%error, "there are no locks here: what is killed may stay");
                }
                if is_at(file.as_file(), file.path()) {
                    return Ok(file);
                }
                // Taken for a leftover before it was locked. What has this name now is not ours to remove.
                drop(file.into_temp_path().keep());
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Builder::new().prefix(".amokey-").tempfile_in(folder)
}

/// Removes a file of this name unless its lock is held. What is no file is removed as well; what
/// cannot be removed stays.
fn remove_leftover(path: &Path) {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return;
    };
    let opened = metadata.is_file().then(|| File::options().read(true).open(path));
    let removed = match opened {
        Some(Ok(file)) => match file.try_lock() {
            // The lock is held until the file is gone.
            Ok(()) if is_at(&file, path) => fs::remove_file(path),
            Ok(()) | Err(TryLockError::WouldBlock) => Ok(()),
            Err(TryLockError::Error(error)) => Err(error),
        },
        Some(Err(error)) => Err(error),
        None => fs::remove_file(path),
    };
    if let Err(error) = removed {
        tracing::warn!(%error, "a temporary file of an export stays");
    }
}

/// Whether an open file is the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
