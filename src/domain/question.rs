//! The questions that are answered with a text, and why a text is no answer. The same for every way of asking.

use jiff::{SignedDuration, Timestamp};

use super::account::{AccountError, AccountInput, parse_account};
use super::api_key;
use super::callback::CallbackError;
use super::credentials::{ClientId, ClientSecret, FieldError};
use super::pasted::{self, Kind, Pasted, PastedError, recognize, tidy};
use super::redirect_uri::{RedirectUri, RedirectUriError};
use super::secret::Secret;
use super::token::Claims;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// The account's address.
    Account,
    /// The integration ID.
    ClientId,
    /// The secret key.
    ClientSecret,
    /// The redirect URI.
    RedirectUri,
    /// The address on which the browser landed after consent, or the code from it.
    Landed,
    /// The code from «Ключи и доступы».
    Code,
    /// A long-lived token.
    LongLived,
    /// The login of an old account.
    Login,
    /// The API key of an old account.
    ApiKey,
}

/// Why a text is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Nothing was typed.
    Empty,
    /// It is something else, and we know what.
    Recognized(Kind),
    /// It has not the shape of an answer.
    Shape,
    /// It names no account.
    Account(AccountError),
    /// It is no redirect URI.
    RedirectUri(RedirectUriError),
    /// It is an address or a code that is not whole.
    Callback(CallbackError),
    /// It is a token whose end is past.
    Ended,
}

/// A long-lived token as its claims tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongLived {
    /// The token.
    pub token: Secret,
    /// Its end.
    pub ends_at: Timestamp,
    /// Whether it lives no longer than an access token does, and so may be one.
    pub is_short: bool,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Account,
        Self::ClientId,
        Self::ClientSecret,
        Self::RedirectUri,
        Self::Landed,
        Self::Code,
        Self::LongLived,
        Self::Login,
        Self::ApiKey,
    ];

    /// Whether a text answers it.
    pub fn check(self, text: &str, now: Timestamp) -> Result<(), Misfit> {
        match self {
            Self::Account => account(text).map(drop),
            Self::ClientId => client_id(text).map(drop),
            Self::ClientSecret => client_secret(text).map(drop),
            Self::RedirectUri => redirect_uri(text).map(drop),
            Self::Landed => landed(text).map(drop),
            Self::Code => code(text).map(drop),
            Self::LongLived => long_lived(text, now).map(drop),
            Self::Login => api_key::parse_login(text).map(drop).map_err(Misfit::from),
            Self::ApiKey => api_key::parse_key(text).map(drop).map_err(Misfit::from),
        }
    }
}

/// Reads the address of an account. What is an address of an account is taken, whatever its query looks like; what is
/// recognized as something else is named before it is taken for a name: an integration ID could be one.
pub fn account(text: &str) -> Result<AccountInput, Misfit> {
    let parsed = parse_account(text);
    if let Ok(AccountInput::Host(_)) = parsed {
        return parsed.map_err(Misfit::from);
    }
    match recognize(text) {
        // `def50` may be the name of a company; a whole code cannot.
        Kind::Code if parsed.is_ok() => parsed.map_err(Misfit::from),
        Kind::Nothing | Kind::Address | Kind::Unknown => parsed.map_err(Misfit::from),
        kind @ (Kind::RedirectedUrl
        | Kind::CallbackQuery
        | Kind::Code
        | Kind::Token
        | Kind::TokenAnswer
        | Kind::ClientSecret
        | Kind::ClientId
        | Kind::Email
        | Kind::ApiKey
        | Kind::ConsentUrl) => Err(Misfit::Recognized(kind)),
    }
}

/// Reads an integration ID.
pub fn client_id(text: &str) -> Result<ClientId, Misfit> {
    ClientId::parse(text).map_err(Misfit::from)
}

/// Reads a secret key.
pub fn client_secret(text: &str) -> Result<ClientSecret, Misfit> {
    ClientSecret::parse(text).map_err(Misfit::from)
}

/// Reads a redirect URI. What is none is named, where it is known what it is.
pub fn redirect_uri(text: &str) -> Result<RedirectUri, Misfit> {
    RedirectUri::parse(text).map_err(|error| match recognize(text) {
        Kind::Nothing | Kind::RedirectedUrl | Kind::Address | Kind::Unknown => Misfit::from(error),
        kind @ (Kind::CallbackQuery
        | Kind::Code
        | Kind::Token
        | Kind::TokenAnswer
        | Kind::ClientSecret
        | Kind::ClientId
        | Kind::Email
        | Kind::ApiKey
        | Kind::ConsentUrl) => Misfit::Recognized(kind),
    })
}

/// Reads the address on which the browser landed, its query, or a code alone.
pub fn landed(text: &str) -> Result<Pasted, Misfit> {
    pasted::parse(text).map_err(Misfit::from)
}

/// Reads a code alone. An address has a `state` that would have to be checked: it belongs elsewhere.
pub fn code(text: &str) -> Result<Secret, Misfit> {
    match recognize(text) {
        kind @ (Kind::RedirectedUrl | Kind::CallbackQuery) => Err(Misfit::Recognized(kind)),
        _ => match pasted::parse(text)? {
            Pasted::Code(code) => Ok(code),
            Pasted::Callback(_) => Err(Misfit::Shape),
        },
    }
}

/// How long the shortest long-lived token lives, and every access token.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Reads a long-lived token.
pub fn long_lived(text: &str, now: Timestamp) -> Result<LongLived, Misfit> {
    match recognize(text) {
        Kind::Token => {}
        Kind::Nothing => return Err(Misfit::Empty),
        Kind::Unknown => return Err(Misfit::Shape),
        kind => return Err(Misfit::Recognized(kind)),
    }
    let token = Secret::new(tidy(text));
    let claims = Claims::of(&token).ok_or(Misfit::Shape)?;
    let moment = |seconds: Option<i64>| seconds.and_then(|it| Timestamp::from_second(it).ok());
    let ends_at = moment(claims.exp).ok_or(Misfit::Shape)?;
    if ends_at <= now {
        return Err(Misfit::Ended);
    }
    let is_short = moment(claims.iat).is_some_and(|made| ends_at.duration_since(made) <= DAY);
    Ok(LongLived {
        token,
        ends_at,
        is_short,
    })
}

impl From<FieldError> for Misfit {
    fn from(error: FieldError) -> Self {
        match error {
            FieldError::Empty => Self::Empty,
            FieldError::Recognized(kind) => Self::Recognized(kind),
            FieldError::Shape => Self::Shape,
        }
    }
}

impl From<AccountError> for Misfit {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Empty => Self::Empty,
            AccountError::ForeignHost(_)
            | AccountError::ServiceHost(_)
            | AccountError::NotAnAccount => Self::Account(error),
        }
    }
}

impl From<RedirectUriError> for Misfit {
    fn from(error: RedirectUriError) -> Self {
        match error {
            RedirectUriError::Empty => Self::Empty,
            RedirectUriError::NotAUrl
            | RedirectUriError::Fragment
            | RedirectUriError::Redirected => Self::RedirectUri(error),
        }
    }
}

impl From<PastedError> for Misfit {
    fn from(error: PastedError) -> Self {
        match error {
            PastedError::Recognized(Kind::Nothing) => Self::Empty,
            PastedError::Recognized(Kind::Unknown) => Self::Shape,
            PastedError::Recognized(kind) => Self::Recognized(kind),
            PastedError::Callback(error) => Self::Callback(error),
            PastedError::CutCode => Self::Callback(CallbackError::CutCode),
        }
    }
}
