//! What can go wrong, by what a person can do about it.

mod consequence;
mod hint;
pub mod severity;

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;
use thiserror::Error;

pub use consequence::Mend;
pub use severity::Severity;

use super::exposure::Exposure;
use super::profile::store_kind::StoreKind;
use crate::domain::tokens::sealed_file::SealedFileError;

/// A cause, and beside it what helps whoever looks closer. Nothing secret. Its `Display` is a line of the log; what a
/// person reads is in `i18n/explain.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{cause}{detail}")]
pub struct Trouble {
    pub cause: Cause,
    pub detail: Detail,
}

/// What the other side said, redacted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// amoCRM's `hint`, as it came.
    pub hint: Option<String>,
    pub status: Option<u16>,
    /// `X-Request-Id`, by which amoCRM finds it.
    pub request_id: Option<String>,
    /// What the system or a library said.
    pub note: Option<String>,
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(f, ", status {status}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, ", hint {hint:?}")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, ", request {id}")?;
        }
        if let Some(note) = &self.note {
            write!(f, ": {note}")?;
        }
        Ok(())
    }
}

/// The causes, in the order of the way from consent to the saved tokens. What follows from each: `consequence.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    // Before and during consent.
    #[error("port {port} of the redirect URI is taken by {}", holder.as_deref().unwrap_or("another program"))]
    PortTaken { port: u16, holder: Option<String> },
    /// Below 1024, as a rule.
    #[error("port {port} may not be opened, or the address is not ours")]
    PortForbidden { port: u16 },
    /// «Запретить» was pressed.
    #[error("access was denied on the consent page")]
    Denied,
    #[error("nobody gave consent in time")]
    ConsentTimedOut,
    /// Its `state` is missing, unknown, used or expired.
    #[error("the callback belongs to another attempt")]
    WrongAttempt,
    #[error("consent was given for the account {got}, not for {expected}")]
    WrongAccount { expected: String, got: String },
    #[error("the tokens open the account {got}, not {expected}")]
    TokensOfAnotherAccount { expected: String, got: String },
    /// From amoCRM to a stand-in for it, or back.
    #[error("the profile would move from {from} to {to}")]
    MovesServer { from: String, to: String },
    #[error("consent was given for another integration")]
    WrongIntegration,
    /// Accounts by their number, or their address.
    #[error("the new tokens name the account {got}, those before it named {expected}")]
    AnotherAccount { expected: String, got: String },
    #[error("the profile {name} has this refresh token, and would lose it")]
    TokenOfAnotherProfile { name: String },

    // 400 and 401 of the token endpoint.
    /// `Authorization code has expired`.
    #[error("the authorization code has expired")]
    CodeExpired,
    /// `Authorization code has been revoked`.
    #[error("the authorization code was used already")]
    CodeUsed,
    /// `Cannot decrypt the authorization code`, `… malformed`.
    #[error("the authorization code is garbled")]
    CodeGarbled,
    /// `Authorization code was not issued to this client`.
    #[error("the authorization code belongs to another integration")]
    CodeOfAnotherIntegration,
    /// `Redirect URI is not associated with client`.
    #[error("the redirect URI is not the integration's")]
    RedirectUriMismatch,
    /// `Invalid account`.
    #[error("the right integration at the wrong address")]
    InvalidAccount,
    /// `` Check the `…` parameter ``.
    #[error("the field {name} is missing or empty")]
    MissingParameter { name: String },
    /// 401 without a hint.
    #[error("integration ID and secret key do not belong together")]
    WrongClient,
    /// `Token has been revoked`.
    #[error("the refresh token was rotated already, or access was taken away")]
    TokenRevoked,
    /// `Token has been revoked` after an answer was lost: the server gave a new pair that nobody has.
    #[error("the answer with the new tokens was lost at {at}")]
    AnswerLost { at: Timestamp },
    /// `Token is not linked to client`.
    #[error("the refresh token belongs to another integration")]
    TokenOfAnotherIntegration,
    /// `Cannot decrypt the refresh token`.
    #[error("the refresh token is garbled")]
    TokenGarbled,
    /// `Token has expired`: three idle months.
    #[error("the refresh token has expired")]
    TokenExpired,
    /// A hint that nobody knows yet; it is in the details.
    #[error("the token endpoint refused")]
    Refused,

    // A long-lived token.
    #[error("the long-lived token has ended")]
    LongLivedEnded,
    #[error("the long-lived token cannot be read, or names no end")]
    LongLivedGarbled,
    /// Whose it is, the account does not say.
    #[error("the account does not accept the long-lived token")]
    LongLivedRefused,

    // The API key of an old account.
    #[error("the account does not know the login and the API key")]
    ApiKeyRefused,
    #[error("nobody answers to API keys at this address any more")]
    ApiKeysGone,

    // The API and what is in between.
    /// 401 of the API.
    #[error("the API does not accept the access token")]
    Unauthorized,
    /// 402: nobody has paid for the account.
    #[error("the account's subscription is over")]
    SubscriptionOver,
    /// 403 as HTML: nginx, and not amoCRM.
    #[error("the address or the account is blocked after too many requests")]
    Blocked,
    /// 403 as JSON: rights are missing.
    #[error("the user has no right to this")]
    Forbidden,
    /// 404, or 301 to a page.
    #[error("there is no account at this address")]
    NoSuchAccount,
    /// 204 or 404, as amoCRM says it.
    #[error("nothing is there")]
    NothingFound,
    /// Another refusal of a request that somebody wrote: what does not fit is in its answer.
    #[error("the request was refused")]
    BadRequest,
    /// 429, and the seconds to wait where told.
    #[error("too many requests")]
    TooManyRequests { retry_after: Option<u64> },
    /// 5xx, or 401 of something in between.
    #[error("the server failed")]
    ServerError,
    /// Cut, huge, not JSON, without a refresh token.
    #[error("the answer cannot be read")]
    BadAnswer,
    #[error("neither name nor address answered")]
    Unreachable,
    #[error("the connection or the answer took too long")]
    TimedOut,
    #[error("the server has no certificate that we trust")]
    Untrusted,

    // The store.
    /// Or nobody unlocked it in time.
    #[error("the keychain is locked")]
    StoreLocked,
    #[error("there is no keychain")]
    StoreMissing,
    #[error("the store did not answer in time")]
    StoreTimedOut,
    #[error("the store is full, or does not take a record of this size")]
    StoreFull,
    #[error("the store refused to write")]
    StoreReadOnly,
    #[error("the stored record cannot be read")]
    StoreDamaged,
    #[error("something else made a second entry of the profile")]
    StoreDoubled,
    #[error("the stored record was written by a newer version")]
    StoreNewer,
    /// And only its list could help.
    #[error("the store does not tell what is in it")]
    StoreNotListable,
    #[error("{path}: {fault}")]
    Sealed { fault: SealedFileError, path: String },
    #[error("the tokens of {name} are in the {} store, which is not in use", store.as_str())]
    InAnotherStore { name: String, store: StoreKind },
    #[error("another {name} is in the store it should move to")]
    InBothStores { name: String },

    // The ledger and the folder.
    #[error("{path} may have been written by somebody else: {exposure}")]
    HomeRefused { exposure: Exposure, path: String },
    #[error("the ledger is damaged")]
    LedgerDamaged,
    #[error("the row of {name} makes no sense")]
    RowUnreadable { name: String },
    #[error("the ledger was written by a newer version")]
    LedgerNewer,
    #[error("the disk is full")]
    DiskFull,
    #[error("the ledger or the folder cannot be used")]
    LedgerUnavailable,

    // Others.
    #[error("the profile is held by {}", holder.as_deref().unwrap_or("another process"))]
    Busy { holder: Option<String> },
    #[error("the browser could not be started")]
    NoBrowser,
    /// Beside it, the names that are alike.
    #[error("there is no profile {name}")]
    NoSuchProfile { name: String, near: Vec<String> },
    #[error("there is a profile {name} already")]
    NameTaken { name: String },
    /// The profile is on the list.
    #[error("the store has nothing for {name}")]
    RecordMissing { name: String },
    /// It has no tokens, or only a person can go on.
    #[error("{name} needs to be authorized")]
    NeedsAuthorization { name: String },
    #[error("another program was given the refresh token of {name}")]
    Elsewhere { name: String },
    #[error("{name} was packed into {file}, for another machine")]
    Packed { name: String, file: String },
    #[error("something in amokey itself failed")]
    Internal,
}

impl Trouble {
    pub fn new(cause: Cause) -> Self {
        Self { cause, detail: Detail::default() }
    }

    /// A cause with what the system or a library said. Never pass a secret.
    pub fn noted(cause: Cause, note: impl fmt::Display) -> Self {
        Self { cause, detail: Detail { note: Some(note.to_string()), ..Detail::default() } }
    }
}

/// For answers that hold a trouble, and perhaps more.
impl AsRef<Self> for Trouble {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl From<Cause> for Trouble {
    fn from(cause: Cause) -> Self {
        Self::new(cause)
    }
}
