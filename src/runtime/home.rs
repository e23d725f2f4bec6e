//! The folder of the ledger, the locks and the logs: `AMOKEY_HOME`, or the platform's data folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::domain::trouble::{Cause, Trouble};

/// The folder, there and closed to others.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

impl Home {
    /// Finds the folder and creates it where it is missing.
    pub fn open() -> Result<Self, Trouble> {
        Self::at(Self::place()?)
    }

    /// Where the folder is, or would be. Nothing is created.
    pub fn place() -> Result<PathBuf, Trouble> {
        match std::env::var_os("AMOKEY_HOME").filter(|value| !value.is_empty()) {
            Some(folder) => Ok(PathBuf::from(folder)),
            None => ProjectDirs::from("", "", "amokey")
                .map(|dirs| dirs.data_local_dir().to_path_buf())
                .ok_or_else(|| {
                    Trouble::noted(Cause::LedgerUnavailable, "no home folder; set AMOKEY_HOME")
                }),
        }
    }

    /// Uses a folder, and creates it where it is missing.
    pub fn at(folder: PathBuf) -> Result<Self, Trouble> {
        let home = Self(folder);
        for folder in [home.0.clone(), home.locks(), home.logs()] {
            create_private(&folder).map_err(|error| {
                let cause = if error.kind() == io::ErrorKind::StorageFull {
                    Cause::DiskFull
                } else {
                    Cause::LedgerUnavailable
                };
                Trouble::noted(cause, format!("{}: {error}", folder.display()))
            })?;
        }
        Ok(home)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The ledger's file.
    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger.sqlite")
    }

    /// The folder of the lock files.
    pub fn locks(&self) -> PathBuf {
        self.0.join("locks")
    }

    /// The folder of the logs.
    pub fn logs(&self) -> PathBuf {
        self.0.join("logs")
    }
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if folder.is_dir() {
        return Ok(());
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_are_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("new/home")).unwrap();
        for path in [home.folder().to_path_buf(), home.locks(), home.logs()] {
            assert_eq!(
                fs::metadata(path).unwrap().permissions().mode() & 0o777,
                0o700
            );
        }
    }

    #[test]
    fn a_file_in_the_way_is_a_trouble_and_not_a_panic() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let trouble = Home::at(file.path().join("home")).unwrap_err();
        assert_eq!(trouble.cause, Cause::LedgerUnavailable);
    }
}
