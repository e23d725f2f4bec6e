//! The address of an n8n, to which an API key may be sent: https, or this computer.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use crate::domain::checked_text::checked_text;
use crate::domain::url_parts::{has_query_or_fragment, has_userinfo, is_loopback};

/// Without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct N8nUrl(String);

checked_text!(N8nUrl, NotAnN8n);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an n8n is reached by https, or by http on this computer")]
pub struct NotAnN8n;

impl N8nUrl {
    pub fn parse(text: &str) -> Result<Self, NotAnN8n> {
        let url = Url::parse(text.trim()).map_err(|_| NotAnN8n)?;
        let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url);
        if !is_safe || has_query_or_fragment(&url) || has_userinfo(&url) {
            return Err(NotAnN8n);
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// Whether what is sent is protected on its way.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
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
