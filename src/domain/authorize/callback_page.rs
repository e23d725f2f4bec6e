//! What the browser is shown when it comes back.

use serde::Serialize;

use crate::domain::account::AccountHost;

/// One page, one sentence. The terminal shows how to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallbackPage {
    /// The tokens are saved; the account's name, or its host.
    Connected {
        account: String,
    },
    Denied,
    /// The `state` is missing, unknown, used or expired: not the attempt we wait for.
    WrongAttempt,
    /// Consent was given for another account.
    WrongAccount {
        expected: AccountHost,
    },
    /// Consent was given for another integration.
    WrongIntegration,
    /// The address carries no usable code.
    Incomplete,
    /// The code came, but the exchange or the save failed.
    Failed,
    /// Nothing is expected any more.
    NobodyWaits,
    /// A request that is no callback.
    NotFound,
}

impl CallbackPage {
    /// Whether the page is shown at an address of its own: whoever reads the browser's history finds no code there. What
    /// is refused is refused where it came to.
    pub const fn moves(&self) -> bool {
        !matches!(self, Self::WrongAttempt | Self::NobodyWaits | Self::NotFound)
    }

    pub const fn status(&self) -> u16 {
        match self {
            Self::Connected { .. } | Self::Denied => 200,
            Self::WrongAttempt
            | Self::WrongAccount { .. }
            | Self::WrongIntegration
            | Self::Incomplete => 400,
            Self::NotFound => 404,
            Self::NobodyWaits => 410,
            Self::Failed => 502,
        }
    }
}
