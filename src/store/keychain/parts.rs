//! Records larger than an entry may be: in parts, switched at once.
//!
//! The entry named after the profile is the head. It holds the record itself, or names the parts
//! that hold it: a slot (`a` or `b`), their count and the SHA-256 of the whole. A save fills the slot
//! that is not in use and writes the head last, so a reader finds the old record or the new one. What
//! a crash leaves behind is in the unused slot, and the next save writes over it or removes it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::super::StoreError;
use super::super::encoding::{self, VERSION};
use super::system::KeychainSession;
use crate::domain::secret::hex;

/// More than any record needs: a count beyond it is damage.
const MOST_PARTS: usize = 64;

/// How often a reader looks again when a writer switched slots under it.
const LOOKS: usize = 16;

type SecretBytes = Zeroizing<Vec<u8>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartSlot {
    A,
    B,
}

impl PartSlot {
    const ALL: [Self; 2] = [Self::A, Self::B];

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// The name of a part. `#` is in no profile's name, so it is nobody's head.
    fn part(self, user: &str, index: usize) -> String {
        match self {
            Self::A => format!("{user}#a.{index}"),
            Self::B => format!("{user}#b.{index}"),
        }
    }
}

/// An entry that names parts, or holds the record itself.
#[derive(Serialize, Deserialize)]
struct HeadJson {
    version: u32,
    parts: Option<Parts>,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    slot: PartSlot,
    count: usize,
    sha256: String,
}

impl Parts {
    /// The parts a head names; `None` when it holds the record itself.
    fn of(head: &[u8]) -> Result<Option<Self>, StoreError> {
        encoding::check_version(head)?;
        let head: HeadJson = encoding::parse(head)?;
        match head.parts {
            Some(parts) if parts.count > MOST_PARTS => Err(StoreError::Damaged),
            parts => Ok(parts),
        }
    }

    /// Puts the parts together; `None` when they are not the ones the head means.
    fn collect(
        &self,
        session: &dyn KeychainSession,
        user: &str,
    ) -> Result<Option<SecretBytes>, StoreError> {
        let mut whole = Zeroizing::new(Vec::new());
        for index in 0..self.count {
            let Some(part) = session.get(&self.slot.part(user, index))? else {
                return Ok(None);
            };
            whole.extend_from_slice(&part);
        }
        Ok((digest(&whole) == self.sha256).then_some(whole))
    }
}

fn digest(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).iter())
}

pub(super) fn read(
    session: &dyn KeychainSession,
    user: &str,
) -> Result<Option<SecretBytes>, StoreError> {
    let mut seen: Option<SecretBytes> = None;
    for _ in 0..LOOKS {
        let Some(head) = session.get(user)? else {
            return Ok(None);
        };
        let Some(parts) = Parts::of(&head)? else {
            return Ok(Some(head));
        };
        if let Some(whole) = parts.collect(session, user)? {
            return Ok(Some(whole));
        }
        // Somebody switched slots meanwhile, unless the head is still the same.
        if seen.is_some_and(|seen| seen == head) {
            return Err(StoreError::Damaged);
        }
        seen = Some(head);
    }
    Err(StoreError::Other("the record keeps changing".into()))
}

/// Replaces what was written before. `limit` is what an entry can hold.
pub(super) fn write(
    session: &dyn KeychainSession,
    limit: Option<usize>,
    user: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let old = parts_in_use(session, user)?;
    let unused = old.as_ref().map_or(PartSlot::A, |old| old.slot.other());
    match limit {
        Some(limit) if bytes.len() > limit => {
            let chunks = split(bytes, limit)?;
            for (index, chunk) in chunks.iter().enumerate() {
                session.put(&unused.part(user, index), chunk)?;
            }
            session.put(user, &head(unused, chunks.len(), bytes)?)?;
            tidy(session, user, unused, chunks.len());
            tidy(session, user, unused.other(), 0);
        }
        _ => {
            session.put(user, bytes)?;
            if limit.is_some() || old.is_some() {
                tidy_all(session, user);
            }
        }
    }
    Ok(())
}

/// Removes a record, its head first: without it there is none.
pub(super) fn remove(
    session: &dyn KeychainSession,
    limit: Option<usize>,
    user: &str,
) -> Result<(), StoreError> {
    let in_parts = match parts_in_use(session, user) {
        Ok(parts) => parts.is_some(),
        Err(StoreError::Newer | StoreError::Doubled) => true,
        Err(error) => return Err(error),
    };
    session.remove(user)?;
    if limit.is_some() || in_parts {
        tidy_all(session, user);
    }
    Ok(())
}

/// What may not be overwritten is found out here. A damaged head may: there is nothing to lose.
fn parts_in_use(session: &dyn KeychainSession, user: &str) -> Result<Option<Parts>, StoreError> {
    match session.get(user)?.map(|head| Parts::of(&head)).transpose() {
        Ok(parts) => Ok(parts.flatten()),
        Err(StoreError::Damaged) => Ok(None),
        Err(error) => Err(error),
    }
}

fn head(slot: PartSlot, count: usize, whole: &[u8]) -> Result<Vec<u8>, StoreError> {
    let parts = Some(Parts { slot, count, sha256: digest(whole) });
    serde_json::to_vec(&HeadJson { version: VERSION, parts })
        .map_err(|error| StoreError::Other(error.to_string()))
}

/// Cuts between characters, so that every part is UTF-8 by itself.
fn split(bytes: &[u8], limit: usize) -> Result<Vec<&[u8]>, StoreError> {
    let mut rest = std::str::from_utf8(bytes).map_err(|_| StoreError::Damaged)?;
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let cut = (0..=limit.min(rest.len())).rev().find(|cut| rest.is_char_boundary(*cut));
        match cut.and_then(|cut| rest.split_at_checked(cut)) {
            Some((chunk, tail)) if !chunk.is_empty() && chunks.len() < MOST_PARTS => {
                chunks.push(chunk.as_bytes());
                rest = tail;
            }
            _ => return Err(StoreError::Full),
        }
    }
    Ok(chunks)
}

fn tidy_all(session: &dyn KeychainSession, user: &str) {
    for slot in PartSlot::ALL {
        tidy(session, user, slot, 0);
    }
}

/// Removes the parts of a slot from an index on. The record does not depend on it: what is left
/// now is removed by the next save.
fn tidy(session: &dyn KeychainSession, user: &str, slot: PartSlot, from: usize) {
    let removed = || {
        let mut end = from;
        while session.get(&slot.part(user, end))?.is_some() {
            end += 1;
        }
        // Last first: when this is interrupted, what is left still begins at `from`.
        (from..end).rev().try_for_each(|index| session.remove(&slot.part(user, index)))
    };
    if let Err(error) = removed() {
        tracing::debug!(%error, "old parts of a record are left for the next save");
    }
}
