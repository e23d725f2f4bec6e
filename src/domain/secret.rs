//! A text that is shown only where somebody asked for it.

use std::fmt;

use serde::{Deserialize, Serializer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The variables of our own environment that may hold a secret: no program that is started from here inherits them.
pub const VARIABLES: [&str; 4] =
    ["AMOKEY_CLIENT_SECRET", "AMOKEY_N8N_API_KEY", "AMOCRM_ACCESS_TOKEN", "AMOCRM_REFRESH_TOKEN"];

/// A secret text: a client secret, a token, an authorization code, a `state`.
///
/// `Debug` prints `***`, memory is zeroed when it is dropped, and every place that
/// reads it can be found by searching for `expose`. It can be deserialized; written it
/// is only by [`serialize_exposed`].
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

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

    /// Whether it is this one, told in a time that does not depend on where they differ.
    pub fn is_same(&self, other: &Self) -> bool {
        let hash = |secret: &Self| Sha256::digest(secret.0.as_bytes());
        let differing = |sum, (one, other): (u8, u8)| sum | (one ^ other);
        std::hint::black_box(hash(self).into_iter().zip(hash(other)).fold(0, differing)) == 0
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

/// For `#[serde(serialize_with = …)]`: writes the text itself, or null for a secret that is absent.
pub fn serialize_exposed<'a, S: Serializer>(
    secret: impl Into<Option<&'a Secret>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret.into() {
        Some(secret) => serializer.serialize_str(secret.expose()),
        None => serializer.serialize_none(),
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

    #[test]
    fn a_secret_is_itself_and_no_other() {
        assert!(Secret::new("abc").is_same(&Secret::new("abc")));
        for other in ["abd", "ab", "", "abcabc"] {
            assert!(!Secret::new("abc").is_same(&Secret::new(other)), "{other}");
        }
    }
}
