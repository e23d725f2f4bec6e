//! The folder of the ledger, the locks and the logs: `AMOKEY_HOME`, or the platform's data folder. And the folder of what
//! is the user's, whichever of these is in use.

use std::path::{Path, PathBuf};
use std::{fs, io};

use directories::ProjectDirs;

use crate::domain::home_id::HomeId;
use crate::domain::trouble::{Cause, Trouble};
use crate::files::create_private_dir;

mod guard;
mod registry;

pub use guard::resolved_in as trusted_file;

const LEDGER: &str = "ledger.sqlite";
const LOCKS: &str = "locks";

/// The folder, there and closed to others.
#[derive(Clone, Debug)]
pub struct Home {
    pub folder: PathBuf,
    /// The ledger's file. It may be a link to another disk, and is resolved.
    pub ledger: PathBuf,
    /// The folder of what all homes of this user share: how fast amoCRM may be asked, who holds a keychain's entry.
    /// Whoever writes into it creates what is missing, and tells what it means that it cannot.
    pub user: PathBuf,
    /// Tells this home from others of this user. It is in a file of its own, and is copied with the folder.
    pub id: HomeId,
}

/// What is read of a home that may not be there.
pub struct HomeThere {
    pub ledger: PathBuf,
    pub locks: PathBuf,
}

impl Home {
    /// A folder that is used already, as it is; `None` where there is none. Nothing is created.
    pub fn there() -> Result<Option<HomeThere>, Trouble> {
        let place = Self::place()?;
        if fs::symlink_metadata(&place).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        {
            return Ok(None);
        }
        let folder = guard::resolved(place)?;
        let ledger = guard::resolved_in(&folder, LEDGER)?;
        Ok(Some(HomeThere { ledger, locks: folder.join(LOCKS) }))
    }

    pub fn open() -> Result<Self, Trouble> {
        let mut home = Self::at(Self::place()?)?;
        if let Some(user) = users_place() {
            home.user = user;
            registry::add(&home.user, &home.folder, &home.id);
        }
        Ok(home)
    }

    /// Where the folder is, or would be. Nothing is created.
    pub fn place() -> Result<PathBuf, Trouble> {
        let named = std::env::var_os("AMOKEY_HOME").filter(|value| !value.is_empty());
        named.map(PathBuf::from).or_else(usual).ok_or_else(|| {
            Trouble::noted(Cause::LedgerUnavailable, "no home folder; set AMOKEY_HOME")
        })
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
        create_private_dir(&folder).map_err(|error| unusable(&folder, &error))?;
        let home = Self {
            ledger: guard::resolved_in(&folder, LEDGER)?,
            id: registry::id(&folder)
                .map_err(|error| unusable(&folder.join(registry::ID), &error))?,
            user: folder.join("user"),
            folder,
        };
        // Whoever needs one of these tells that it is missing: a token can be had from a home that cannot be written.
        for folder in [home.locks(), home.logs()] {
            if let Err(error) = create_private_dir(&folder) {
                tracing::debug!(%error, "a folder of the home could not be made");
            }
        }
        Ok(home)
    }

    /// The homes of this user that are still where they were when they were opened last, this one among them.
    pub fn registered(&self) -> Vec<HomeId> {
        registry::all(&self.user, usual().as_deref())
    }

    pub fn locks(&self) -> PathBuf {
        self.folder.join(LOCKS)
    }

    /// The folders in which a profile is locked, in their order. The last one is that of the keychain's entries: whoever
    /// uses them, wherever his home is, holds the same file.
    pub fn all_locks(&self) -> Vec<PathBuf> {
        vec![self.locks(), self.locks_of(&self.id)]
    }

    pub fn locks_of(&self, home: &HomeId) -> PathBuf {
        self.user.join("locks").join(home.as_str())
    }

    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Where [`Home::user`] is for homes that are opened; `None` where this user has no such folder, or none that this
    /// process may write: then each home has its own.
    pub fn users_folder() -> Option<PathBuf> {
        let dirs = dirs()?;
        let folder = dirs.state_dir().unwrap_or(dirs.data_local_dir());
        Some(folder.join("user"))
    }
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "amokey")
}

