//! The folder: there, closed to others, and it can be written.

use std::fs;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::bounded::bounded_with;
use super::check::Check;
use super::subject::HomePaths;
use crate::domain::shell::quoted;
use crate::domain::trouble::{Cause, Trouble};

/// Looks at the folder and writes a file in it.
pub async fn check(paths: &Result<HomePaths, Trouble>) -> Check {
    let looked = bounded_with(paths, |paths| look(&paths)).await;
    looked.unwrap_or_else(|trouble| Check::trouble("folder", trouble))
}

fn look(paths: &HomePaths) -> Result<Check, Trouble> {
    let folder = paths.folder.display();
    let unusable = |error: io::Error| {
        let cause = match error.kind() {
            io::ErrorKind::StorageFull => Cause::DiskFull,
            _ => Cause::LedgerUnavailable,
        };
        Trouble::noted(cause, format!("{folder}: {error}"))
    };
    let begun = Instant::now();
    write(&paths.folder).map_err(unusable)?;
    let took = begun.elapsed();
    let modes = modes(paths).map_err(unusable)?;
    let open: Vec<_> = modes.iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    let Some((entry, mode)) = open.first() else {
        return Ok(Check::ok("folder", "doctor-folder-fine")
            .text("folder", folder)
            .number("count", modes.len())
            .number("ms", took.as_millis()));
    };
    // Nothing secret is in it, so that others may read is no failure. That they may write is.
    let check = if open.iter().any(|(_, mode)| mode & 0o022 != 0) {
        Check::failed("folder", "doctor-folder-writable")
    } else {
        Check::attention("folder", "doctor-folder-readable")
    };
    Ok(check
        .text("entry", entry.display())
        .text("mode", format_args!("{mode:04o}"))
        .number("count", open.len())
        .run(format_args!("chmod -R go-rwx {}", quoted(&folder.to_string()))))
}

/// Down to the disk and back. The file goes with its handle.
fn write(folder: &Path) -> io::Result<()> {
    let text = b"This file shows that the folder can be written.";
    let mut file = tempfile::Builder::new().prefix(".check-").tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.rewind()?;
    let mut read = Vec::new();
    file.read_to_end(&mut read)?;
    file.close()?;
    if read == text { Ok(()) } else { Err(io::Error::other("another text was read back")) }
}

/// The modes of the folders, of the ledger and of the lock files. Log files are left out: who may not enter their
/// folder cannot reach them.
fn modes(paths: &HomePaths) -> io::Result<Vec<(PathBuf, u32)>> {
    let mut entries = vec![paths.folder.clone(), paths.locks.clone(), paths.logs.clone()];
    for folder in [&paths.folder, &paths.locks] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                entries.push(entry.path());
            }
        }
    }
    let mut modes = Vec::new();
    for entry in entries {
        match fs::metadata(&entry) {
            Ok(metadata) => modes.push((entry, mode(&metadata))),
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
