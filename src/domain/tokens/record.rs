//! The secrets of a profile: one record, one generation number, the truth about a profile.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::Credentials;
use crate::domain::authorize::pending::Pending;
use crate::domain::clock_reading::ClockReading;
use crate::domain::profile::{NeedsAuthorization, ProfileName};
use crate::domain::secret::{Secret, serialize_exposed};
use crate::domain::token_files::n8n_url::N8nUrl;
use crate::domain::tokens::{HandedTo, PackMark, TokenPair};
use crate::domain::trouble::Cause;

/// Everything that is needed to go on with a profile, even when the ledger is lost.
///
/// Readers see the old record or the new one, never a mixture: a store replaces it whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// To whom it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_to: Option<HandedTo>,
    /// The keys of those n8n in which the access token is kept up to date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub n8n: Vec<N8nKey>,
    /// The other name, while the profile is on its way from one to the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renaming: Option<Renaming>,
    /// The name it was connected under, where it has another one now: an n8n knows its credential by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<ProfileName>,
}

/// Which half of a rename a record is. Whoever finds one finishes the rename before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renaming {
    /// Under the old name: its refresh token is sent by nobody any more.
    To(ProfileName),
    /// Under the new name: the old one is not deleted yet.
    From(ProfileName),
}

/// The API key of an n8n. It is sent there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct N8nKey {
    pub url: N8nUrl,
    #[serde(serialize_with = "serialize_exposed")]
    pub key: Secret,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub host: AccountHost,
    pub sandbox: Option<SandboxOrigin>,
    pub grant: Grant,
}

/// How the tokens of a connection are got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Grant {
    #[serde(rename = "oauth")]
    OAuth(OAuthGrant),
    /// A token that simply ends; when, and when it was made, its claims tell.
    LongLived {
        #[serde(serialize_with = "serialize_exposed")]
        token: Secret,
        expires_at: Timestamp,
        issued_at: Timestamp,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OAuthGrant {
    pub credentials: Credentials,
    pub tokens: TokenPair,
    /// The refresh token before this one, until the pair in use has worked once.
    #[serde(default, serialize_with = "serialize_exposed")]
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
    pub sandbox: Option<SandboxOrigin>,
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
    /// The OAuth side of the connection in use, where there is one.
    pub fn oauth(&self) -> Option<&OAuthGrant> {
        self.connection.as_ref()?.oauth()
    }

    /// Why nobody here may spend the refresh token, where somebody else looks after it.
    pub fn is_elsewhere(&self, name: &ProfileName) -> Option<Cause> {
        self.elsewhere_since?;
        let name = name.to_string();
        Some(match self.packed_in() {
            Some(PackMark { file, .. }) => Cause::Packed { name, file: file.clone() },
            None => Cause::Elsewhere { name },
        })
    }

    /// The pack that the profile went away in, where it did.
    pub fn packed_in(&self) -> Option<&PackMark> {
        self.elsewhere_since?;
        self.handed_to.as_ref()?.pack()
    }

    /// Whether there is nothing in it that anybody could need.
    pub fn is_bare(&self) -> bool {
        // Without `..`: whoever adds a field decides here whether it is worth a record.
        let Self {
            generation: _,
            connection,
            candidate,
            draft,
            needs_authorization: _,
            elsewhere_since: _,
            handed_to: _,
            n8n,
            renaming: _,
            first_name: _,
        } = self;
        connection.is_none() && candidate.is_none() && draft.is_none() && n8n.is_empty()
    }
}

impl Connection {
    /// `None` where the token is a long-lived one.
    pub const fn oauth(&self) -> Option<&OAuthGrant> {
        match &self.grant {
            Grant::OAuth(grant) => Some(grant),
            Grant::LongLived { .. } => None,
        }
    }

    pub fn credentials(&self) -> Option<&Credentials> {
        self.oauth().map(|grant| &grant.credentials)
    }

    /// The token that opens the API.
    pub const fn access(&self) -> &Secret {
        match &self.grant {
            Grant::OAuth(grant) => &grant.tokens.access,
            Grant::LongLived { token, .. } => token,
        }
    }

    /// The end of the access token, by the server's clock.
    pub fn access_expires_at(&self) -> Timestamp {
        match &self.grant {
            Grant::OAuth(grant) => grant.tokens.access_expires_at(),
            Grant::LongLived { expires_at, .. } => *expires_at,
        }
    }

    /// The whole life of the access token in seconds.
    pub fn access_lifetime(&self) -> u64 {
        match &self.grant {
            Grant::OAuth(grant) => grant.tokens.expires_in,
            Grant::LongLived { expires_at, issued_at, .. } => {
                u64::try_from(expires_at.as_second() - issued_at.as_second()).unwrap_or(0)
            }
        }
    }

    /// Whether the access token is good for at least that long.
    pub fn is_good_for(&self, moment: &ClockReading, least: SignedDuration) -> bool {
        match &self.grant {
            Grant::OAuth(grant) => grant.tokens.is_good_for(moment, least),
            Grant::LongLived { expires_at, .. } => expires_at.duration_since(moment.now) > least,
        }
    }

    /// The address of the API, without a slash at its end. A sandbox is named by its own address, where the account's
    /// real host would lead to the real account.
    pub fn base_url(&self) -> String {
        match &self.sandbox {
            Some(origin) => origin.to_string(),
            None => format!("https://{}", self.host),
        }
    }
}
