//! What is known of a connected account and may be shown without opening the store.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::account::AccountHost;
use super::credentials::ClientId;
use super::history::Outcome;
use super::redirect_uri::RedirectUri;
use super::sandbox_origin::SandboxOrigin;

/// The name a person gave to one account connected through one integration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProfileName(String);

/// A name that cannot be used: names go into file names, commands and keychain entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a profile name has 1 to 64 letters, digits, dots, dashes or underscores, and begins with a letter or digit"
)]
pub struct BadProfileName;

impl ProfileName {
    /// Checks a name.
    pub fn parse(text: &str) -> Result<Self, BadProfileName> {
        let text = text.trim();
        let begins_well = text.chars().next().is_some_and(char::is_alphanumeric);
        let holds = text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        if begins_well && holds && text.chars().count() <= 64 {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadProfileName)
        }
    }

    /// The name that is offered for an account: its subdomain, numbered when it is taken.
    pub fn for_account(host: &AccountHost, taken: impl Fn(&Self) -> bool) -> Self {
        let base = host.subdomain();
        std::iter::once(base.to_owned())
            .chain((2..=9999).map(|n| format!("{base}-{n}")))
            .map(Self)
            .find(|name| !taken(name))
            .unwrap_or_else(|| Self(base.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ProfileName {
    type Error = BadProfileName;
    fn try_from(text: String) -> Result<Self, BadProfileName> {
        Self::parse(&text)
    }
}

impl From<ProfileName> for String {
    fn from(name: ProfileName) -> Self {
        name.0
    }
}

/// How the tokens of a profile are got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// A pair of access and refresh token.
    #[serde(rename = "oauth")]
    OAuth,
    /// One long-lived token.
    LongLived,
}

/// Where the secrets of a profile are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreKind {
    /// The keychain of the operating system.
    Keychain,
    /// The sealed file.
    File,
    /// The memory of this process: demo and tests.
    Memory,
}

impl StoreKind {
    /// Its word in `AMOKEY_STORE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::File => "file",
            Self::Memory => "memory",
        }
    }
}

/// The account as its own answer names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// The account's number.
    pub id: u64,
    /// The account's name.
    pub name: String,
    /// The user that gave consent.
    pub user_id: Option<u64>,
    /// That user's name, where the account told it.
    pub user_name: Option<String>,
}

/// The access token as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessFacts {
    /// Its end, by the server's clock.
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
    /// When it was issued, by the server's clock.
    pub issued_at: Timestamp,
    /// Three months later. No answer tells it: an estimate.
    pub estimated_expiry: Timestamp,
    /// Six digits that tell it from others.
    pub fingerprint: String,
}

/// Why a person must give consent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsAuthorization {
    /// Since when it is known.
    pub since: Timestamp,
    /// amoCRM's `hint`, as it came.
    pub hint: Option<String>,
    /// When an answer was lost that may have held the new pair: what the server has given since then nobody has.
    #[serde(default)]
    pub lost_at: Option<Timestamp>,
}

/// The last attempt to refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRefresh {
    /// When.
    pub at: Timestamp,
    /// With what result.
    pub outcome: Outcome,
}

/// A row of the ledger: everything about a profile that is not secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: ProfileName,
    /// The account's address.
    pub host: AccountHost,
    /// How its tokens are got.
    pub grant: GrantType,
    /// Where its secrets are.
    pub store: StoreKind,
    /// The integration; a long-lived token has none.
    pub client_id: Option<ClientId>,
    /// The registered redirect URI; a long-lived token has none.
    pub redirect_uri: Option<RedirectUri>,
    /// The stand-in that plays amoCRM for this profile.
    pub sandbox: Option<SandboxOrigin>,
    /// Counts the saves of its record.
    pub generation: u64,
    /// What the account said of itself, once it was asked.
    pub account: Option<AccountFacts>,
    /// What the access token allows.
    pub scopes: Vec<String>,
    /// The access token; `None` until consent was given once.
    pub access: Option<AccessFacts>,
    /// The refresh token, where there is one.
    pub refresh: Option<RefreshFacts>,
    /// Server's clock minus ours in seconds, when the tokens were got.
    pub clock_skew: i64,
    /// The last attempt to refresh.
    pub last_refresh: Option<LastRefresh>,
    /// Set when only a person can go on.
    pub needs_authorization: Option<NeedsAuthorization>,
    /// Handed over to another program, which refreshes it now.
    pub elsewhere_since: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Profile {
    /// The server's time, as far as we know how our clocks differ.
    pub fn server_time(&self, now: Timestamp) -> Timestamp {
        now.checked_add(jiff::SignedDuration::from_secs(self.clock_skew))
            .unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_files_commands_and_keychains() {
        for name in ["acme", "acme-2", "аренда", "a.b_c"] {
            assert_eq!(ProfileName::parse(name).unwrap().as_str(), name);
        }
        for name in [
            "",
            "-x",
            ".x",
            "a/b",
            "a b",
            "a\u{0}",
            "..",
            &"x".repeat(65),
        ] {
            assert_eq!(ProfileName::parse(name), Err(BadProfileName), "{name}");
        }
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let host = AccountHost::parse("acme.amocrm.ru").unwrap();
        let taken = |name: &ProfileName| matches!(name.as_str(), "acme" | "acme-2");
        assert_eq!(ProfileName::for_account(&host, taken).as_str(), "acme-3");
    }
}
