//! A text that is shown only where somebody asked for it.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The variables of our own environment that may hold a secret: no program that is started from here inherits them.
pub const VARIABLES: [&str; 4] = [
    "AMOKEY_CLIENT_SECRET",
    "AMOKEY_N8N_API_KEY",
    "AMOCRM_ACCESS_TOKEN",
    "AMOCRM_REFRESH_TOKEN",
];

/// A secret text: a client secret, a token, an authorization code, a `state`.
///
/// `Debug` prints `***`, memory is zeroed when it is dropped, and every place that
/// reads it can be found by searching for `expose`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into keeping.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Length in characters, safe to show.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// The last four characters, shown beside a masked field; nothing of a short secret.
    pub fn tail(&self) -> String {
        let count = self.chars();
        if count < 16 {
            return String::new();
        }
        self.0.chars().skip(count - 4).collect()
    }

    /// Six hexadecimal digits that tell two secrets apart without telling either.
    pub fn fingerprint(&self) -> String {
        hex(Sha256::digest(self.0.as_bytes()).iter().take(3))
    }

    /// The whole SHA-256 in hexadecimal digits. It begins with the fingerprint.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Lower-case hexadecimal digits of some bytes.
pub fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    use fmt::Write as _;
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Serialization of a secret, only by name: `#[serde(with = "secret::exposed")]`.
pub mod exposed {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Secret;

    /// Writes the text itself.
    pub fn serialize<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(secret.expose())
    }

    /// Reads the text itself.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        String::deserialize(deserializer).map(Secret::new)
    }
}

/// The same for a secret that may be absent.
pub mod exposed_option {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Secret;

    /// Writes the text itself, or null.
    pub fn serialize<S: Serializer>(
        secret: &Option<Secret>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match secret {
            Some(secret) => serializer.serialize_some(secret.expose()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the text itself, or null.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Secret>, D::Error> {
        Option::<String>::deserialize(deserializer).map(|text| text.map(Secret::new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        let secret = Secret::new("MARKED-SECRET-0123456789");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "*** Some(***)");
    }

    #[test]
    fn the_tail_of_a_short_secret_is_not_shown() {
        assert_eq!(Secret::new("short").tail(), "");
        assert_eq!(Secret::new("abcdefghijklmnop9xQf").tail(), "9xQf");
    }

    #[test]
    fn a_fingerprint_is_the_start_of_the_sha_256() {
        // printf abc | sha256sum
        assert_eq!(Secret::new("abc").fingerprint(), "ba7816");
        let whole = Secret::new("abc").sha256();
        assert_eq!((whole.len(), whole.get(..6)), (64, Some("ba7816")));
    }
}
