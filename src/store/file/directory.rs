//! The list of all records: whose each is, how long it is, and its tag.
//!
//! It is sealed as one, and the records lie one after another without a gap: so nothing can be cut out, put in, moved
//! or exchanged for an older one without being found out.

use super::header::{self, number};
use super::seal::{OVERHEAD, Tag};
use crate::domain::tokens::sealed_file::SealedFileError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DirectoryEntry<'a> {
    /// The profile, or what begins with `#` and belongs to none.
    pub name: &'a str,
    /// The length of the sealed record.
    pub length: u32,
    pub tag: Tag,
}

/// All of them, in the order in which they lie, as they are written: of ten thousand, one is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directory(Vec<u8>);

impl Directory {
    pub(super) fn entries(&self) -> impl Iterator<Item = (u64, DirectoryEntry<'_>)> {
        let mut rest = &*self.0;
        let mut start = header::LENGTH as u64;
        std::iter::from_fn(move || {
            // It was read to its end once.
            let (entry, after) = read(rest).ok()?;
            rest = after;
            let here = start;
            start += u64::from(entry.length);
            Some((here, entry))
        })
    }

    pub(super) fn find(&self, name: &str) -> Option<(u64, DirectoryEntry<'_>)> {
        self.entries().find(|(_, entry)| entry.name == name)
    }

    pub(super) fn end(&self) -> u64 {
        self.entries()
            .last()
            .map_or(header::LENGTH as u64, |(start, entry)| start + u64::from(entry.length))
    }

    pub(super) fn push(&mut self, entry: DirectoryEntry<'_>) -> Result<(), SealedFileError> {
        let DirectoryEntry { name, length, tag } = entry;
        let size = u16::try_from(name.len()).map_err(|_| SealedFileError::Unusable)?;
        self.0.extend_from_slice(&size.to_le_bytes());
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(&tag);
        Ok(())
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, SealedFileError> {
        let mut rest = &*bytes;
        while !rest.is_empty() {
            rest = read(rest)?.1;
        }
        Ok(Self(bytes))
    }
}

fn read(bytes: &[u8]) -> Result<(DirectoryEntry<'_>, &[u8]), SealedFileError> {
    let (size, rest) = bytes.split_first_chunk().ok_or(SealedFileError::Damaged)?;
    let size = usize::from(u16::from_le_bytes(*size));
    let (name, rest) = rest.split_at_checked(size).ok_or(SealedFileError::Damaged)?;
    let (length, rest) = number(rest)?;
    let (tag, rest) = rest.split_first_chunk().ok_or(SealedFileError::Damaged)?;
    if (length as usize) < OVERHEAD {
        return Err(SealedFileError::Damaged);
    }
    let name = std::str::from_utf8(name).map_err(|_| SealedFileError::Damaged)?;
    let tag = *tag;
    Ok((DirectoryEntry { name, length, tag }, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of<'a>(entries: impl IntoIterator<Item = (&'a str, u32, Tag)>) -> Directory {
        let mut directory = Directory::default();
        for (name, length, tag) in entries {
            directory.push(DirectoryEntry { name, length, tag }).unwrap();
        }
        directory
    }

    fn entry() -> impl Strategy<Value = (String, u32, Tag)> {
        ("\\PC{0,64}", 40_u32.., any::<Tag>())
    }

    proptest! {
        #[test]
        fn it_comes_back_as_it_was(entries in prop::collection::vec(entry(), 0..20)) {
            let directory = of(entries.iter().map(|(name, length, tag)| (&**name, *length, *tag)));
            let read = Directory::parse(directory.clone().into_bytes()).unwrap();
            let back: Vec<_> = read
                .entries()
                .map(|(_, entry)| (entry.name.to_owned(), entry.length, entry.tag))
                .collect();
            prop_assert_eq!(back, entries);
        }

        #[test]
        fn anything_is_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(directory) = Directory::parse(bytes.clone()) {
                let again = of(directory.entries().map(|(_, it)| (it.name, it.length, it.tag)));
                prop_assert_eq!(again.into_bytes(), bytes);
            }
        }
    }

    #[test]
    fn a_record_is_found_where_it_lies() {
        let directory = of([("a", 100, [1; 16]), ("b", 50, [2; 16]), ("c", 70, [3; 16])]);
        let header = header::LENGTH as u64;
        let (start, entry) = directory.find("c").unwrap();
        assert_eq!((start, entry.length, entry.tag), (header + 150, 70, [3; 16]));
        assert_eq!(directory.end(), header + 220);
        assert_eq!(directory.find("d"), None);
        assert_eq!(Directory::default().end(), header);
    }
}
