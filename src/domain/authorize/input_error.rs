//! Why a text is no answer to a question.

use thiserror::Error;

use crate::domain::account::AccountError;
use crate::domain::authorize::callback::CallbackError;
use crate::domain::authorize::recognize::{TextKind, recognize, tidy};
use crate::domain::authorize::redirect_uri::RedirectUriError;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InputError {
    #[error("nothing was given")]
    Empty,
    /// It is something else, and we know what.
    #[error("this is something else: {0:?}")]
    Recognized(TextKind),
    #[error("this does not have the right shape")]
    Shape,
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    RedirectUri(#[from] RedirectUriError),
    /// An address or a code that is not whole.
    #[error(transparent)]
    Callback(#[from] CallbackError),
    /// Several lines, or several values, where one is asked for.
    #[error("this is more than one value")]
    Lines,
    /// A token whose end is past.
    #[error("the token has ended")]
    Ended,
}

/// What a text of this kind is told where another kind is asked for.
impl From<TextKind> for InputError {
    fn from(kind: TextKind) -> Self {
        match kind {
            TextKind::Nothing => Self::Empty,
            TextKind::Unknown => Self::Shape,
            kind => Self::Recognized(kind),
        }
    }
}

/// A text of one kind, tidied; any other is refused by its own kind.
pub fn expect(wanted: TextKind, text: &str) -> Result<String, InputError> {
    match recognize(text) {
        kind if kind == wanted => Ok(tidy(text)),
        other => Err(other.into()),
    }
}
