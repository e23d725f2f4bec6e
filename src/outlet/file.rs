//! Files for other programs: whole or not there, and never open to others.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

use crate::domain::handing::Written;
use crate::domain::secret::Secret;

/// What could not be written, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: {reason}", path.display())]
pub struct FileError {
    /// The file, or its folder.
    pub path: PathBuf,
    /// What the system said.
    pub reason: String,
}

/// Files that are on the disk under names of their own. Dropped, they were never there.
#[derive(Debug)]
pub struct Prepared(Vec<(NamedTempFile, PathBuf)>);

/// Writes beside the place where it will be. From then on nothing but a rename is missing.
pub fn prepare(path: &Path, written: &Written) -> Result<Prepared, FileError> {
    let files: Vec<(PathBuf, &Secret)> = match written {
        Written::One(text) => vec![(path.to_path_buf(), text)],
        Written::Folder(files) => {
            private_folder(path).map_err(|error| at(path, &error))?;
            files
                .iter()
                .map(|(name, text)| (path.join(name), text))
                .collect()
        }
    };
    let prepared = files.into_iter().map(|(path, text)| {
        let file = beside(&path, text).map_err(|error| at(&path, &error))?;
        Ok((file, path))
    });
    Ok(Prepared(prepared.collect::<Result<_, _>>()?))
}

impl Prepared {
    /// Gives the files their names. What stood there is replaced, a link included: nobody is led elsewhere. Answers
    /// which of them others could read until now.
    pub fn publish(self) -> Result<Vec<PathBuf>, FileError> {
        let mut narrowed = Vec::new();
        for (file, path) in self.0 {
            let was_open = keep_owner(&path, file.as_file());
            file.persist(&path)
                .map_err(|error| at(&path, &error.error))?;
            if let Err(error) = sync_folder(&path) {
                tracing::warn!(%error, "the folder of an export cannot be synced");
            }
            if was_open {
                narrowed.push(path);
            }
        }
        Ok(narrowed)
    }
}

fn at(path: &Path, error: &io::Error) -> FileError {
    FileError {
        path: path.to_path_buf(),
        reason: error.to_string(),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A temporary file is its owner's alone from its first byte.
fn beside(path: &Path, text: &Secret) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut file = temporary::create(path)
        // Its message names the temporary file.
        .map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(text.expose().as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// A file that another user reads stays that user's, where the system lets us. Whether others could read it.
#[cfg(unix)]
fn keep_owner(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let Ok(before) = fs::symlink_metadata(path) else {
        return false;
    };
    if before.is_file()
        && let Ok(now) = file.metadata()
        && (before.uid(), before.gid()) != (now.uid(), now.gid())
        && let Err(error) = fchown(file, Some(before.uid()), Some(before.gid()))
    {
        tracing::info!(%error, "the export changes its owner");
    }
    before.is_file() && before.mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &File) -> bool {
    false
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// There a folder cannot be opened, and a rename is written through.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

mod temporary;
#[cfg(test)]
mod tests;
