//! A record as bytes: UTF-8 JSON with a version in front, because KDE Wallet takes nothing else.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use crate::domain::record::Record;

/// The version that is written. What has a higher one is left alone.
pub const VERSION: u32 = 1;

/// More than any record takes, so that writing does not leave copies behind in freed memory.
const ROOM: usize = 16 * 1024;

#[derive(Serialize)]
struct Sealed<'a> {
    version: u32,
    record: &'a Record,
}

#[derive(Deserialize)]
struct Opened {
    record: Record,
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Writes a record.
pub fn encode(record: &Record) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    let sealed = Sealed {
        version: VERSION,
        record,
    };
    serde_json::to_writer(&mut *bytes, &sealed)
        .map_err(|error| StoreError::Other(error.to_string()))?;
    Ok(bytes)
}

/// Reads a record. The version is looked at first: the rest may have another shape.
pub fn decode(bytes: &[u8]) -> Result<Record, StoreError> {
    check_version(bytes)?;
    let opened: Opened = parse(bytes)?;
    Ok(opened.record)
}

/// Refuses what a newer version wrote, and what has no version at all.
pub(super) fn check_version(bytes: &[u8]) -> Result<(), StoreError> {
    match parse::<Versioned>(bytes)?.version {
        0..=VERSION => Ok(()),
        _ => Err(StoreError::Newer),
    }
}

/// Parses JSON without letting the bytes into error or log: `serde_json` quotes what it met.
pub(super) fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| {
        tracing::warn!(
            line = error.line(),
            column = error.column(),
            "a stored record cannot be read"
        );
        StoreError::Damaged
    })
}

#[cfg(test)]
mod tests {
    use super::super::contract::samples;
    use super::*;

    #[test]
    fn every_record_comes_back_as_it_was() {
        for record in samples::records() {
            let bytes = encode(&record).unwrap();
            assert!(std::str::from_utf8(&bytes).is_ok());
            assert_eq!(decode(&bytes), Ok(record));
        }
    }

    #[test]
    fn a_newer_record_is_known_as_such_whatever_its_shape() {
        assert_eq!(
            decode(br#"{"version":2,"vault":[1,2,3]}"#),
            Err(StoreError::Newer)
        );
    }

    #[test]
    fn what_is_damaged_is_known_as_such() {
        for bytes in [
            &b""[..],
            b"not a record",
            br#"{"version":1,"record":"not a record"}"#,
            br#"{"version":1,"record":{"generation":"not a record"}}"#,
            b"\xff\xfe",
        ] {
            assert_eq!(decode(bytes), Err(StoreError::Damaged));
        }
    }
}
