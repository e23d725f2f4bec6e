//! Tokens recognized by the shape of what holds them.

use jiff::Timestamp;
use thiserror::Error;

use super::{lines, object};
use crate::domain::account::{AccountHost, AccountInput, parse_account};
use crate::domain::pasted::{Kind, recognize, tidy};
use crate::domain::secret::Secret;
use crate::domain::token::Claims;

/// What was found. Tokens are there or they are not; everything else a form may lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The access token.
    pub access: Option<Secret>,
    /// The refresh token.
    pub refresh: Option<Secret>,
    /// The account.
    pub host: Option<AccountHost>,
    /// The integration ID, as it is written there.
    pub client_id: Option<String>,
    /// The secret key.
    pub client_secret: Option<Secret>,
    /// The redirect URI, as it is written there.
    pub redirect_uri: Option<String>,
    /// The end of the access token, as its holder tells it.
    pub expires_at: Option<Timestamp>,
    /// The life of the access token in seconds.
    pub expires_in: Option<u64>,
}

/// There are no tokens in it, in no form that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no tokens in a known form")]
pub struct Unrecognized;

/// Reads a text in any of the forms.
pub fn read(text: &Secret) -> Result<Found, Unrecognized> {
    let trimmed = text.expose().trim_start_matches('\u{feff}').trim();
    let found = match trimmed.bytes().next() {
        Some(b'{') => object::read(trimmed),
        Some(b'[') => object::read_n8n(trimmed),
        Some(_) if recognize(trimmed) == Kind::Token => Some(Found {
            access: Some(Secret::new(tidy(trimmed))),
            ..Found::default()
        }),
        Some(_) => Some(lines::read(trimmed)),
        None => None,
    };
    found
        .filter(|found| found.access.is_some() || found.refresh.is_some())
        .ok_or(Unrecognized)
}

/// Reads two files that are the tokens.
pub fn read_pair(access: &Secret, refresh: Option<&Secret>) -> Result<Found, Unrecognized> {
    let found = Found {
        access: token(access.expose()),
        refresh: refresh.and_then(|text| token(text.expose())),
        ..Found::default()
    };
    if found.access.is_none() && found.refresh.is_none() {
        return Err(Unrecognized);
    }
    Ok(found)
}

impl Found {
    /// The integration, as it is written or as the access token names it.
    pub fn integration(&self) -> Option<String> {
        let named = || Claims::of(self.access.as_ref()?)?.client_id;
        self.client_id.clone().or_else(named)
    }

    /// The end of the access token: its own word counts before that of who kept it.
    pub fn access_expires_at(&self) -> Option<Timestamp> {
        let own = self
            .access
            .as_ref()
            .and_then(Claims::of)
            .and_then(|claims| Timestamp::from_second(claims.exp?).ok());
        own.or(self.expires_at)
    }

    /// When the access token was issued, as far as that can be known.
    pub fn issued_at(&self) -> Option<Timestamp> {
        let own = self
            .access
            .as_ref()
            .and_then(Claims::of)
            .and_then(|claims| Timestamp::from_second(claims.iat?).ok());
        own.or_else(|| {
            let life = i64::try_from(self.expires_in?).ok()?;
            let end = self.access_expires_at()?.as_second();
            Timestamp::from_second(end.checked_sub(life)?).ok()
        })
    }
}

/// A text that can be a token: sent in a header as it is.
pub(super) fn token(text: &str) -> Option<Secret> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    plain.then(|| Secret::new(text))
}

/// An account's host, bare or in an address.
pub(super) fn host(text: &str) -> Option<AccountHost> {
    match parse_account(text) {
        Ok(AccountInput::Host(host)) => Some(host),
        Ok(AccountInput::Subdomain(_)) | Err(_) => None,
    }
}
