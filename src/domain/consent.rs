//! An authorization under way, as whoever watches it sees it.

use std::sync::Arc;

use jiff::Timestamp;

use super::account::AccountHost;
use super::api_key::ApiKey;
use super::credentials::{ClientSecret, Credentials};
use super::profile::{Profile, ProfileName};
use super::refreshing::{Refreshing, Watcher};
use super::sandbox_origin::SandboxOrigin;
use super::secret::Secret;
use super::trouble::Trouble;

/// What is to be authorized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// A profile that is set up now; an unfinished one of the same name is replaced.
    New(NewConnection, Entrance),
    /// A profile that exists, or one whose consent was begun and not finished.
    Again(Again),
    /// A token that is pasted once and simply ends; the profile may exist.
    LongLived(NewLongLived),
}

/// How people get to tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WayIn {
    /// Consent in a browser.
    Consent,
    /// The code from «Ключи и доступы».
    Code,
    /// A long-lived token, made in the settings of the integration.
    LongLived,
    /// The API key of an old account.
    ApiKey,
}

impl WayIn {
    /// All of them; the one that most people should take first.
    pub const ALL: [Self; 4] = [Self::Consent, Self::Code, Self::LongLived, Self::ApiKey];
}

impl Order {
    /// The profile.
    pub const fn profile(&self) -> &ProfileName {
        match self {
            Self::New(new, _) => &new.profile,
            Self::Again(again) => &again.profile,
            Self::LongLived(new) => &new.profile,
        }
    }

    /// The way in that is taken.
    pub const fn way_in(&self) -> WayIn {
        match self {
            Self::New(_, entrance) | Self::Again(Again { entrance, .. }) => match entrance {
                Entrance::Consent => WayIn::Consent,
                Entrance::Code(_) => WayIn::Code,
                Entrance::ApiKey(_) => WayIn::ApiKey,
            },
            Self::LongLived(_) => WayIn::LongLived,
        }
    }
}

/// What a person brings to get tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// Consent in a browser: the callback reaches the listener, or its address is pasted.
    Consent,
    /// The code from «Ключи и доступы». It has no `state` and lives for twenty minutes, so it is exchanged at once.
    Code(Secret),
    /// The API key of an old account: for it amoCRM sends a code to the redirect URI, from its own servers and
    /// without a `state`.
    ApiKey(ApiKey),
}

/// A profile that is authorized once more. Everything known about it is in the store; only what is given here
/// replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The profile's name.
    pub profile: ProfileName,
    /// The secret key, where it was regenerated.
    pub secret: Option<ClientSecret>,
    /// The way in.
    pub entrance: Entrance,
}

impl Again {
    /// Consent once more, with all that is known.
    pub const fn consent(profile: ProfileName) -> Self {
        Self {
            profile,
            secret: None,
            entrance: Entrance::Consent,
        }
    }
}

/// A long-lived token and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLongLived {
    /// The profile's name.
    pub profile: ProfileName,
    /// The account that is expected to answer.
    pub host: AccountHost,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
    /// The token.
    pub token: Secret,
}

/// Everything a person has said about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConnection {
    /// The profile's name.
    pub profile: ProfileName,
    /// The account that is expected to answer.
    pub host: AccountHost,
    /// The integration.
    pub credentials: Credentials,
    /// The stand-in that plays amoCRM.
    pub sandbox: Option<SandboxOrigin>,
}

/// Where a consent is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The profile.
    pub profile: ProfileName,
    /// The way in: by consent, or by a code that is sent for an API key.
    pub way_in: WayIn,
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
    /// When the attempt ends.
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
    /// The code is being exchanged.
    Exchanging,
    /// The tokens are being saved.
    Saving,
    /// Somebody else holds the profile, or the tokens that came are not saved yet.
    Told(Refreshing),
    /// The account is being asked for its name.
    Verifying,
    /// The tokens are saved. The second part is set when the account could not be asked yet.
    Connected(Box<Profile>, Option<Trouble>),
    /// It ended without tokens; nothing stored was changed.
    Failed(Trouble),
}

/// Told what happens, as it happens.
pub type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

/// Tells of an authorization what would be told of a refresh.
pub fn watcher(tell: &Tell) -> Watcher {
    let tell = Tell::clone(tell);
    Arc::new(move |news| {
        tell(match news {
            Refreshing::Saving => Progress::Saving,
            news => Progress::Told(news),
        });
    })
}
