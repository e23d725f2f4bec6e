//! What is trusted is ours, and nobody else may write it: hooks are run from the ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::exposure::Exposure;
use crate::domain::trouble::{Cause, Trouble};

/// Where a path leads, resolved once and from then on used instead of it; the path itself where nothing is there yet.
/// What somebody else may have written is refused.
pub fn resolved(path: PathBuf) -> Result<PathBuf, Trouble> {
    if fs::symlink_metadata(&path).is_err() {
        return Ok(path);
    }
    match canonical(&path) {
        Ok(target) => trusted(&target).map(|()| target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(refused(Exposure::Dangling, &path))
        }
        // Whoever uses it says why it cannot be used.
        Err(_) => Ok(path),
    }
}

/// The same for a file in a folder that is trusted. One that lies elsewhere is as good as its folder is: SQLite keeps
/// others beside it.
pub fn resolved_in(folder: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let file = resolved(folder.join(name))?;
    match file.parent() {
        Some(parent) if parent != folder => trusted(parent)?,
        Some(_) | None => {}
    }
    Ok(file)
}

#[cfg(unix)]
fn canonical(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// There a resolved path has a form that other programs do not take.
#[cfg(not(unix))]
fn canonical(path: &Path) -> io::Result<PathBuf> {
    fs::metadata(path).map(|_| path.to_path_buf())
}

#[cfg(unix)]
fn trusted(path: &Path) -> Result<(), Trouble> {
    use std::os::unix::fs::MetadataExt as _;
    let us = rustix::process::geteuid().as_raw();
    let exposure = fs::metadata(path)
        .ok()
        .and_then(|found| Exposure::of(found.uid(), found.mode(), us));
    exposure.map_or(Ok(()), |exposure| Err(refused(exposure, path)))
}

/// The access lists of other systems are their owner's business.
#[cfg(not(unix))]
fn trusted(_: &Path) -> Result<(), Trouble> {
    Ok(())
}

fn refused(exposure: Exposure, path: &Path) -> Trouble {
    let path = path.display().to_string();
    Cause::HomeRefused { exposure, path }.into()
}
