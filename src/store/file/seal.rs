//! XChaCha20-Poly1305 over a part of the file: a random nonce, what is sealed, a tag. What the part is and where it
//! belongs is bound to it, so that it opens nowhere else.

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

use super::header::{Header, NONCE, TAG};
use super::key::KeyBytes;
use crate::domain::tokens::sealed_file::SealedFileError;

pub(super) const OVERHEAD: usize = NONCE + TAG;

/// A tag: it tells a sealed part from every other.
pub(super) type Tag = [u8; TAG];

#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Record(&'a str),
    Directory,
}

pub(super) struct Sealer<'a> {
    cipher: XChaCha20Poly1305,
    header: &'a Header,
}

impl<'a> Sealer<'a> {
    pub(super) fn new(key: &KeyBytes, header: &'a Header) -> Self {
        let cipher = XChaCha20Poly1305::new((&**key).into());
        Self { cipher, header }
    }

    /// Seals a part. The plain text is overwritten.
    pub(super) fn seal(
        &self,
        part: Part<'_>,
        content: &mut [u8],
    ) -> Result<(Vec<u8>, Tag), SealedFileError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| SealedFileError::Unusable)?;
        let tag = self
            .cipher
            .encrypt_inout_detached(&XNonce::from(nonce), &self.bound(part), (&mut *content).into())
            .map_err(|_| SealedFileError::Unusable)?;
        let mut sealed = Vec::with_capacity(content.len() + OVERHEAD);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(content);
        sealed.extend_from_slice(&tag);
        Ok((sealed, tag.into()))
    }

    /// Opens a part; what was sealed under another name, for another file or with another key does not open.
    pub(super) fn open(
        &self,
        part: Part<'_>,
        mut sealed: Vec<u8>,
    ) -> Result<Vec<u8>, SealedFileError> {
        let (nonce, rest) =
            sealed.split_first_chunk_mut::<NONCE>().ok_or(SealedFileError::Damaged)?;
        let (content, tag) = rest.split_last_chunk_mut::<TAG>().ok_or(SealedFileError::Damaged)?;
        self.cipher
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                &self.bound(part),
                content.into(),
                &(*tag).into(),
            )
            .map_err(|_| SealedFileError::Damaged)?;
        // In its place, so that no second copy is left in memory.
        sealed.copy_within(NONCE.., 0);
        sealed.truncate(sealed.len() - OVERHEAD);
        Ok(sealed)
    }

    /// The whole header, and so the file's own salt, then what the part is.
    fn bound(&self, part: Part<'_>) -> Vec<u8> {
        let mut bound = self.header.bytes.to_vec();
        match part {
            Part::Record(profile) => {
                bound.push(b'r');
                bound.extend_from_slice(profile.as_bytes());
            }
            Part::Directory => bound.push(b'd'),
        }
        bound
    }
}
