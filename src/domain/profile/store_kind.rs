//! The kinds of stores, by their names.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// Where the secrets of a profile are: `AMOKEY_STORE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum StoreKind {
    /// The keychain of the operating system.
    Keychain,
    /// The sealed file.
    File,
    /// The memory of this process: demo and tests.
    Memory,
}

impl StoreKind {
    /// The one of this name in `AMOKEY_STORE`; the keychain where it says nothing.
    pub fn named(name: &str) -> Option<Self> {
        if name.is_empty() { Some(Self::Keychain) } else { name.parse().ok() }
    }

    /// Its word in `AMOKEY_STORE`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
