//! The first bytes of the file: what it is, of which version, and which key opens it.
//!
//! ```text
//! magic 16 │ version 4 │ kind 4 │ memory 4 │ passes 4 │ lanes 4 │ salt 16 │ nonce 24 │ tag 16 │ SHA-256 of all before, 16
//! ```
//!
//! Numbers are little-endian. The digest tells damage, the tag tells whether it is the right key: only together they
//! tell a wrong key from a damaged file. The salt is random, and makes the file itself one of its kind.

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

use super::key::{Argon2Cost, Key, KeyBytes};
use crate::domain::tokens::sealed_file::SealedFileError;

/// What no other file begins with. The line ends show a transfer that changes them.
pub(super) const MAGIC: [u8; 16] = *b"amokey sealed\r\n\x1a";

/// The version that is written. What has a higher one is left alone.
pub(super) const VERSION: u32 = 1;

const SALT: usize = 16;
const DIGEST: usize = 16;
/// Bytes of a nonce of `XChaCha20`.
pub(super) const NONCE: usize = 24;
/// Bytes of a tag of Poly1305.
pub(super) const TAG: usize = 16;
const CHECKED: usize = MAGIC.len() + 5 * 4 + SALT + NONCE;
const DIGESTED: usize = CHECKED + TAG;

pub(super) const LENGTH: usize = DIGESTED + DIGEST;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Raw,
    Passphrase(Argon2Cost),
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// As it is in the file.
    pub(super) bytes: [u8; LENGTH],
    pub(super) kind: KeyKind,
}

impl Header {
    pub(super) fn new(key: &Key) -> Result<(Self, KeyBytes), SealedFileError> {
        let kind = match key {
            Key::Raw(_) => KeyKind::Raw,
            Key::Passphrase(_) => KeyKind::Passphrase(Argon2Cost::DEFAULT),
        };
        Self::of(kind, key)
    }

    fn of(kind: KeyKind, key: &Key) -> Result<(Self, KeyBytes), SealedFileError> {
        let (number, stretch) = match kind {
            KeyKind::Raw => (0, [0; 3]),
            KeyKind::Passphrase(Argon2Cost { memory, passes, lanes }) => {
                (1, [memory, passes, lanes])
            }
        };
        let mut random = [0; SALT + NONCE];
        getrandom::fill(&mut random).map_err(|_| SealedFileError::Unusable)?;
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&MAGIC);
        for field in [VERSION, number].into_iter().chain(stretch) {
            bytes.extend_from_slice(&field.to_le_bytes());
        }
        bytes.extend_from_slice(&random);
        let derived = derive(kind, &bytes, key)?;
        let tag = check(&derived, &bytes).ok_or(SealedFileError::Unusable)?;
        bytes.extend_from_slice(&tag);
        let digest = digest(&bytes);
        bytes.extend_from_slice(&digest);
        let bytes = bytes.try_into().map_err(|_| SealedFileError::Unusable)?;
        Ok((Self { bytes, kind }, derived))
    }

    pub(super) fn parse(file: &[u8]) -> Result<Self, SealedFileError> {
        let Some((magic, rest)) = file.split_first_chunk() else {
            // An empty file is one that was cut, whoever made it.
            return Err(if MAGIC.starts_with(file) {
                SealedFileError::Damaged
            } else {
                SealedFileError::Foreign
            });
        };
        if *magic != MAGIC {
            return Err(SealedFileError::Foreign);
        }
        let (version, rest) = number(rest)?;
        match version {
            0 => return Err(SealedFileError::Damaged),
            1..=VERSION => {}
            _ => return Err(SealedFileError::Newer),
        }
        let bytes: &[u8; LENGTH] = file.first_chunk().ok_or(SealedFileError::Damaged)?;
        let (digested, expected) = bytes.split_at(DIGESTED);
        if digest(digested) != *expected {
            return Err(SealedFileError::Damaged);
        }
        let (kind, rest) = number(rest)?;
        let (memory, rest) = number(rest)?;
        let (passes, rest) = number(rest)?;
        let (lanes, _) = number(rest)?;
        let kind = match kind {
            0 => KeyKind::Raw,
            1 => KeyKind::Passphrase(Argon2Cost { memory, passes, lanes }),
            _ => return Err(SealedFileError::Damaged),
        };
        Ok(Self { bytes: *bytes, kind })
    }

    /// The salt, which no other file has.
    pub(super) fn salt(&self) -> [u8; SALT] {
        let (checked, _) = self.bytes.split_at(CHECKED);
        random(checked).map_or([0; SALT], |(salt, _)| *salt)
    }

    /// The bytes that seal the file, when this is its key.
    pub(super) fn unlock(&self, key: &Key) -> Result<KeyBytes, SealedFileError> {
        let (checked, rest) = self.bytes.split_at(CHECKED);
        let derived = derive(self.kind, checked, key)?;
        match (check(&derived, checked), rest.first_chunk::<TAG>()) {
            (Some(tag), Some(expected)) if tag == *expected => Ok(derived),
            (Some(_) | None, Some(_) | None) => Err(SealedFileError::WrongKey),
        }
    }
}

