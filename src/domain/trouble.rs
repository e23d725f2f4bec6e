//! What can go wrong, by what a person can do about it.

mod consequence;

use jiff::Timestamp;
use thiserror::Error;

pub use consequence::{Mend, Severity};

use super::exposure::Exposure;
use super::profile::StoreKind;
use super::sealed::Fault;

/// A trouble: its cause, and beside it what helps whoever looks closer. Nothing secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{cause:?}{detail}")]
pub struct Trouble {
    /// The cause a person can act on.
    pub cause: Cause,
    /// What the other side said.
    pub detail: Detail,
}

/// What the other side said, redacted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// amoCRM's `hint`, as it came.
    pub hint: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// amoCRM's `X-Request-Id`.
    pub request_id: Option<String>,
    /// What the system or a library said.
    pub note: Option<String>,
}

impl std::fmt::Display for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

/// The causes. The order is that of the way from consent to the saved tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    // Before and during consent.
    /// The port of the redirect URI is taken.
    PortTaken {
        /// The port.
        port: u16,
        /// Who holds it, where the system tells.
        holder: Option<String>,
    },
    /// The port may not be opened (below 1024, as a rule) or the address is not ours.
    PortForbidden {
        /// The port.
        port: u16,
    },
    /// «Запретить» was pressed.
    Denied,
    /// Fifteen minutes passed.
    ConsentTimedOut,
    /// A callback of another attempt: its `state` is missing, unknown, used or expired.
    WrongAttempt,
    /// Consent was given for another account.
    WrongAccount {
        /// The one that was expected.
        expected: String,
        /// The one that answered.
        got: String,
    },
    /// The tokens that were brought open another account than the one they are for.
    TokensOfAnotherAccount {
        /// The one they are for.
        expected: String,
        /// The one they open.
        got: String,
    },
    /// What is under a name would go from amoCRM to a stand-in for it, or back.
    MovesServer {
        /// Where the profile is.
        from: String,
        /// Where it would be.
        to: String,
    },
    /// Consent was given for another integration.
    WrongIntegration,
    /// Tokens that were given for those of one account name another one.
    AnotherAccount {
        /// The account of the tokens before: its number, or its address.
        expected: String,
        /// The account of the new ones.
        got: String,
    },
    /// Another profile has this refresh token, and would lose it to this one.
    TokenOfAnotherProfile {
        /// The other profile's name.
        name: String,
    },

    // 400 and 401 of the token endpoint.
    /// `Authorization code has expired`.
    CodeExpired,
    /// `Authorization code has been revoked`: it was used already.
    CodeUsed,
    /// `Cannot decrypt the authorization code`, `… malformed`.
    CodeGarbled,
    /// `Authorization code was not issued to this client`.
    CodeOfAnotherIntegration,
    /// `Redirect URI is not associated with client`.
    RedirectUriMismatch,
    /// `Invalid account`: the right integration at the wrong address.
    InvalidAccount,
    /// `` Check the `…` parameter ``: a field is missing or empty.
    MissingParameter {
        /// The field's name.
        name: String,
    },
    /// 401 without a hint: integration ID and secret key do not belong together.
    WrongClient,
    /// `Token has been revoked`: rotated already, or access was taken away.
    TokenRevoked,
    /// `Token has been revoked` after an answer was lost: the server gave a new pair that nobody has.
    AnswerLost {
        /// When it was lost.
        at: Timestamp,
    },
    /// `Token is not linked to client`.
    TokenOfAnotherIntegration,
    /// `Cannot decrypt the refresh token`.
    TokenGarbled,
    /// `Token has expired`: three idle months.
    TokenExpired,
    /// A hint that nobody knows yet; it is in the details.
    Refused,

    // A long-lived token.
    /// Its day has come: the next one is pasted.
    LongLivedEnded,
    /// It cannot be read, or names no end.
    LongLivedGarbled,
    /// The account does not accept it; whose it is, it does not say.
    LongLivedRefused,

    // The API key of an old account.
    /// The login and the key are not known there.
    ApiKeyRefused,
    /// Nobody answers to keys at this address any more.
    ApiKeysGone,

    // The API and what is in between.
    /// 401 of the API.
    Unauthorized,
    /// 402: the subscription is over.
    SubscriptionOver,
    /// 403 as HTML: the address or the account is blocked after too many requests.
    Blocked,
    /// 403 as JSON: no right to this.
    Forbidden,
    /// 404, or 301 to a page: no such account at this address.
    NoSuchAccount,
    /// 204 or 404: nothing is there.
    NothingFound,
    /// Another refusal of a request that somebody wrote: what does not fit is in its answer.
    BadRequest,
    /// 429.
    TooManyRequests {
        /// Seconds to wait, where told.
        retry_after: Option<u64>,
    },
    /// 5xx.
    ServerError,
    /// An answer that cannot be read: cut, huge, not JSON, without a refresh token.
    BadAnswer,
    /// Neither name nor address answered.
    Unreachable,
    /// The connection or the answer took too long.
    TimedOut,
    /// No certificate that we trust.
    Untrusted,

    // The store.
    /// The keychain is locked, or nobody unlocked it in time.
    StoreLocked,
    /// There is no keychain (no D-Bus session, no service).
    StoreMissing,
    /// The store did not answer in time.
    StoreTimedOut,
    /// The store is full, or does not take a record of this size.
    StoreFull,
    /// The store refused to write.
    StoreReadOnly,
    /// What is stored cannot be read.
    StoreDamaged,
    /// Something else made a second entry of a profile.
    StoreDoubled,
    /// What is stored was written by a newer version of this program.
    StoreNewer,
    /// The store does not tell what is in it, and only its list could help.
    StoreNotListable,
    /// The sealed file, or its key, is refused.
    Sealed {
        /// Why.
        fault: Fault,
        /// The file it is about.
        path: String,
    },

    /// The tokens of a profile are in another store than the one in use.
    InAnotherStore {
        /// The profile's name.
        name: String,
        /// Where they are.
        store: StoreKind,
    },
    /// A profile that should move is in the other store already, and it is not the same one.
    InBothStores {
        /// The profile's name.
        name: String,
    },

    // The ledger and the folder.
    /// The folder, or the ledger in it, may have been written by somebody else.
    HomeRefused {
        /// Why.
        exposure: Exposure,
        /// Which.
        path: String,
    },
    /// The ledger is damaged.
    LedgerDamaged,
    /// The row of a profile makes no sense; the others do.
    RowUnreadable {
        /// The profile's name.
        name: String,
    },
    /// The ledger was written by a newer version.
    LedgerNewer,
    /// The disk is full.
    DiskFull,
    /// The ledger or the folder cannot be used.
    LedgerUnavailable,

    // Others.
    /// Another process holds the profile.
    Busy {
        /// Who holds it.
        holder: Option<String>,
    },
    /// The browser could not be started.
    NoBrowser,
    /// There is no such profile.
    NoSuchProfile {
        /// The name.
        name: String,
    },
    /// The profile is on the list, and the store has nothing for it.
    RecordMissing {
        /// The name.
        name: String,
    },
    /// The profile has no tokens, or only a person can go on.
    NeedsAuthorization {
        /// The name.
        name: String,
    },
    /// Another program was given the refresh token and looks after it.
    Elsewhere {
        /// The profile's name.
        name: String,
    },
    /// Something in our own program; the details say what.
    Internal,
}

impl Trouble {
    /// A cause without details.
    pub fn new(cause: Cause) -> Self {
        Self {
            cause,
            detail: Detail::default(),
        }
    }

    /// A cause with what the system or a library said. Never pass a secret.
    pub fn noted(cause: Cause, note: impl std::fmt::Display) -> Self {
        Self {
            cause,
            detail: Detail {
                note: Some(note.to_string()),
                ..Detail::default()
            },
        }
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
