//! To whom a refresh token was given. It is kept as one text, which programs that know no packs can read as well.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::pack::PackId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum HandedTo {
    /// Another program, which has read it from our standard output.
    StandardOutput,
    /// Another program, in a file or a folder.
    Place(String),
    /// Amokey on another machine.
    Pack(PackMark),
}

/// The pack that a profile went away in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackMark {
    pub id: PackId,
    /// Where it was written.
    pub file: String,
}

const STANDARD_OUTPUT: &str = "-";
/// Every place is an absolute path, and so no place begins like this.
const PACK: &str = "pack:";

impl From<String> for HandedTo {
    fn from(text: String) -> Self {
        let pack = || {
            let (id, file) = text.strip_prefix(PACK)?.split_once(':')?;
            Some(PackMark { id: PackId::parse(id).ok()?, file: file.to_owned() })
        };
        match pack() {
            Some(mark) => Self::Pack(mark),
            None if text == STANDARD_OUTPUT => Self::StandardOutput,
            None => Self::Place(text),
        }
    }
}

impl From<HandedTo> for String {
    fn from(to: HandedTo) -> Self {
        to.to_string()
    }
}

impl HandedTo {
    /// The pack, where it is one.
    pub const fn pack(&self) -> Option<&PackMark> {
        match self {
            Self::Pack(mark) => Some(mark),
            Self::StandardOutput | Self::Place(_) => None,
        }
    }
}

impl fmt::Display for HandedTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardOutput => f.write_str(STANDARD_OUTPUT),
            Self::Place(place) => f.write_str(place),
            Self::Pack(PackMark { id, file }) => write!(f, "{PACK}{id}:{file}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_it_was_comes_back() {
        let id = PackId::from_random([7; PackId::BYTES]);
        let file = "/мой диск/C: home.pack".to_owned();
        for to in [
            HandedTo::StandardOutput,
            HandedTo::Place("/srv/бот/tokens.json".into()),
            HandedTo::Place("pack:no-id:/x".into()),
            HandedTo::Pack(PackMark { id, file }),
        ] {
            assert_eq!(HandedTo::from(to.to_string()), to);
        }
    }
}
