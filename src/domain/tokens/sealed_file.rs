//! What can be wrong with the sealed file or its key, each mended in its own way.

use serde::Serialize;
use thiserror::Error;

/// Why a sealed file is refused. Nothing is ever written over a file that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealedFileError {
    #[error("there is no sealed file yet")]
    Absent,
    #[error("there is a sealed file already")]
    Exists,
    #[error("it is something else under that name")]
    Foreign,
    #[error("it was written by a newer version")]
    Newer,
    #[error("bytes of it were changed, cut off, added or moved")]
    Damaged,
    #[error("it could not be read or written")]
    Unusable,
    #[error("somebody else holds it all the time")]
    Held,
    #[error("it is whole, and the key is that of another file")]
    WrongKey,
    #[error("nothing says which key opens it")]
    NoKey,
    #[error("others may read or change the key file")]
    KeyExposed,
    #[error("the key file belongs to another user")]
    KeyNotOurs,
    #[error("the key file could not be made")]
    KeyNotMade,
    #[error("the key file is missing, or what is in it is no key")]
    KeyUnusable,
}
