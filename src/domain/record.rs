//! The secrets of a profile: one record, one generation number, the truth about a profile.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::AccountHost;
use super::credentials::Credentials;
use super::handing::N8nUrl;
use super::pending::Pending;
use super::profile::NeedsAuthorization;
use super::sandbox_origin::SandboxOrigin;
use super::secret::{self, Secret};
use super::token::TokenPair;

/// Everything that is needed to go on with a profile, even when the ledger is lost.
///
/// Readers see the old record or the new one, never a mixture: a store replaces it whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Grows by one with every save. Whoever sees another number than before was overtaken.
    pub generation: u64,
    /// The connection in use; `None` until the first authorization is finished.
    pub connection: Option<Connection>,
    /// Tokens of another program that have to prove themselves; the connection in use stays until they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<Connection>,
    /// What a consent that is under way will be exchanged with. The connection in use stays until
    /// the new one is saved.
    pub draft: Option<Draft>,
    /// When it was found out that only a person can go on.
    pub needs_authorization: Option<NeedsAuthorization>,
    /// Since when another program looks after the refresh token: two owners destroy each other's.
    #[serde(default)]
    pub elsewhere_since: Option<Timestamp>,
    /// Where that program was given it: the file, or `-` for standard output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_to: Option<String>,
    /// The keys of those n8n in which the access token is kept up to date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub n8n: Vec<N8nKey>,
}

/// The API key of an n8n. It is sent there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct N8nKey {
    /// Where it belongs.
    pub url: N8nUrl,
    /// The key.
    #[serde(with = "secret::exposed")]
    pub key: Secret,
}

/// A working connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The account.
    pub host: AccountHost,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
    /// How the tokens are got.
    pub grant: Grant,
}

/// How the tokens of a connection are got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Grant {
    /// A pair that is rotated.
    #[serde(rename = "oauth")]
    OAuth(OAuthGrant),
    /// A token that simply ends.
    LongLived {
        /// The token.
        #[serde(with = "secret::exposed")]
        token: Secret,
        /// Its end, from its claims.
        expires_at: Timestamp,
        /// When it was made, from its claims.
        issued_at: Timestamp,
    },
}

/// What rotation needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OAuthGrant {
    /// The integration.
    pub credentials: Credentials,
    /// The pair in use.
    pub tokens: TokenPair,
    /// The refresh token before this one, until the pair in use has worked once.
    #[serde(with = "secret::exposed_option", default)]
    pub previous_refresh: Option<Secret>,
    /// Set just before the refresh token is sent: a crash in between is recognized by it.
    #[serde(default)]
    pub refreshing_since: Option<Timestamp>,
}

/// What a consent that is under way was begun with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The account that is expected.
    pub host: AccountHost,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
    /// The integration.
    pub credentials: Credentials,
}

impl Pending {
    /// Whether a draft was kept for it.
    pub fn is_of(&self, draft: &Draft) -> bool {
        self.host == draft.host
            && self.sandbox == draft.sandbox
            && self.client_id == draft.credentials.client_id
            && self.redirect_uri == draft.credentials.redirect_uri
    }
}

impl Record {
    /// A record that has never been saved.
    pub const fn empty() -> Self {
        Self {
            generation: 0,
            connection: None,
            candidate: None,
            draft: None,
            needs_authorization: None,
            elsewhere_since: None,
            handed_to: None,
            n8n: Vec::new(),
        }
    }

    /// The OAuth side of the connection in use, where there is one.
    pub fn oauth(&self) -> Option<&OAuthGrant> {
        self.connection.as_ref()?.oauth()
    }

    /// Whether there is nothing in it that anybody could need.
    pub fn is_bare(&self) -> bool {
        let Self {
            generation: _,
            connection,
            candidate,
            draft,
            needs_authorization: _,
            elsewhere_since: _,
            handed_to: _,
            n8n,
        } = self;
        connection.is_none() && candidate.is_none() && draft.is_none() && n8n.is_empty()
    }
}

impl Connection {
    /// The OAuth side of it, where there is one.
    pub const fn oauth(&self) -> Option<&OAuthGrant> {
        match &self.grant {
            Grant::OAuth(grant) => Some(grant),
            Grant::LongLived { .. } => None,
        }
    }
}
