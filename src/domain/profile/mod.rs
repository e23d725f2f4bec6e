//! What is known of a connected account and may be shown without opening the store.

pub mod filter;
pub mod history;
pub mod month;
pub mod name;
pub mod next_command;
pub mod note;
pub mod project;
pub mod rows;
pub mod store_kind;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::AccountHost;
use crate::domain::account::SandboxOrigin;
use crate::domain::authorize::{ClientId, RedirectUri};
use crate::domain::profile::history::Outcome;

pub use name::ProfileName;
pub use note::Note;
pub use rows::{Profiles, Rows, UnreadableRow};
pub use store_kind::StoreKind;

/// How the tokens of a profile are got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// A pair of access and refresh token.
    #[serde(rename = "oauth")]
    OAuth,
    LongLived,
}

/// The account as its own answer names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    pub id: u64,
    pub name: String,
    pub user_id: Option<u64>,
    /// That user's name, where the account told it.
    pub user_name: Option<String>,
}

impl AccountFacts {
    /// With the user's name that was told before, where it was not told this time and the user is the same.
    #[must_use]
    pub fn with_name_of(self, before: Option<&Self>) -> Self {
        let same = before.filter(|before| before.user_id == self.user_id);
        let user_name = self.user_name.or_else(|| same?.user_name.clone());
        Self { user_name, ..self }
    }
}

/// The access token as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessFacts {
    /// By the server's clock.
    pub expires_at: Timestamp,
    /// The whole of its life in seconds, for the bar.
    pub lifetime: u64,
    /// Six digits that tell it from others.
    pub fingerprint: String,
    /// Since when the account does not accept it, although it has not ended.
    pub refused_at: Option<Timestamp>,
}

/// The refresh token as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshFacts {
    /// By the server's clock.
    pub issued_at: Timestamp,
    /// Three months later. No answer tells it: an estimate.
    pub estimated_expiry: Timestamp,
    /// Six digits that tell it from others.
    pub fingerprint: String,
}

/// Why a person must give consent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsAuthorization {
    pub since: Timestamp,
    /// amoCRM's `hint`, as it came.
    pub hint: Option<String>,
    /// When an answer was lost that may have held the new pair: what the server has given since then nobody has.
    #[serde(default)]
    pub lost_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRefresh {
    pub at: Timestamp,
    pub outcome: Outcome,
}

/// A row of the ledger: everything about a profile that is not secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: ProfileName,
    pub host: AccountHost,
    pub grant: GrantType,
    pub store: StoreKind,
    /// The integration; a long-lived token has none.
    pub client_id: Option<ClientId>,
    /// As it is registered; a long-lived token has none.
    pub redirect_uri: Option<RedirectUri>,
    /// The stand-in that plays amoCRM for this profile.
    pub sandbox: Option<SandboxOrigin>,
    /// Counts the saves of its record.
    pub generation: u64,
    /// What the account said of itself, once it was asked.
    pub account: Option<AccountFacts>,
    pub scopes: Vec<String>,
    /// `None` until consent was given once.
    pub access: Option<AccessFacts>,
    pub refresh: Option<RefreshFacts>,
    /// Server's clock minus ours in seconds, when the tokens were got.
    pub clock_skew: i64,
    pub last_refresh: Option<LastRefresh>,
    /// Set when only a person can go on.
    pub needs_authorization: Option<NeedsAuthorization>,
    /// Handed over to another program, which refreshes it now.
    pub elsewhere_since: Option<Timestamp>,
    /// A line of the person's own about it.
    pub note: Option<Note>,
    /// The name it was connected under, where it has another one now.
    pub first_name: Option<ProfileName>,
    pub created_at: Timestamp,
}

impl Profile {
    /// The server's time, as far as we know how our clocks differ.
    pub fn server_time(&self, now: Timestamp) -> Timestamp {
        now.checked_add(jiff::SignedDuration::from_secs(self.clock_skew)).unwrap_or(now)
    }
}
