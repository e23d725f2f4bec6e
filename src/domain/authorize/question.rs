//! The questions that are answered with a text, and how each answer is read. The same for every way of asking.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::domain::account::{AccountInput, Platform, parse_account};
use crate::domain::authorize::api_key;
use crate::domain::authorize::credentials::{ClientId, ClientSecret};
use crate::domain::authorize::input_error::expect;
use crate::domain::authorize::pasted::{self, Pasted};
use crate::domain::authorize::recognize::{TextKind, recognize};
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::secret::Secret;
use crate::domain::tokens::Claims;

pub use crate::domain::authorize::input_error::InputError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    Account,
    ClientId,
    ClientSecret,
    RedirectUri,
    /// The address on which the browser landed after consent, or the code from it.
    Landed,
    /// The code from «Ключи и доступы».
    Code,
    LongLived,
    /// The login of an old account.
    Login,
    /// The API key of an old account.
    ApiKey,
}

/// A long-lived token as its claims tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongLivedToken {
    pub token: Secret,
    pub ends_at: Timestamp,
    /// Whether it lives no longer than an access token does, and so may be one.
    pub is_short: bool,
    /// The platform it says it is one of.
    pub platform: Option<Platform>,
}

impl Question {
    /// Whether the answer is shown to nobody.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::ClientSecret | Self::Code | Self::LongLived | Self::ApiKey)
    }

    pub fn check(self, text: &str, now: Timestamp) -> Result<(), InputError> {
        match self {
            Self::Account => account(text).map(drop),
            Self::ClientId => ClientId::parse(text).map(drop),
            Self::ClientSecret => ClientSecret::parse(text).map(drop),
            Self::RedirectUri => redirect_uri(text).map(drop),
            Self::Landed => pasted::parse(text).map(drop),
            Self::Code => code(text).map(drop),
            Self::LongLived => long_lived(text, now).map(drop),
            Self::Login => api_key::parse_login(text).map(drop),
            Self::ApiKey => api_key::parse_key(text).map(drop),
        }
    }
}

/// What is an address of an account is taken, whatever its query looks like; what is recognized as something else is
/// named before it is taken for a name: an integration ID could be one.
pub fn account(text: &str) -> Result<AccountInput, InputError> {
    use TextKind::{Address, Code, Unknown};
    match (parse_account(text), recognize(text)) {
        (Ok(host @ AccountInput::Host(_)), _) => Ok(host),
        // `def50` may be the name of a company; a whole code cannot.
        (Ok(name), Address | Code | Unknown) => Ok(name),
        (Err(error), Address | Unknown) => Err(error.into()),
        (_, kind) => Err(kind.into()),
    }
}

/// What is no redirect URI is named, where it is known what it is.
pub fn redirect_uri(text: &str) -> Result<RedirectUri, InputError> {
    RedirectUri::parse(text).map_err(|error| match recognize(text) {
        TextKind::RedirectedUrl | TextKind::Address | TextKind::Unknown => error.into(),
        kind => kind.into(),
    })
}

/// Reads a code alone. An address has a `state` that would have to be checked: it belongs elsewhere.
pub fn code(text: &str) -> Result<Secret, InputError> {
    match recognize(text) {
        kind @ (TextKind::RedirectedUrl | TextKind::CallbackQuery) => Err(kind.into()),
        _ => match pasted::parse(text)? {
            Pasted::Code(code) => Ok(code),
            Pasted::Callback(_) => Err(InputError::Shape),
        },
    }
}

/// How long the shortest long-lived token lives, and every access token.
const DAY: SignedDuration = SignedDuration::from_hours(24);

pub fn long_lived(text: &str, now: Timestamp) -> Result<LongLivedToken, InputError> {
    let token = Secret::new(expect(TextKind::Token, text)?);
    let claims = Claims::of(&token).ok_or(InputError::Shape)?;
    let ends_at = claims.expires_at().ok_or(InputError::Shape)?;
    if ends_at <= now {
        return Err(InputError::Ended);
    }
    let is_short = claims.issued_at().is_some_and(|made| ends_at.duration_since(made) <= DAY);
    Ok(LongLivedToken { ends_at, is_short, platform: claims.platform(), token })
}
