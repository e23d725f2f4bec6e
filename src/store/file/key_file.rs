//! A key file: nobody but its owner may read or change it, and its owner is us or root.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::key::{self, Bytes, Key};
use super::{StoreError, refused, regular};
#[cfg(unix)]
use crate::domain::exposure::is_ours;
use crate::domain::sealed::Fault;

/// More than any key file has.
const MOST: u64 = 128;

/// Reads a key file that is kept from others.
pub fn read(path: &Path) -> Result<Key, StoreError> {
    let file = open(path)?;
    // Of the file that was opened: the name may mean another one by now.
    let metadata = file.metadata().map_err(|error| unusable(path, &error))?;
    guarded(&metadata).map_err(|fault| refused(path, fault))?;
    content(path, file)
}

/// Reads a key that systemd passes on: it has its own ways to keep it from others.
pub fn read_credential(path: &Path) -> Result<Key, StoreError> {
    content(path, open(path)?)
}

/// Writes a new key file. One that is there is never replaced.
pub fn create(path: &Path, key: &Bytes) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(key::written(key).as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| unusable(path, &error))
}

fn open(path: &Path) -> Result<File, StoreError> {
    regular::open(path).map_err(|error| unusable(path, &error))
}

fn content(path: &Path, file: File) -> Result<Key, StoreError> {
    let mut content = Zeroizing::new(Vec::with_capacity(256));
    file.take(MOST)
        .read_to_end(&mut content)
        .map_err(|error| unusable(path, &error))?;
    Key::parse(&content).ok_or_else(|| refused(path, Fault::KeyUnusable))
}

fn unusable(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Sealed {
        fault: Fault::KeyUnusable,
        path: path.display().to_string(),
        note: Some(error.to_string()),
    }
}

#[cfg(unix)]
fn guarded(metadata: &std::fs::Metadata) -> Result<(), Fault> {
    use std::os::unix::fs::MetadataExt as _;
    let us = rustix::process::geteuid().as_raw();
    may_be_used(metadata.uid(), metadata.mode(), us)
}

/// The access lists of other systems are their owner's business.
#[cfg(not(unix))]
fn guarded(_: &std::fs::Metadata) -> Result<(), Fault> {
    Ok(())
}

#[cfg(unix)]
const fn may_be_used(owner: u32, mode: u32, us: u32) -> Result<(), Fault> {
    if !is_ours(owner, us) {
        Err(Fault::KeyNotOurs)
    } else if mode & 0o077 != 0 {
        Err(Fault::KeyExposed)
    } else {
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn fault(path: &Path) -> Option<Fault> {
        match read(path) {
            Err(StoreError::Sealed { fault, .. }) => Some(fault),
            Ok(_) | Err(_) => None,
        }
    }

    #[test]
    fn who_may_own_and_open_it() {
        assert_eq!(may_be_used(1000, 0o100_600, 1000), Ok(()));
        assert_eq!(may_be_used(0, 0o100_400, 1000), Ok(()));
        assert_eq!(may_be_used(1001, 0o100_600, 1000), Err(Fault::KeyNotOurs));
        assert_eq!(may_be_used(1000, 0o100_600, 0), Err(Fault::KeyNotOurs));
        for open in [0o640, 0o604, 0o620, 0o602, 0o610, 0o666] {
            assert_eq!(may_be_used(0, open, 0), Err(Fault::KeyExposed), "{open:o}");
        }
    }

    #[test]
    fn a_new_key_file_is_closed_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("amokey.key");
        let key = Key::random().unwrap();
        create(&path, &key).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let before = fs::read(&path).unwrap();
        assert_eq!(before.len(), 65);
        assert!(create(&path, &Key::random().unwrap()).is_err());
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(read(&path), Ok(Key::Raw(key)));
    }

    #[test]
    fn an_open_one_is_refused_until_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("amokey.key");
        create(&path, &Key::random().unwrap()).unwrap();
        for mode in [0o644, 0o640, 0o620, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(fault(&path), Some(Fault::KeyExposed), "{mode:o}");
            assert!(read_credential(&path).is_ok());
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(read(&path).is_ok());
    }

    #[test]
    fn what_is_no_key_file_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("amokey.key");
        assert_eq!(fault(&path), Some(Fault::KeyUnusable));
        assert!(fault(folder.path()).is_some());
        fs::write(&path, "not a key\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(fault(&path), Some(Fault::KeyUnusable));
    }
}
