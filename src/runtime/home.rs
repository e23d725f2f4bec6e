//! The folder of the ledger, the locks and the logs: `AMOKEY_HOME`, or the platform's data folder. And the folder of what
//! is the user's, whichever of these is in use.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::domain::home_id::HomeId;
use crate::domain::trouble::{Cause, Trouble};

mod guard;
mod known;

/// The folder, there and closed to others.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
    ledger: PathBuf,
    user: PathBuf,
    id: HomeId,
}

impl Home {
    /// Finds the folder and creates it where it is missing.
    pub fn open() -> Result<Self, Trouble> {
        let mut home = Self::at(Self::place()?)?;
        if let Some(user) = users_place() {
            home.user = user;
            known::add(&home.user, &home.folder, &home.id);
        }
        Ok(home)
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

    /// Uses a folder for everything, and creates it where it is missing.
    pub fn at(folder: PathBuf) -> Result<Self, Trouble> {
        let unusable = |folder: &Path, error: &io::Error| {
            let cause = if error.kind() == io::ErrorKind::StorageFull {
                Cause::DiskFull
            } else {
                Cause::LedgerUnavailable
            };
            Trouble::noted(cause, format!("{}: {error}", folder.display()))
        };
        let folder = guard::resolved(folder)?;
        create_private(&folder).map_err(|error| unusable(&folder, &error))?;
        let home = Self {
            ledger: guard::resolved_in(&folder, "ledger.sqlite")?,
            id: known::id(&folder).map_err(|error| unusable(&folder.join(known::ID), &error))?,
            user: folder.join("user"),
            folder,
        };
        // Whoever needs one of these tells that it is missing: a token can be had from a home that cannot be written.
        for folder in [home.locks(), home.logs()] {
            if let Err(error) = create_private(&folder) {
                tracing::debug!(%error, "a folder of the home could not be made");
            }
        }
        Ok(home)
    }

    /// Tells this home from others of this user. It is in a file of its own, and is copied with the folder.
    pub fn id(&self) -> &HomeId {
        &self.id
    }

    /// The homes of this user that are still where they were when they were opened last, this one among them.
    pub fn known(&self) -> Vec<HomeId> {
        let usual = ProjectDirs::from("", "", "amokey");
        known::all(&self.user, usual.as_ref().map(ProjectDirs::data_local_dir))
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger's file.
    pub fn ledger(&self) -> PathBuf {
        self.ledger.clone()
    }

    /// The folder of the lock files.
    pub fn locks(&self) -> PathBuf {
        self.folder.join("locks")
    }

    /// The folders in which a profile is locked, in their order. The last one is that of the keychain's entries: whoever
    /// uses them, wherever his home is, holds the same file.
    pub fn all_locks(&self) -> Vec<PathBuf> {
        vec![self.locks(), self.locks_of(&self.id)]
    }

    /// The folder in which entries of a home in the keychain are locked.
    pub fn locks_of(&self, home: &HomeId) -> PathBuf {
        self.user.join("locks").join(home.as_str())
    }

    /// The folder of the logs.
    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// The folder of what all homes of this user share: how fast amoCRM may be asked, who holds a keychain's entry.
    /// Whoever writes into it creates what is missing, and tells what it means that it cannot.
    pub fn user(&self) -> &Path {
        &self.user
    }

    /// Where [`Home::user`] is for homes that are opened; `None` where this user has no such folder, or none that this
    /// process may write: then each home has its own.
    pub fn users_folder() -> Option<PathBuf> {
        let dirs = ProjectDirs::from("", "", "amokey")?;
        let folder = dirs.state_dir().unwrap_or(dirs.data_local_dir());
        Some(folder.join("user"))
    }
}

/// The same, there and writable. Accounts of services have homes that do not exist, and systemd makes others read-only.
fn users_place() -> Option<PathBuf> {
    let folder = Home::users_folder()?;
    let usable = create_private(&folder).and_then(|()| writable(&folder));
    usable
        .inspect_err(|error| tracing::debug!(%error, "this home shares nothing with others"))
        .ok()?;
    guard::resolved(folder)
        .inspect_err(|trouble| tracing::debug!(%trouble, "this home shares nothing with others"))
        .ok()
}

#[cfg(unix)]
fn writable(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn writable(_: &Path) -> io::Result<()> {
    Ok(())
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
    use crate::domain::exposure::Exposure;

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
    fn what_is_the_users_is_there_and_in_a_folder_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_path_buf()).unwrap();
        assert_eq!(home.user(), folder.path().join("user"));
        let users = Home::users_folder().unwrap();
        assert!(!users.starts_with(folder.path()) && users.ends_with("amokey/user"));
    }

    #[test]
    fn a_new_home_has_an_id_of_its_own_and_an_older_one_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let (new, older) = (folder.path().join("new"), folder.path().join("older"));
        let id = |path: &Path| Home::at(path.to_path_buf()).unwrap().id().clone();
        let first = id(&new);
        assert_ne!(first, HomeId::First);
        assert_eq!(id(&new), first);
        // Its ledger was moved away: what is in the keychain is still its own.
        for what in ["ledger.sqlite", "locks/profile-acme.lock"] {
            let path = older.join(what);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
            assert_eq!(id(&older), HomeId::First, "{what}");
            fs::remove_dir_all(&older).unwrap();
        }
        fs::create_dir(&older).unwrap();
        fs::write(older.join(known::ID), "no id").unwrap();
        let trouble = Home::at(older).unwrap_err();
        assert!(trouble.detail.note.unwrap().contains(known::ID));
    }

