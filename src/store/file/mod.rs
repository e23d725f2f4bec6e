//! The sealed file: all records in one file, for machines without a keychain.
//!
//! ```text
//! header │ record │ record │ … │ directory │ trailer: length of the directory 4, magic 8
//! ```
//!
//! Each record is sealed by itself and bound to its profile; the directory, sealed as well, says which records there
//! are, where they lie and what their tags are. So one record is read without the others, and nothing of the file can
//! be changed, cut, added, moved or exchanged without being found out. What nothing can find out is that the whole file
//! was replaced by an older one.
//!
//! The file is never changed: it is replaced whole. Readers take no lock and see the old file or the new one; whoever
//! writes holds the lock of the store, which is another file.

mod directory;
mod header;
pub mod key;
pub mod key_file;
mod opened;
pub mod pack;
mod replace;
mod seal;
pub mod source;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use self::header::Header;
pub use self::header::KeyKind;
pub use self::key::Key;
use self::opened::OpenFile;
use super::{Store, StoreError, encoding};
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::record::Record;
use crate::domain::tokens::sealed_file::SealedFileError;

const NAME: &str = "secrets.sealed";

/// Asked for the key when it is first needed, and told which kind opens the file.
pub type KeySource = Box<dyn Fn(KeyKind) -> Result<Key, StoreError> + Send + Sync>;

/// Records in one sealed file. It is opened by the first call that needs it.
pub struct SealedFile {
    path: PathBuf,
    source: KeySource,
    unlocked: Mutex<Option<Unlocked>>,
}

/// A header and the bytes that its key became: a passphrase is not stretched twice.
#[derive(Clone)]
struct Unlocked {
    header: Header,
    bytes: key::KeyBytes,
}

impl SealedFile {
    pub fn path_in(folder: &Path) -> PathBuf {
        folder.join(NAME)
    }

    /// The sealed file of a folder. `source` is asked for the key when it is first needed.
    pub fn new(folder: &Path, source: KeySource) -> Self {
        Self { path: Self::path_in(folder), source, unlocked: Mutex::new(None) }
    }

    pub fn create(folder: &Path, key: &Key) -> Result<(), StoreError> {
        let path = Self::path_in(folder);
        let _lock = replace::lock(&path)?;
        // Whatever is there, readable or not, is somebody's.
        match std::fs::symlink_metadata(&path) {
            Ok(_) => return Err(StoreError::refused(&path, SealedFileError::Exists)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::unusable(&path, &error)),
        }
        let (header, bytes) =
            Header::new(key).map_err(|fault| StoreError::refused(&path, fault))?;
        replace::create(&path, &header, &bytes)
    }

    /// What kind of key opens the file of a folder.
    pub fn kind_in(folder: &Path) -> Result<KeyKind, StoreError> {
        let (_, header) = OpenFile::header(&target(&Self::path_in(folder))?)?;
        Ok(header.kind)
    }

    /// Saves several records at once: the file is replaced once for all of them.
    pub fn save_all<'a>(
        &self,
        records: impl IntoIterator<Item = (&'a ProfileName, &'a Record)>,
    ) -> Result<(), StoreError> {
        self.change(|file| {
            let mut changes = replace::Changes::new();
            for (profile, record) in records {
                // What cannot be read is not written over. Only `delete` does away with it.
                if let Some(old) = file.read(profile.as_str())? {
                    self.decoded(&old)?;
                }
                changes.insert(profile.as_str(), Some(encoding::encode(record)?));
            }
            Ok(changes)
        })
    }

    /// Replaces the file by one with these changes, under the lock of the store.
    fn change<'a>(
        &self,
        changes: impl FnOnce(&OpenFile) -> Result<replace::Changes<'a>, StoreError>,
    ) -> Result<(), StoreError> {
        let path = target(&self.path)?;
        let _lock = replace::lock(&path)?;
        let file = self.open_at(&path)?;
        let changes = changes(&file)?;
        if changes.is_empty() {
            return Ok(());
        }
        replace::replace(&file, changes, &path.with_extension("new"))
    }

    fn open(&self) -> Result<OpenFile, StoreError> {
        self.open_at(&target(&self.path)?)
    }

    fn open_at(&self, path: &Path) -> Result<OpenFile, StoreError> {
        let (file, header) = OpenFile::header(path)?;
        let bytes = self.unlock(&header)?;
        OpenFile::new(path, file, header, bytes)
    }

    fn unlock(&self, header: &Header) -> Result<key::KeyBytes, StoreError> {
        let mut unlocked = self.unlocked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(unlocked) = &*unlocked
            && unlocked.header == *header
        {
            return Ok(unlocked.bytes.clone());
        }
        let key = (self.source)(header.kind)?;
        let bytes = header.unlock(&key).map_err(|fault| StoreError::refused(&self.path, fault))?;
        let header = header.clone();
        let known = unlocked.insert(Unlocked { header, bytes });
        Ok(known.bytes.clone())
    }

    fn put(&self, name: &str, content: Option<Zeroizing<Vec<u8>>>) -> Result<(), StoreError> {
        self.change(|file| {
            let is_nothing = content.is_none() && file.directory.find(name).is_none();
            Ok(if is_nothing { replace::Changes::new() } else { [(name, content)].into() })
        })
    }

    fn decoded(&self, bytes: &[u8]) -> Result<Record, StoreError> {
        encoding::decode(bytes).map_err(|error| match error {
            StoreError::Damaged => StoreError::refused(&self.path, SealedFileError::Damaged),
            StoreError::Newer => StoreError::refused(&self.path, SealedFileError::Newer),
            error => error,
        })
    }
}

impl Store for SealedFile {
    fn kind(&self) -> StoreKind {
        StoreKind::File
    }

    fn open_ahead(&self) {
        // The key alone, which may be far away. The first call tells what is wrong.
        let path = target(&self.path).unwrap_or_else(|_| self.path.clone());
        let _ = OpenFile::header(&path).map(|(_, header)| self.unlock(&header));
    }

    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        self.open()?.read(profile.as_str())?.map(|bytes| self.decoded(&bytes)).transpose()
    }

    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        self.save_all([(profile, record)])
    }

    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        self.put(profile.as_str(), None)
    }

    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        let opened = self.open()?;
        let entries = opened.directory.entries();
        Ok(entries.filter_map(|(_, entry)| ProfileName::parse(entry.name).ok()).collect())
    }

    fn check(&self) -> Result<(), StoreError> {
        // No profile has such a name, and no other process has this one.
        let name = format!("#check.{}", std::process::id());
        let text = b"This entry shows that the sealed file can be written.";
        self.put(&name, Some(text.to_vec().into()))?;
        let read = self.open()?.read(&name)?;
        self.put(&name, None)?;
        if read.is_some_and(|read| *read == text) {
            Ok(())
        } else {
            Err(StoreError::refused(&self.path, SealedFileError::Damaged))
        }
    }
}

/// Where a sealed file lies: who made a link of it wants that one to be written, and locked for all that lead there.
fn target(path: &Path) -> Result<PathBuf, StoreError> {
    let is_link = path.symlink_metadata().is_ok_and(|it| it.is_symlink());
    if !is_link {
        return Ok(path.to_path_buf());
    }
    path.canonicalize().map_err(|error| {
        // There is one, and it leads nowhere.
        let error = io::Error::other(error);
        StoreError::unusable(path, &error)
    })
}