/// The bytes that seal, from a key of the kind that the file has.
fn derive(kind: KeyKind, checked: &[u8], key: &Key) -> Result<KeyBytes, SealedFileError> {
    match (kind, key) {
        (KeyKind::Raw, Key::Raw(bytes)) => Ok(bytes.clone()),
        (KeyKind::Passphrase(stretch), Key::Passphrase(passphrase)) => {
            let (salt, _) = random(checked).ok_or(SealedFileError::Damaged)?;
            stretch.derive(passphrase, salt)
        }
        (KeyKind::Raw, Key::Passphrase(_)) | (KeyKind::Passphrase(_), Key::Raw(_)) => {
            Err(SealedFileError::WrongKey)
        }
    }
}

/// The tag that only the right key makes: nothing is sealed, and what comes before it is bound to it.
fn check(key: &KeyBytes, checked: &[u8]) -> Option<[u8; TAG]> {
    let (_, nonce) = random(checked)?;
    let cipher = XChaCha20Poly1305::new((&**key).into());
    let tag = cipher.encrypt_inout_detached(
        &XNonce::from(*nonce),
        checked,
        <&mut [u8]>::default().into(),
    );
    tag.ok().map(Into::into)
}

/// The salt and the nonce, at the end of what is checked.
fn random(checked: &[u8]) -> Option<(&[u8; SALT], &[u8; NONCE])> {
    let (rest, nonce) = checked.split_last_chunk()?;
    let (_, salt) = rest.split_last_chunk()?;
    Some((salt, nonce))
}

fn digest(bytes: &[u8]) -> [u8; DIGEST] {
    Sha256::digest(bytes).first_chunk().copied().unwrap_or_default()
}

pub(super) fn number(bytes: &[u8]) -> Result<(u32, &[u8]), SealedFileError> {
    let (number, rest) = bytes.split_first_chunk().ok_or(SealedFileError::Damaged)?;
    Ok((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: KeyKind = KeyKind::Passphrase(Argon2Cost { memory: 64, passes: 1, lanes: 1 });

    fn raw(byte: u8) -> Key {
        Key::Raw([byte; 32].into())
    }

    #[test]
    fn the_right_key_opens_and_no_other() {
        let words = Key::Passphrase("correct horse".into());
        for (kind, key) in [(KeyKind::Raw, raw(1)), (CHEAP, words.clone())] {
            let (header, derived) = Header::of(kind, &key).unwrap();
            let read = Header::parse(&header.bytes).unwrap();
            assert_eq!(read.kind, kind);
            assert!(read.unlock(&key) == Ok(derived));
            for other in [raw(2), Key::Passphrase("wrong".into())] {
                assert_eq!(read.unlock(&other).err(), Some(SealedFileError::WrongKey));
            }
        }
    }

    #[test]
    fn every_byte_counts() {
        let (header, _) = Header::new(&raw(1)).unwrap();
        for at in 0..LENGTH {
            for bit in 0..8 {
                let mut bytes = header.bytes;
                bytes[at] ^= 1 << bit;
                let expected = match at {
                    0..16 => SealedFileError::Foreign,
                    // Version 1 without its bit is 0; any other is a later one.
                    16..20 if bytes[16..20] == [0; 4] => SealedFileError::Damaged,
                    16..20 => SealedFileError::Newer,
                    _ => SealedFileError::Damaged,
                };
                assert_eq!(Header::parse(&bytes).err(), Some(expected), "{at} {bit}");
            }
        }
        for length in 0..LENGTH {
            let cut = &header.bytes[..length];
            assert_eq!(Header::parse(cut).err(), Some(SealedFileError::Damaged), "{length}");
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_is_read_without_a_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            proptest::prop_assert!(Header::parse(&bytes).is_err());
            let mut bytes = bytes;
            bytes.splice(0..0, MAGIC.into_iter().chain(VERSION.to_le_bytes()));
            proptest::prop_assert!(Header::parse(&bytes).is_err());
        }
    }
}
