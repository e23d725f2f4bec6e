//! A record as bytes: UTF-8 JSON with a version in front, because KDE Wallet takes nothing else.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use crate::domain::tokens::Record;

/// The version that is written. What has a higher one is left alone.
///
/// A field that is added raises it by one, and has a `#[serde(default)]`, for records of older versions are read: an
/// older program would read a record without the field, and write it back without. `FIELDS` of the tests below pins
/// what each version has.
pub const VERSION: u32 = 4;

/// More than any record takes, so that writing does not leave copies behind in freed memory.
const ROOM: usize = 16 * 1024;

#[derive(Serialize, Deserialize)]
struct Versioned<R> {
    version: u32,
    record: R,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

pub fn encode(record: &Record) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *bytes, &Versioned { version: VERSION, record })
        .map_err(|error| StoreError::Other(error.to_string()))?;
    Ok(bytes)
}

/// Reads a record. The version is looked at first: the rest may have another shape.
pub fn decode(bytes: &[u8]) -> Result<Record, StoreError> {
    check_version(bytes)?;
    Ok(parse::<Versioned<Record>>(bytes)?.record)
}

/// Refuses what a newer version wrote, and what has no version at all.
pub(super) fn check_version(bytes: &[u8]) -> Result<(), StoreError> {
    match parse::<Version>(bytes)?.version {
        0..=VERSION => Ok(()),
        _ => Err(StoreError::Newer),
    }
}

/// Parses JSON without letting the bytes into error or log: `serde_json` quotes what it met.
pub(super) fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        tracing::warn!(line, column, "a stored record cannot be read");
        StoreError::Damaged
    })
}

#[cfg(test)]
mod tests {
    use serde::de::value::Error;
    use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};

    use super::super::tests::samples;
    use super::*;
    use crate::domain::authorize::credentials::Credentials;
    use crate::domain::clock_reading::Uptime;
    use crate::domain::profile::NeedsAuthorization;
    use crate::domain::tokens::TokenPair;
    use crate::domain::tokens::record::{Connection, Draft, N8nKey, OAuthGrant};

    /// The fields of each version, those of the records of all versions before it left out. A version that was
    /// released is never changed.
    const FIELDS: [&[&str]; VERSION as usize] = [
        // What the first program wrote, before versions were raised for it, differs from record to record.
        &[],
        &[
            "record: generation connection draft needs_authorization elsewhere_since n8n",
            "connection: host sandbox grant",
            "oauth: credentials tokens previous_refresh refreshing_since",
            "long-lived: expires_at issued_at token type",
            "draft: host sandbox credentials",
            "n8n: url key",
            "credentials: client_id client_secret redirect_uri",
            "tokens: access refresh issued_at expires_in clock_skew received_after",
            "uptime: boot seconds",
            "needs-authorization: since hint lost_at",
        ],
        &[
            "record: generation connection candidate draft needs_authorization elsewhere_since handed_to n8n",
        ],
        &[
            "record: generation connection candidate draft needs_authorization elsewhere_since handed_to n8n \
             renaming first_name",
        ],
    ];

    #[test]
    fn a_field_that_is_added_raises_the_version() {
        let mut fields = vec![
            fields::<Record>("record"),
            fields::<Connection>("connection"),
            fields::<OAuthGrant>("oauth"),
            format!("long-lived: {}", long_lived().join(" ")),
            fields::<Draft>("draft"),
            fields::<N8nKey>("n8n"),
            fields::<Credentials>("credentials"),
            fields::<TokenPair>("tokens"),
            fields::<Uptime>("uptime"),
            fields::<NeedsAuthorization>("needs-authorization"),
        ];
        fields.retain(|line| FIELDS.iter().all(|known| !known.contains(&&**line)));
        assert_eq!(fields, [""; 0], "raise VERSION, and add these to FIELDS");
    }

    fn fields<T: DeserializeOwned>(name: &str) -> String {
        let mut asked = Vec::new();
        let _ = T::deserialize(FieldNames(&mut asked));
        format!("{name}: {}", asked.join(" "))
    }

    /// A variant is read as a map: what is written tells its fields, for none of them may be absent.
    fn long_lived() -> Vec<String> {
        let grant = samples::records()
            .into_iter()
            .filter_map(|record| record.connection)
            .map(|connection| serde_json::to_value(connection.grant).unwrap())
            .find(|grant| grant["type"] == "long_lived");
        let mut fields: Vec<_> = grant.unwrap().as_object().unwrap().keys().cloned().collect();
        fields.sort_unstable();
        fields
    }

    struct FieldNames<'a>(&'a mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for FieldNames<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("this is no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(fields);
            Err(Error::custom("that was all"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    #[test]
    fn every_record_comes_back_as_it_was() {
        for record in samples::records() {
            let bytes = encode(&record).unwrap();
            assert!(std::str::from_utf8(&bytes).is_ok());
            assert_eq!(decode(&bytes), Ok(record));
        }
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
