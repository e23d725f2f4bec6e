//! What is trusted is ours, and nobody else may write it: hooks are run from the ledger.

use std::fs;
#[cfg(unix)]
use std::fs::canonicalize as canonical;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::exposure::Exposure;
use crate::domain::trouble::{Cause, Trouble};

/// Where a path leads, resolved once and from then on used instead of it; the path itself where nothing is there yet.
/// What somebody else may have written is refused.
pub fn resolved(path: PathBuf) -> Result<PathBuf, Trouble> {
    match canonical(&path) {
        Ok(target) => trusted(&target).map(|()| target),
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_ok() =>
        {
            Err(refused(Exposure::Dangling, &path))
        }
        // Whoever uses it says why it cannot be used.
        Err(_) => Ok(path),
    }
}

/// The same for a file in a folder that is trusted. One that lies elsewhere is as good as its folder is: SQLite
/// keeps others beside it.
pub fn resolved_in(folder: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let file = resolved(folder.join(name))?;
    if let Some(elsewhere) = file.parent().filter(|parent| *parent != folder) {
        trusted(elsewhere)?;
    }
    Ok(file)
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
    let exposure =
        fs::metadata(path).ok().and_then(|found| Exposure::of(found.uid(), found.mode(), us));
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
