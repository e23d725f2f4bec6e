//! Where an export goes, and which of them are written again whenever there are new tokens.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::{Host, Url};

use super::Form;
use crate::domain::profile::ProfileName;

/// Where an export goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, or the folder of a form that is several.
    File(PathBuf),
    /// A variable of an n8n.
    N8n(N8nUrl),
}

/// An export that is written again after each refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whose tokens.
    pub profile: ProfileName,
    /// The form.
    pub form: Form,
    /// The place.
    pub place: Place,
}

/// The address of an n8n, without a slash at its end: https, or this computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct N8nUrl(String);

/// The text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an n8n is reached by https, or by http on this computer")]
pub struct NotAnN8n;

impl N8nUrl {
    /// Takes an address to which an API key may be sent.
    pub fn parse(text: &str) -> Result<Self, NotAnN8n> {
        let url = Url::parse(text.trim()).map_err(|_| NotAnN8n)?;
        let is_here = match url.host().ok_or(NotAnN8n)? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        let plain = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        match url.scheme() {
            "https" if plain => {}
            "http" if plain && is_here => {}
            _ => return Err(NotAnN8n),
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what is sent is protected on its way.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl fmt::Display for N8nUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for N8nUrl {
    type Error = NotAnN8n;
    fn try_from(text: String) -> Result<Self, NotAnN8n> {
        Self::parse(&text)
    }
}

impl From<N8nUrl> for String {
    fn from(url: N8nUrl) -> Self {
        url.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::N8n(url) => url.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_key_goes_by_https_or_nowhere() {
        for (text, kept) in [
            ("https://n8n.example.com/", "https://n8n.example.com"),
            ("https://example.com/n8n/", "https://example.com/n8n"),
            ("http://localhost:5678", "http://localhost:5678"),
            ("http://127.0.0.1:5678/", "http://127.0.0.1:5678"),
        ] {
            assert_eq!(N8nUrl::parse(text).unwrap().as_str(), kept);
        }
        for text in [
            "http://n8n.example.com",
            "http://10.0.0.1:5678",
            "http://localhost.evil.com",
            "https://user:pass@n8n.example.com",
            "https://n8n.example.com/?x=1",
            "n8n.example.com",
            "ftp://localhost",
        ] {
            assert_eq!(N8nUrl::parse(text), Err(NotAnN8n), "{text}");
        }
    }
}
