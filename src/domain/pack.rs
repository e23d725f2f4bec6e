//! What goes to another machine in one file: a pack.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::checked_text::checked_text;
use crate::domain::home_id::HomeId;
use crate::domain::hook::Hook;
use crate::domain::profile::ProfileName;
use crate::domain::secret::hex;

/// Tells a pack from every other one. It can be read without the passphrase, and stays when the file is renamed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PackId(String);

checked_text!(PackId, NotAPackId);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the id of a pack has 32 hexadecimal digits")]
pub struct NotAPackId;

impl PackId {
    /// How many random bytes make one.
    pub const BYTES: usize = 16;

    pub fn from_random(bytes: [u8; Self::BYTES]) -> Self {
        Self(hex(bytes.iter()))
    }

    pub fn parse(text: &str) -> Result<Self, NotAPackId> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_id = text.len() == 2 * Self::BYTES && text.bytes().all(is_digit);
        is_id.then(|| Self(text.to_owned())).ok_or(NotAPackId)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Whoever unpacks it looks after the profiles from then on, and nobody else does.
    Move,
    /// A backup: whoever made it goes on.
    Copy,
}

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of this form: [`Manifest::VERSION`].
    pub version: u32,
    pub purpose: Purpose,
    pub packed_at: Timestamp,
    /// The name of the computer.
    pub packed_on: String,
    /// The home that it was made of.
    pub home: String,
    pub hooks: Vec<Hook>,
    /// The settings file, as it stood there.
    pub settings: Option<String>,
}

impl Manifest {
    /// The version that is written. What has a higher one is left alone.
    pub const VERSION: u32 = 1;
}

/// This home, as packs name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    pub home: HomeId,
    /// The name of the computer.
    pub host: String,
}

/// Who has taken which profiles out of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub home: String,
    pub host: String,
    pub at: Timestamp,
    /// Each with the generation of the record that was there before, 0 where there was none.
    pub profiles: BTreeMap<ProfileName, u64>,
    /// Whether they are all saved there: until then the same home may go on.
    pub done: bool,
}

impl Taken {
    /// Whether this home began it and did not come to its end. Homes that are older than their ids cannot be told apart.
    pub fn is_begun_by(&self, here: &Whereabouts) -> bool {
        let is_ours = match &here.home {
            HomeId::First => false,
            HomeId::Own(id) => self.home == *id && self.host == here.host,
        };
        is_ours && !self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_home_that_began_goes_on_and_only_until_it_is_done() {
        let here = |home, host: &str| Whereabouts { home, host: host.into() };
        let own = HomeId::from_random([7; HomeId::BYTES]);
        let mut taken = Taken {
            home: own.as_str().into(),
            host: "laptop".into(),
            at: Timestamp::UNIX_EPOCH,
            profiles: BTreeMap::new(),
            done: false,
        };
        assert!(taken.is_begun_by(&here(own.clone(), "laptop")));
        assert!(!taken.is_begun_by(&here(own.clone(), "server")));
        assert!(!taken.is_begun_by(&here(HomeId::from_random([8; HomeId::BYTES]), "laptop")));
        taken.done = true;
        assert!(!taken.is_begun_by(&here(own, "laptop")));
        taken = Taken { home: HomeId::First.as_str().into(), done: false, ..taken };
        assert!(!taken.is_begun_by(&here(HomeId::First, "laptop")));
    }

    #[test]
    fn an_id_comes_back_as_it_was_and_nothing_else_is_one() {
        let id = PackId::from_random([0xa5; PackId::BYTES]);
        assert_eq!(PackId::parse(id.as_str()), Ok(id));
        for text in ["", "a5", &"A5".repeat(16), &"a5".repeat(17)] {
            assert_eq!(PackId::parse(text), Err(NotAPackId), "{text}");
        }
    }
}
