//! The file at one moment: whoever replaces it meanwhile changes nothing of what is read here.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::StoreError;
use super::directory::{Directory, DirectoryEntry};
use super::header::TAG;
use super::header::{self, Header, number};
use super::key::KeyBytes;
use super::seal::{Part, Sealer};
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::files::open_regular;

/// The last bytes of a file that was not cut.
pub(super) const END: [u8; 8] = *b"sealed.\n";
/// The length of the directory, and [`END`].
pub(super) const TRAILER: usize = 4 + END.len();

/// The list of a hundred thousand profiles is shorter.
const LONGEST_DIRECTORY: u32 = 16 * 1024 * 1024;

const LONGEST_RECORD: u32 = 4 * 1024 * 1024;

pub(super) struct OpenFile {
    pub path: PathBuf,
    pub file: File,
    pub header: Header,
    pub key: KeyBytes,
    pub directory: Directory,
}

impl OpenFile {
    pub(super) fn header(path: &Path) -> Result<(File, Header), StoreError> {
        let mut file = open_regular(OpenOptions::new().read(true), path)
            .map_err(|error| StoreError::unusable(path, &error))?;
        let mut start = Vec::with_capacity(header::LENGTH);
        file.by_ref()
            .take(header::LENGTH as u64)
            .read_to_end(&mut start)
            .map_err(|error| StoreError::unusable(path, &error))?;
        let header = Header::parse(&start).map_err(|fault| StoreError::refused(path, fault))?;
        Ok((file, header))
    }

    /// Reads the directory, and sees that the file is as long as it says.
    pub(super) fn new(
        path: &Path,
        file: File,
        header: Header,
        key: KeyBytes,
    ) -> Result<Self, StoreError> {
        let mut opened =
            Self { path: path.to_path_buf(), file, header, key, directory: Directory::default() };
        opened.directory = opened.read_directory()?;
        Ok(opened)
    }

    fn read_directory(&self) -> Result<Directory, StoreError> {
        let io = |error: io::Error| StoreError::unusable(&self.path, &error);
        let damaged = || StoreError::refused(&self.path, SealedFileError::Damaged);
        let length = self.file.metadata().map_err(io)?.len();
        let trailer_at = length
            .checked_sub(TRAILER as u64)
            .filter(|at| *at >= header::LENGTH as u64)
            .ok_or_else(damaged)?;
        let trailer = self.read_at(trailer_at, TRAILER)?;
        let (size, end) = number(&trailer).map_err(|_| damaged())?;
        let directory_at = trailer_at
            .checked_sub(u64::from(size))
            .filter(|at| *at >= header::LENGTH as u64 && end == END)
            .filter(|_| size <= LONGEST_DIRECTORY)
            .ok_or_else(damaged)?;
        let sealed = self.read_at(directory_at, size as usize)?;
        let fault = |fault| StoreError::refused(&self.path, fault);
        let plain = self.sealer().open(Part::Directory, sealed).map_err(fault)?;
        let directory = Directory::parse(plain).map_err(fault)?;
        if directory.end() == directory_at { Ok(directory) } else { Err(damaged()) }
    }

    pub(super) fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let Some((at, DirectoryEntry { length, tag, .. })) = self.directory.find(name) else {
            return Ok(None);
        };
        if length > LONGEST_RECORD {
            return Err(StoreError::refused(&self.path, SealedFileError::Damaged));
        }
        let sealed = self.read_at(at, length as usize)?;
        let known = (sealed.last_chunk::<TAG>() == Some(&tag)).then_some(sealed);
        known
            .ok_or(SealedFileError::Damaged)
            .and_then(|sealed| self.sealer().open(Part::Record(name), sealed))
            .map(|plain| Some(Zeroizing::new(plain)))
            .map_err(|fault| StoreError::refused(&self.path, fault))
    }

    pub(super) fn sealer(&self) -> Sealer<'_> {
        Sealer::new(&self.key, &self.header)
    }

    /// Bytes that are known to be in the file, unless it was cut behind our back.
    fn read_at(&self, at: u64, length: usize) -> Result<Vec<u8>, StoreError> {
        let read = || {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at))?;
            let mut bytes = Vec::with_capacity(length);
            file.take(length as u64).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read().map_err(|error| StoreError::unusable(&self.path, &error))?;
        if bytes.len() == length {
            Ok(bytes)
        } else {
            Err(StoreError::refused(&self.path, SealedFileError::Damaged))
        }
    }
}
