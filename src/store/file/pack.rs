//! A sealed file for another machine: its parts have names that belong to no profile, so a pack that is put in the place
//! of a store's file has nothing for anybody.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::header::Header;
use super::key::{Key, KeyBytes};
use super::opened::OpenFile;
use super::{StoreError, replace, target};
use crate::domain::pack::PackId;
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::files::append;

/// The parts of a pack by their names.
pub type Parts = BTreeMap<String, Zeroizing<Vec<u8>>>;

pub struct PackFile {
    path: PathBuf,
    header: Header,
    key: KeyBytes,
    _held: FileLock,
}

/// Locked while it is worked with: two who take profiles out at once would both have them.
struct FileLock(File);

impl Drop for FileLock {
    fn drop(&mut self) {
        // Not left to the closing of the file: a program that is just being started has a copy of it for a moment.
        if let Err(error) = self.0.unlock() {
            tracing::debug!(%error, "a lock is released when its file is closed");
        }
    }
}

impl PackFile {
    /// Writes a new file. Where there is one already, that is an error.
    pub fn create(path: &Path, key: &Key, parts: &Parts) -> Result<PackId, StoreError> {
        let (header, bytes) = Header::new(key).map_err(|fault| StoreError::refused(path, fault))?;
        let content =
            parts.iter().map(|(name, part)| (name.as_str(), Some(part.clone()))).collect();
        replace::create_at(path, &header, &bytes, content)?;
        Ok(PackId::from_random(header.salt()))
    }

    /// Which pack a file is. Nobody needs a key for that.
    pub fn id_at(path: &Path) -> Result<PackId, StoreError> {
        let (_, header) = OpenFile::header(path)?;
        Ok(PackId::from_random(header.salt()))
    }

    pub fn open(path: &Path, key: &Key) -> Result<Self, StoreError> {
        let path = target(path)?;
        let (file, header) = OpenFile::header(&path)?;
        let locked = file.try_lock();
        let held = FileLock(file);
        match locked {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::refused(&path, SealedFileError::Held));
            }
            Err(TryLockError::Error(error)) => {
                tracing::info!(%error, "there are no locks here: two may take from one pack");
            }
        }
        let key = header.unlock(key).map_err(|fault| StoreError::refused(&path, fault))?;
        Ok(Self { path, header, key, _held: held })
    }

    pub fn id(&self) -> PackId {
        PackId::from_random(self.header.salt())
    }

    /// Everything that is in it: each part was found to be whole.
    pub fn parts(&self) -> Result<Parts, StoreError> {
        let file = self.file()?;
        let mut parts = Parts::new();
        for (_, entry) in file.directory.entries() {
            if let Some(part) = file.read(entry.name)? {
                parts.insert(entry.name.to_owned(), part);
            }
        }
        Ok(parts)
    }

    /// Replaces one part, or adds it; the file is replaced whole.
    pub fn put(&self, name: &str, part: Zeroizing<Vec<u8>>) -> Result<(), StoreError> {
        replace::replace(&self.file()?, [(name, Some(part))].into(), &append(&self.path, ".new"))
    }

    fn file(&self) -> Result<OpenFile, StoreError> {
        let (file, header) = OpenFile::header(&self.path)?;
        if header != self.header {
            // Another file has taken its name.
            return Err(StoreError::refused(&self.path, SealedFileError::Foreign));
        }
        OpenFile::new(&self.path, file, header, self.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{SealedFile, Store as _};

    fn parts() -> Parts {
        let part = |name: &str| (name.to_owned(), Zeroizing::new(name.as_bytes().to_vec()));
        [part("#pack"), part("#record.аренда"), part("#record.acme")].into()
    }

    #[test]
    fn what_is_packed_comes_out_and_a_part_is_replaced_under_the_same_id() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("мой диск.pack");
        let key = Key::Raw([7; 32].into());
        let id = PackFile::create(&path, &key, &parts()).unwrap();
        assert!(PackFile::create(&path, &key, &parts()).is_err());
        let pack = PackFile::open(&path, &key).unwrap();
        assert_eq!(pack.parts(), Ok(parts()));
        let held = PackFile::open(&path, &key).err();
        assert_eq!(held, Some(StoreError::refused(&path, SealedFileError::Held)));
        let taken = Zeroizing::new(b"taken".to_vec());
        pack.put("#taken", taken.clone()).unwrap();
        assert_eq!(pack.parts().unwrap().get("#taken"), Some(&taken));
        assert_eq!((pack.id(), PackFile::id_at(&path)), (id.clone(), Ok(id)));
        drop(pack);
        let wrong = PackFile::open(&path, &Key::Raw([8; 32].into())).err();
        assert_eq!(wrong, Some(StoreError::refused(&path, SealedFileError::WrongKey)));
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn in_the_place_of_a_store_it_has_no_profiles() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::Raw([7; 32].into());
        PackFile::create(&SealedFile::path_in(folder.path()), &key, &parts()).unwrap();
        let store = SealedFile::new(folder.path(), Box::new(move |_| Ok(key.clone())));
        assert_eq!(store.profiles(), Ok(vec![]));
    }
}
