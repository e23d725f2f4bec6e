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
    /// Gives the files their names. What stood there is replaced, a link included: nobody is led elsewhere.
    pub fn publish(self) -> Result<Published, FileError> {
        let mut published = Published::default();
        for (file, path) in self.0 {
            let before = keep_owner(&path, file.as_file());
            file.persist(&path)
                .map_err(|error| at(&path, &error.error))?;
            if let Err(error) = sync_folder(&path) {
                tracing::warn!(%error, "the folder of an export cannot be synced");
            }
            if let Some(owner) = before.not_given {
                published.not_given.push((path.clone(), owner));
            }
            if before.was_open {
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

/// What stood under a name.
#[derive(Default)]
struct Before {
    was_open: bool,
    not_given: Option<u32>,
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

/// A file that was given to another user stays that user's, where the system lets us. Where others may put files into
/// the folder, anybody may have laid it there to be given what is written: it becomes ours.
#[cfg(unix)]
fn keep_owner(path: &Path, file: &File) -> Before {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let (Ok(before), Ok(now)) = (fs::symlink_metadata(path), file.metadata()) else {
        return Before::default();
    };
    if !before.is_file() {
        return Before::default();
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
    Before {
        was_open: before.mode() & 0o077 != 0,
        not_given: (!is_given && owner != ours).then_some(owner),
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &File) -> Before {
    Before::default()
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
