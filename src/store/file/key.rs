//! What opens a sealed file: 32 random bytes, or a passphrase that argon2id makes 32 bytes of.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::domain::secret::{Secret, hex};
use crate::domain::tokens::sealed_file::SealedFileError;

/// How long a key is, in bytes.
pub const LENGTH: usize = 32;

pub type KeyBytes = Zeroizing<[u8; LENGTH]>;

#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// Random bytes, from a key file or the keychain.
    Raw(KeyBytes),
    Passphrase(Secret),
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Key {
    pub fn random() -> Result<KeyBytes, getrandom::Error> {
        let mut bytes = KeyBytes::default();
        getrandom::fill(&mut *bytes)?;
        Ok(bytes)
    }

    /// Reads a key file: 64 hexadecimal digits and perhaps a newline, or the 32 bytes themselves.
    pub fn parse(content: &[u8]) -> Option<Self> {
        if let Ok(raw) = <[u8; LENGTH]>::try_from(content) {
            return Some(Self::Raw(Zeroizing::new(raw)));
        }
        let digits = content
            .strip_suffix(b"\r\n")
            .or_else(|| content.strip_suffix(b"\n"))
            .unwrap_or(content);
        if digits.len() != 2 * LENGTH {
            return None;
        }
        let mut bytes = KeyBytes::default();
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair.iter().try_fold(0, |value, digit| {
                let digit = u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
                Some(value << 4 | digit)
            })?;
        }
        Some(Self::Raw(bytes))
    }
}

impl From<Secret> for Key {
    fn from(passphrase: Secret) -> Self {
        Self::Passphrase(passphrase)
    }
}

pub fn written(bytes: &KeyBytes) -> Zeroizing<String> {
    let mut text = Zeroizing::new(hex(bytes.iter()));
    text.push('\n');
    text
}

/// What argon2id is told. It is kept in the file: a better default does not lock anybody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory that Argon2 takes, in KiB.
    pub memory: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Argon2Cost {
    /// The second choice of RFC 9106, which does not ask for 2 GiB.
    pub const DEFAULT: Self = Self { memory: 64 * 1024, passes: 3, lanes: 4 };

    /// More than this no version of this program asks for: 256 MiB, gone over eight times. A file that does is
    /// not worth an hour.
    const fn is_sane(self) -> bool {
        self.memory <= 256 * 1024 && self.passes <= 8 && self.lanes <= 16
    }

    pub(super) fn derive(
        self,
        passphrase: &Secret,
        salt: &[u8],
    ) -> Result<KeyBytes, SealedFileError> {
        if !self.is_sane() {
            return Err(SealedFileError::Damaged);
        }
        let params = Params::new(self.memory, self.passes, self.lanes, Some(LENGTH));
        let argon2 = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            params.map_err(|_| SealedFileError::Damaged)?,
        );
        let mut bytes = KeyBytes::default();
        argon2
            .hash_password_into(passphrase.expose().as_bytes(), salt, &mut *bytes)
            .map_err(|_| SealedFileError::Damaged)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_read_as_it_is_written_and_raw() {
        let bytes = Key::random().unwrap();
        let text = written(&bytes);
        assert_eq!(text.len(), 65);
        let key = Some(Key::Raw(bytes.clone()));
        assert_eq!(Key::parse(text.as_bytes()), key);
        assert_eq!(Key::parse(text.trim_end().as_bytes()), key);
        assert_eq!(Key::parse(text.to_uppercase().as_bytes()), key);
        assert_eq!(Key::parse(&*bytes), key);
    }

    #[test]
    fn what_is_no_key_is_none() {
        let text = "0f".repeat(32);
        let shorter = "0f".repeat(31);
        for content in [
            "",
            "\n",
            &shorter,
            &format!("{text}0"),
            &format!("{text}\n\n"),
            &format!(" {text}"),
            &text.replace("0f", "0g"),
            &text.replace("0f", "+f"),
        ] {
            assert_eq!(Key::parse(content.as_bytes()), None, "{content:?}");
        }
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        let key = Key::Raw(Zeroizing::new([0xab; 32]));
        assert_eq!(format!("{key:?}"), "***");
    }

    #[test]
    fn argon2id_is_the_one_of_the_rfc() {
        // From the tests of the reference implementation.
        let stretch = Argon2Cost { memory: 256, passes: 2, lanes: 1 };
        let key = stretch.derive(&"password".into(), b"somesalt");
        assert_eq!(
            hex(key.unwrap().iter()),
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
        );
    }

    #[test]
    fn a_file_that_asks_for_an_hour_is_not_obeyed() {
        let Argon2Cost { memory, passes, lanes } = Argon2Cost::DEFAULT;
        for (memory, passes, lanes) in
            [(memory, 9, lanes), (256 * 1024 + 1, passes, lanes), (memory, passes, 17)]
        {
            let stretch = Argon2Cost { memory, passes, lanes };
            assert_eq!(stretch.derive(&"x".into(), &[0; 16]), Err(SealedFileError::Damaged));
        }
    }
}
