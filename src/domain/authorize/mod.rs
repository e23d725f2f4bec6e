//! An authorization under way, as whoever watches it sees it.

pub mod api_key;
pub mod callback;
pub mod callback_page;
pub mod credentials;
pub mod guide;
pub mod input_error;
pub mod naming;
pub mod pasted;
pub mod pasted_fields;
pub mod pending;
pub mod question;
pub mod recognize;
pub mod redirect_uri;

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::api_key::ApiKey;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::secret::Secret;
use crate::domain::tokens::{Refreshing, Watcher};
use crate::domain::trouble::Trouble;

pub use credentials::{ClientId, ClientSecret, Credentials};
pub use redirect_uri::{LoopbackTarget, RedirectUri};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationRequest {
    /// A profile that is set up now; an unfinished one of the same name is replaced.
    New(NewConnection, CodeSource),
    /// A profile that exists, or one whose consent was begun and not finished.
    Reauthorize(Reauthorize),
    /// A token that is pasted once and simply ends; the profile may exist.
    LongLived(NewLongLived),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthMethod {
    Consent,
    /// The code from «Ключи и доступы».
    Code,
    /// A long-lived token, made in the settings of the integration.
    LongLived,
    /// The API key of an old account.
    ApiKey,
}

impl AuthMethod {
    /// The one that most people should take comes first.
    pub const ALL: [Self; 4] = [Self::Consent, Self::Code, Self::LongLived, Self::ApiKey];
}

impl AuthorizationRequest {
    pub const fn profile(&self) -> &ProfileName {
        match self {
            Self::New(new, _) => &new.profile,
            Self::Reauthorize(again) => &again.profile,
            Self::LongLived(new) => &new.profile,
        }
    }

    pub const fn auth_method(&self) -> AuthMethod {
        match self {
            Self::LongLived(_) => AuthMethod::LongLived,
            Self::New(_, code_source) | Self::Reauthorize(Reauthorize { code_source, .. }) => {
                match code_source {
                    CodeSource::Consent => AuthMethod::Consent,
                    CodeSource::Code(_) => AuthMethod::Code,
                    CodeSource::ApiKey(_) => AuthMethod::ApiKey,
                }
            }
        }
    }
}

/// What a person brings to get an authorization code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeSource {
    /// Consent in a browser: the callback reaches the listener, or its address is pasted.
    Consent,
    /// The code from «Ключи и доступы». It has no `state` and lives for twenty minutes, so it is exchanged at once.
    Code(Secret),
    /// The API key of an old account: for it amoCRM sends a code to the redirect URI, from its own servers
    /// and without a `state`.
    ApiKey(ApiKey),
}

/// A profile that is authorized once more. Everything known about it is in the store; only what is
/// given here replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reauthorize {
    pub profile: ProfileName,
    /// The secret key, where it was regenerated.
    pub secret: Option<ClientSecret>,
    /// The redirect URI, where another one stands in the integration now. It is kept once a code was exchanged with it.
    pub redirect_uri: Option<RedirectUri>,
    pub code_source: CodeSource,
}

impl Reauthorize {
    /// Consent once more, with all that is known.
    pub const fn consent(profile: ProfileName) -> Self {
        Self { profile, secret: None, redirect_uri: None, code_source: CodeSource::Consent }
    }
}

/// A long-lived token and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLongLived {
    pub profile: ProfileName,
    /// The account that is expected to answer.
    pub host: AccountHost,
    pub sandbox: Option<SandboxOrigin>,
    pub token: Secret,
}

/// Everything a person has said about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConnection {
    pub profile: ProfileName,
    /// The account that is expected to answer.
    pub host: AccountHost,
    pub credentials: Credentials,
    pub sandbox: Option<SandboxOrigin>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub profile: ProfileName,
    /// By consent, or by a code that is sent for an API key.
    pub auth_method: AuthMethod,
    /// The account that is expected to answer.
    pub host: AccountHost,
    /// The page on which consent is given. It carries the `state`.
    pub consent_url: Secret,
    /// The short address that leads there, where the browser comes back to a listener of ours by itself.
    pub local_url: Option<String>,
    /// Why a page on the person's own site cannot hand the callback on to us, where that is so.
    pub not_handed_on: Option<Trouble>,
    /// What a browser is started with: the short address, where there is one. Everybody on a computer sees the arguments
    /// of programs, and so would see the `state`.
    pub start_url: Secret,
    pub expires_at: Timestamp,
}

/// What happens between the question and the saved tokens, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The store is being tried; a person may have to unlock it.
    Preparing,
    /// The listener is up, the consent page can be opened.
    Waiting(Box<Waiting>),
    /// A request came that is not the callback we wait for. Waiting goes on.
    Stray(Trouble),
    Exchanging,
    Saving,
    /// Somebody else holds the profile, or the tokens that came are not saved yet.
    Refreshing(Refreshing),
    /// The account is being asked for its name.
    Verifying,
    /// The tokens are saved. The second part is set when the account could not be asked yet.
    Connected(Box<Profile>, Option<Trouble>),
    /// It ended without tokens; nothing stored was changed.
    Failed(Trouble),
}

/// Called with each step of an authorization.
pub type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

/// Tells of an authorization what would be told of a refresh.
pub fn watcher(tell: &Tell) -> Watcher {
    let tell = Tell::clone(tell);
    Arc::new(move |news| {
        tell(match news {
            Refreshing::Saving => Progress::Saving,
            news => Progress::Refreshing(news),
        });
    })
}
