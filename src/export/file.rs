//! Files for other programs: whole or not there, and never open to others.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

use crate::domain::secret::Secret;
use crate::domain::token_files::Written;
use crate::files::{create_private_dir, folder_of, sync_folder_of};

/// What could not be written, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: {reason}", path.display())]
pub struct FileError {
    pub path: PathBuf,
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
            create_private_dir(path).map_err(|error| at(path, &error))?;
            files.iter().map(|(name, text)| (path.join(name), text)).collect()
        }
    };
    let prepared = files.into_iter().map(|(path, text)| {
        let file = beside(&path, text).map_err(|error| at(&path, &error))?;
        Ok((file, path))
    });
    Ok(Prepared(prepared.collect::<Result<_, _>>()?))
}

impl Prepared {
    /// Gives the files their names. What stood there is replaced, a link included: nobody is led elsewhere.
    pub fn publish(self) -> Result<Published, FileError> {
        let mut published = Published::default();
        for (file, path) in self.0 {
            let (was_open, not_given) = keep_owner(&path, file.as_file());
            file.persist(&path).map_err(|error| at(&path, &error.error))?;
            if let Err(error) = sync_folder_of(&path) {
                tracing::warn!(%error, "the folder of an export cannot be synced");
            }
            published.not_given.extend(not_given.map(|owner| (path.clone(), owner)));
            if was_open {
                published.narrowed.push(path);
            }
        }
        Ok(published)
    }
}

/// What is to be said of files that stood there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Others could read them until now.
    pub narrowed: Vec<PathBuf>,
    /// They were another user's, by number, who is not given what is in them now.
    pub not_given: Vec<(PathBuf, u32)>,
}

fn at(path: &Path, error: &io::Error) -> FileError {
    FileError { path: path.to_path_buf(), reason: error.to_string() }
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

/// A file that was given to another user stays that user's, where the system lets us. Where others may put files into
/// the folder, anybody may have laid it there to be given what is written: it becomes ours. Whether others could read
/// it, and whose it was where that user is not given what is written.
#[cfg(unix)]
fn keep_owner(path: &Path, file: &File) -> (bool, Option<u32>) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let (Ok(before), Ok(now)) = (fs::symlink_metadata(path), file.metadata()) else {
        return (false, None);
    };
    if !before.is_file() {
        return (false, None);
    }
    let (owner, ours) = (before.uid(), now.uid());
    let may_be_laid = |folder: &fs::Metadata| {
        (folder.uid() != ours && folder.uid() != 0) || folder.mode() & 0o022 != 0
    };
    let is_given = fs::metadata(folder_of(path)).is_ok_and(|folder| !may_be_laid(&folder));
    if is_given
        && (owner, before.gid()) != (ours, now.gid())
        && let Err(error) = fchown(file, Some(owner), Some(before.gid()))
    {
        tracing::info!(%error, "the export changes its owner");
    }
    (before.mode() & 0o077 != 0, (!is_given && owner != ours).then_some(owner))
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &File) -> (bool, Option<u32>) {
    (false, None)
}

mod temporary;
#[cfg(test)]
mod tests;
