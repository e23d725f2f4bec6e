//! Tokens of another program, and what it knows of their account and integration.

use jiff::Timestamp;

use crate::domain::account::{AccountHost, AccountInput, parse_account};
use crate::domain::secret::Secret;
use crate::domain::tokens::Claims;

/// Tokens are there or they are not; everything else a form may lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedTokens {
    pub access: Option<Secret>,
    pub refresh: Option<Secret>,
    pub host: Option<AccountHost>,
    pub client_id: Option<String>,
    pub client_secret: Option<Secret>,
    pub redirect_uri: Option<String>,
    /// The end of the access token, as its holder tells it.
    pub expires_at: Option<Timestamp>,
    /// The life of the access token in seconds.
    pub expires_in: Option<u64>,
}

impl ImportedTokens {
    /// Takes a value by its name in capitals, without the prefix that says whose it is. A name that nobody
    /// uses is passed over.
    pub fn take(&mut self, name: &str, value: &Secret) {
        let text = value.expose();
        if text.is_empty() {
            return;
        }
        match name {
            "ACCESS_TOKEN" | "TOKEN" | "LONG_LIVED_TOKEN" => self.access = token(text),
            "REFRESH_TOKEN" => self.refresh = token(text),
            "CLIENT_ID" | "CLIENT_UUID" | "INTEGRATION_ID" => {
                self.client_id = Some(text.to_owned());
            }
            "CLIENT_SECRET" | "SECRET_KEY" => self.client_secret = Some(value.clone()),
            "REDIRECT_URI" | "REDIRECT_URL" => self.redirect_uri = Some(text.to_owned()),
            "BASE_URL" | "BASE_DOMAIN" | "DOMAIN" | "ACCOUNT" | "HOST" => {
                self.host = host(text).or(self.host.take());
            }
            _ => {}
        }
    }

    /// The integration, as it is written or as the access token names it.
    pub fn integration(&self) -> Option<String> {
        self.client_id.clone().or_else(|| self.claims()?.client_id)
    }

    /// The end of the access token: its own word counts before that of who kept it.
    pub fn access_expires_at(&self) -> Option<Timestamp> {
        self.claims().and_then(|claims| claims.expires_at()).or(self.expires_at)
    }

    /// When the access token was issued, as far as that can be known.
    pub fn issued_at(&self) -> Option<Timestamp> {
        self.claims().and_then(|claims| claims.issued_at()).or_else(|| {
            let life = i64::try_from(self.expires_in?).ok()?;
            let end = self.access_expires_at()?.as_second();
            Timestamp::from_second(end.checked_sub(life)?).ok()
        })
    }

    fn claims(&self) -> Option<Claims> {
        Claims::of(self.access.as_ref()?)
    }
}

/// A text that can be a token: sent in a header as it is.
pub fn token(text: &str) -> Option<Secret> {
    let text = text.trim();
    let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    is_plain.then(|| Secret::new(text))
}

/// An account's host, bare or in an address.
pub fn host(text: &str) -> Option<AccountHost> {
    match parse_account(text) {
        Ok(AccountInput::Host(host)) => Some(host),
        Ok(AccountInput::Subdomain(_)) | Err(_) => None,
    }
}