    #[test]
    fn homes_are_known_as_long_as_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let home = |name: &str| Home::at(folder.path().join(name)).unwrap();
        let (one, two, usual) = (home("one"), home("two"), folder.path().join("usual"));
        for home in [&one, &two, &two] {
            known::add(one.user(), home.folder(), home.id());
        }
        let known = || {
            let mut known = known::all(one.user(), Some(&usual));
            known.sort();
            known
        };
        let mut both = vec![one.id().clone(), two.id().clone()];
        both.sort();
        assert_eq!(known(), both);
        fs::remove_dir_all(two.folder()).unwrap();
        assert_eq!(known(), [one.id().clone()]);
        // One that no program with ids has opened yet.
        fs::create_dir(&usual).unwrap();
        fs::write(usual.join("ledger.sqlite"), "").unwrap();
        assert_eq!(known(), [HomeId::First, one.id().clone()]);
    }

    #[cfg(unix)]
    #[test]
    fn what_others_may_have_written_is_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| fs::canonicalize(folder.path()).unwrap().join(name);
        let exposure = |home: &Path| match Home::at(home.to_path_buf()) {
            Err(Trouble {
                cause: Cause::HomeRefused { exposure, path },
                ..
            }) => Some((exposure, path)),
            Ok(_) | Err(_) => None,
        };
        let (home, link) = (path("home"), path("link"));
        symlink(&home, &link).unwrap();
        let dangling = (Exposure::Dangling, link.display().to_string());
        assert_eq!(exposure(&link), Some(dangling));
        let opened = Home::at(home.clone()).unwrap();
        // Resolved once: whoever changes the link later changes nothing.
        assert_eq!(Home::at(link).unwrap().folder(), home);
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        fs::write(opened.ledger(), "").unwrap();
        for path in [home.clone(), opened.ledger()] {
            for open in [0o777, 0o720, 0o702] {
                mode(&path, open);
                let written = (
                    Exposure::Writable { mode: open },
                    path.display().to_string(),
                );
                assert_eq!(exposure(&home), Some(written));
            }
            mode(&path, 0o700);
        }
        // A ledger on another disk is one whose folder is trusted as well.
        let disk = path("disk");
        fs::create_dir(&disk).unwrap();
        fs::rename(opened.ledger(), disk.join("list")).unwrap();
        symlink(disk.join("list"), opened.ledger()).unwrap();
        assert_eq!(Home::at(home.clone()).unwrap().ledger(), disk.join("list"));
        mode(&disk, 0o777);
        assert!(exposure(&home).is_some());
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(&home, Some(65534), None).unwrap();
            let others = (Exposure::NotOurs, home.display().to_string());
            assert_eq!(exposure(&home), Some(others));
        }
    }

    #[test]
    fn a_file_in_the_way_is_a_trouble_and_not_a_panic() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let trouble = Home::at(file.path().join("home")).unwrap_err();
        assert_eq!(trouble.cause, Cause::LedgerUnavailable);
    }
}
