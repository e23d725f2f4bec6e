//! Why there is no access token.

use jiff::SignedDuration;
use thiserror::Error;

use crate::domain::trouble::Trouble;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// No token is ever good for that long: asking for it would refresh every time.
    #[error("an access token lives only {life:#}")]
    LongerThanLife {
        /// The whole life of an access token.
        life: SignedDuration,
    },
    /// It ends sooner than is asked for, and it may not be refreshed now.
    #[error("the access token is stale")]
    Stale,
    #[error(transparent)]
    Trouble(#[from] Trouble),
}
