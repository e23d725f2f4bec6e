//! Recognizes what a text is, whatever field it was pasted into.

use serde::{Deserialize, Serialize};

use crate::domain::authorize::callback::looks_like_callback;

/// What a text is, by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextKind {
    /// Only space.
    Nothing,
    /// An address with `code` or `error` in its query: where the browser landed after consent.
    RedirectedUrl,
    /// The query of such an address alone.
    CallbackQuery,
    /// An authorization code (or a refresh token, which has the same shape).
    Code,
    /// An access token or a long-lived token: a JWT.
    Token,
    /// The JSON that a token endpoint answers with.
    TokenResponse,
    ClientSecret,
    ClientId,
    Email,
    /// The API key of an old account.
    ApiKey,
    /// The address of a consent page.
    ConsentUrl,
    Address,
    Unknown,
}

impl TextKind {
    /// Whether a text of this kind is covered where it was not asked for.
    pub const fn is_secret(self) -> bool {
        match self {
            Self::RedirectedUrl
            | Self::CallbackQuery
            | Self::Code
            | Self::Token
            | Self::TokenResponse
            | Self::ClientSecret
            | Self::ApiKey => true,
            Self::Nothing
            | Self::ClientId
            | Self::Email
            | Self::ConsentUrl
            | Self::Address
            | Self::Unknown => false,
        }
    }
}

/// How many hexadecimal digits an API key has.
const API_KEY: usize = 40;
/// How many letters and digits a secret key has, as a rule.
pub const CLIENT_SECRET: usize = 64;

/// Undoes what terminals, mailers and chats do to a text: line breaks, spaces, quotes around it.
pub fn tidy(text: &str) -> String {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    joined.trim_matches(['"', '\'', '`', '«', '»', '“', '”', '<', '>', ',']).to_owned()
}

pub fn recognize(text: &str) -> TextKind {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return TextKind::Nothing;
    }
    if trimmed.starts_with('{') {
        let has_token = trimmed.contains("_token\"");
        return if has_token { TextKind::TokenResponse } else { TextKind::Unknown };
    }
    let text = tidy(text);
    let hexadecimal = text.bytes().all(|b| b.is_ascii_hexdigit());
    let alphanumeric = text.bytes().all(|b| b.is_ascii_alphanumeric());
    match split_url(&text) {
        Some((_, query)) if looks_like_callback(query) => TextKind::RedirectedUrl,
        Some(_) if text.contains("/oauth?") || text.contains("client_id=") => TextKind::ConsentUrl,
        Some(_) => TextKind::Address,
        None if looks_like_callback(text.trim_start_matches('?')) => TextKind::CallbackQuery,
        None if text.starts_with("def50") && hexadecimal => TextKind::Code,
        None if is_jwt(&text) => TextKind::Token,
        None if is_uuid(&text) => TextKind::ClientId,
        None if text.len() == CLIENT_SECRET && alphanumeric => TextKind::ClientSecret,
        None if text.len() == API_KEY && hexadecimal => TextKind::ApiKey,
        None if is_email(&text) => TextKind::Email,
        None => TextKind::Unknown,
    }
}

/// Scheme, host and path on one side, the query (without its fragment) on the other.
pub fn split_url(text: &str) -> Option<(&str, &str)> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://")) {
        return None;
    }
    let text = text.split('#').next().unwrap_or(text);
    Some(text.split_once('?').unwrap_or((text, "")))
}

fn is_jwt(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let base64url = |part: &&str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    text.starts_with("eyJ") && parts.len() == 3 && parts.iter().all(base64url)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !name.contains(['/', ':'])
            && domain.contains('.')
            && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
    })
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}