fn usual() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.data_local_dir().to_path_buf())
}

/// [`Home::users_folder`], there and writable. Accounts of services have homes that do not exist, and
/// systemd makes others read-only.
fn users_place() -> Option<PathBuf> {
    let folder = Home::users_folder()?;
    let make = || {
        create_private_dir(&folder)?;
        #[cfg(unix)]
        rustix::fs::access(&folder, rustix::fs::Access::WRITE_OK)?;
        io::Result::Ok(())
    };
    make()
        .map_err(|error| Trouble::noted(Cause::LedgerUnavailable, error))
        .and_then(|()| guard::resolved(folder))
        .inspect_err(|trouble| tracing::debug!(%trouble, "this home shares nothing with others"))
        .ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    #[cfg(unix)]
    use crate::domain::exposure::Exposure;

    #[test]
    fn what_is_the_users_is_there_and_in_a_folder_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_path_buf()).unwrap();
        assert_eq!(home.user, folder.path().join("user"));
        let users = Home::users_folder().unwrap();
        assert!(!users.starts_with(folder.path()) && users.ends_with("amokey/user"));
    }

    #[test]
    fn a_new_home_has_an_id_of_its_own_and_an_older_one_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let (new, older) = (folder.path().join("new"), folder.path().join("older"));
        let id = |path: &Path| Home::at(path.to_path_buf()).unwrap().id.clone();
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
        fs::write(older.join(registry::ID), "no id").unwrap();
        let trouble = Home::at(older).unwrap_err();
        assert!(trouble.detail.note.unwrap().contains(registry::ID));
    }

    #[test]
    fn homes_are_known_as_long_as_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let home = |name: &str| Home::at(folder.path().join(name)).unwrap();
        let (one, two, usual) = (home("one"), home("two"), folder.path().join("usual"));
        for home in [&one, &two, &two] {
            registry::add(&one.user, &home.folder, &home.id);
        }
        let known = || {
            let mut known = registry::all(&one.user, Some(&usual));
            known.sort();
            known
        };
        let mut both = vec![one.id.clone(), two.id.clone()];
        both.sort();
        assert_eq!(known(), both);
        fs::remove_dir_all(&two.folder).unwrap();
        assert_eq!(known(), std::slice::from_ref(&one.id));
        // One that no program with ids has opened yet.
        fs::create_dir(&usual).unwrap();
        fs::write(usual.join("ledger.sqlite"), "").unwrap();
        assert_eq!(known(), [HomeId::First, one.id.clone()]);
    }

    #[cfg(unix)]
    #[test]
    fn what_others_may_have_written_is_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| fs::canonicalize(folder.path()).unwrap().join(name);
        let exposure = |home: &Path| match Home::at(home.to_path_buf()) {
            Err(Trouble { cause: Cause::HomeRefused { exposure, path }, .. }) => {
                Some((exposure, path))
            }
            Ok(_) | Err(_) => None,
        };
        let (home, link) = (path("home"), path("link"));
        symlink(&home, &link).unwrap();
        let dangling = (Exposure::Dangling, link.display().to_string());
        assert_eq!(exposure(&link), Some(dangling));
        let opened = Home::at(home.clone()).unwrap();
        // Resolved once: whoever changes the link later changes nothing.
        assert_eq!(Home::at(link).unwrap().folder, home);
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        fs::write(&opened.ledger, "").unwrap();
        for path in [home.clone(), opened.ledger.clone()] {
            for open in [0o777, 0o720, 0o702] {
                mode(&path, open);
                let written = (Exposure::Writable { mode: open }, path.display().to_string());
                assert_eq!(exposure(&home), Some(written));
            }
            mode(&path, 0o700);
        }
        // A ledger on another disk is one whose folder is trusted as well.
        let disk = path("disk");
        fs::create_dir(&disk).unwrap();
        fs::rename(&opened.ledger, disk.join("list")).unwrap();
        symlink(disk.join("list"), &opened.ledger).unwrap();
        assert_eq!(Home::at(home.clone()).unwrap().ledger, disk.join("list"));
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
