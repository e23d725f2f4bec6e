//! The list of all records: whose each is, how long it is, and its tag.
//!
//! It is sealed as one, and the records lie one after another without a gap: so nothing can be cut out, put in, moved
//! or exchanged for an older one without being found out.

use zeroize::Zeroizing;

use super::header::{self, number};
use super::seal::{OVERHEAD, Tag};
use crate::domain::sealed::Fault;

/// One record in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The profile, or what begins with `#` and belongs to none.
    pub name: String,
    /// The length of the sealed record.
    pub length: u32,
    /// Its tag.
    pub tag: Tag,
}

/// All of them, in the order in which they lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directory(Vec<Entry>);

impl Directory {
    /// The entries, in their order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Where the record of a name begins, and its entry.
    pub(super) fn find(&self, name: &str) -> Option<(u64, &Entry)> {
        let mut start = header::LENGTH as u64;
        self.0.iter().find_map(|entry| {
            let here = start;
            start += u64::from(entry.length);
            (entry.name == name).then_some((here, entry))
        })
    }

    /// Where the last record ends.
    pub(super) fn end(&self) -> u64 {
        let lengths = self.0.iter().map(|entry| u64::from(entry.length));
        header::LENGTH as u64 + lengths.sum::<u64>()
    }

    /// Puts an entry last.
    pub(super) fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// As bytes.
    pub(super) fn encode(&self) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let names: usize = self.0.iter().map(|entry| entry.name.len()).sum();
        let mut bytes = Zeroizing::new(Vec::with_capacity(names + 24 * self.0.len()));
        for Entry { name, length, tag } in &self.0 {
            let size = u16::try_from(name.len()).map_err(|_| Fault::Unusable)?;
            bytes.extend_from_slice(&size.to_le_bytes());
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(tag);
        }
        Ok(bytes)
    }

    /// From bytes.
    pub(super) fn parse(mut bytes: &[u8]) -> Result<Self, Fault> {
        let mut entries = Vec::new();
        while !bytes.is_empty() {
            let (size, rest) = bytes.split_first_chunk().ok_or(Fault::Damaged)?;
            let size = usize::from(u16::from_le_bytes(*size));
            let (name, rest) = rest.split_at_checked(size).ok_or(Fault::Damaged)?;
            let (length, rest) = number(rest)?;
            let (tag, rest) = rest.split_first_chunk().ok_or(Fault::Damaged)?;
            if (length as usize) < OVERHEAD {
                return Err(Fault::Damaged);
            }
            entries.push(Entry {
                name: String::from_utf8(name.to_vec()).map_err(|_| Fault::Damaged)?,
                length,
                tag: *tag,
            });
            bytes = rest;
        }
        Ok(Self(entries))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> impl Strategy<Value = Entry> {
        ("\\PC{0,64}", 40_u32.., any::<[u8; 16]>()).prop_map(|(name, length, tag)| Entry {
            name,
            length,
            tag,
        })
    }

    proptest! {
        #[test]
        fn it_comes_back_as_it_was(entries in prop::collection::vec(entry(), 0..20)) {
            let directory = Directory(entries);
            let bytes = directory.encode().unwrap();
            prop_assert_eq!(Directory::parse(&bytes), Ok(directory));
        }

        #[test]
        fn anything_is_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(directory) = Directory::parse(&bytes) {
                let encoded = directory.encode().unwrap();
                prop_assert_eq!(&**encoded, &*bytes);
            }
        }
    }

    #[test]
    fn a_record_is_found_where_it_lies() {
        let entry = |name: &str, length| Entry {
            name: name.into(),
            length,
            tag: [0; 16],
        };
        let directory = Directory(vec![entry("a", 100), entry("b", 50), entry("c", 70)]);
        let header = header::LENGTH as u64;
        assert_eq!(directory.find("c"), Some((header + 150, &entry("c", 70))));
        assert_eq!(directory.end(), header + 220);
        assert_eq!(directory.find("d"), None);
    }
}
