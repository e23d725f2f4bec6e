//! Tells the homes of one user apart in what they share: a keychain.

use std::fmt;

use super::secret::hex;

/// Which home (`AMOKEY_HOME`) something belongs to. A home that is copied keeps its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HomeId {
    /// A home that is older than these ids: what belongs to it has no id in its name.
    First,
    /// 16 hexadecimal digits.
    Own(String),
}

impl HomeId {
    /// How many random bytes make one.
    pub const BYTES: usize = 8;

    const FIRST: &'static str = "first";

    pub fn from_random(bytes: [u8; Self::BYTES]) -> Self {
        Self::Own(hex(bytes.iter()))
    }

    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text == Self::FIRST {
            return Some(Self::First);
        }
        let is_id = text.len() == 2 * Self::BYTES && text.bytes().all(is_digit);
        is_id.then(|| Self::Own(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::First => Self::FIRST,
            Self::Own(id) => id,
        }
    }
}

impl fmt::Display for HomeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_as_it_was_and_nothing_else_is_one() {
        for id in [HomeId::First, HomeId::from_random([0xa5; HomeId::BYTES])] {
            assert_eq!(HomeId::parse(id.as_str()), Some(id));
        }
        for text in ["", "First", "a5a5", "A5A5A5A5A5A5A5A5", "a5a5a5a5a5a5a5a/"] {
            assert_eq!(HomeId::parse(text), None, "{text}");
        }
    }
}
