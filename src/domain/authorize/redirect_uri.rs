//! The redirect URI: exactly the text that is registered with the integration.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use crate::domain::checked_text::checked_text;
use crate::domain::url_parts::{has_userinfo, is_loopback};

/// Where amoCRM sends the browser after consent.
///
/// amoCRM compares it character by character with its settings, trailing slash included, so
/// the text is kept as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RedirectUri(String);

checked_text!(RedirectUri, RedirectUriError);

/// Why a text is no redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RedirectUriError {
    #[error("a redirect URI begins with http:// or https:// and names a host")]
    NotAUrl,
    /// `#…`, which a browser never sends.
    #[error("a redirect URI has no #fragment")]
    Fragment,
    /// The address of a finished consent: it carries `code` or `state`.
    #[error("this is an address you were redirected to, not the one in the settings")]
    Redirected,
}

/// What is worth saying about a redirect URI that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectUriNote {
    /// `http://localhost:18497` and `http://localhost:18497/` are different to amoCRM.
    NoPath,
    /// `http://` to a host that is not this computer: a code that comes there can be read on its way. Without the secret key
    /// it is good for nothing.
    PlainHttp,
}

/// A loopback address on which the callback can be caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoopbackTarget {
    pub port: u16,
    /// The exact path of the callback.
    pub path: String,
    /// The registered query, when there is one: the callback repeats it.
    pub query: Option<String>,
}

impl LoopbackTarget {
    /// The port of [`RedirectUri::DEFAULT`].
    pub const PORT: u16 = 18497;

    /// The path of [`RedirectUri::DEFAULT`] on a port.
    pub fn on(port: u16) -> Self {
        Self { port, path: "/callback".to_owned(), query: None }
    }
}

impl RedirectUri {
    /// The one that is offered: amoCRM wants a fixed one, so the port is fixed too.
    pub const DEFAULT: &'static str = "http://localhost:18497/callback";

    /// Checks a text without changing it, except for the space around it.
    pub fn parse(text: &str) -> Result<Self, RedirectUriError> {
        let text = text.trim();
        let url = Url::parse(text).map_err(|_| RedirectUriError::NotAUrl)?;
        let is_plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && !has_userinfo(&url)
            && !text.contains(char::is_whitespace);
        if !is_plain {
            return Err(RedirectUriError::NotAUrl);
        }
        if url.fragment().is_some() {
            return Err(RedirectUriError::Fragment);
        }
        if url.query_pairs().any(|(name, _)| matches!(&*name, "code" | "state" | "error")) {
            return Err(RedirectUriError::Redirected);
        }
        Ok(Self(text.to_owned()))
    }

    /// Something worth saying beside the field.
    pub fn note(&self) -> Option<RedirectUriNote> {
        let (scheme, after) = self.0.split_once("://").unwrap_or(("", &self.0));
        if scheme.eq_ignore_ascii_case("http") && self.loopback().is_none() {
            return Some(RedirectUriNote::PlainHttp);
        }
        (!after.contains('/')).then_some(RedirectUriNote::NoPath)
    }

    /// The loopback address it names, if it names one over plain http.
    pub fn loopback(&self) -> Option<LoopbackTarget> {
        let url = Url::parse(&self.0).ok()?;
        if url.scheme() != "http" || !is_loopback(&url) {
            return None;
        }
        Some(LoopbackTarget {
            port: url.port_or_known_default()?,
            path: url.path().to_owned(),
            query: url.query().map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_kept_as_it_was_typed() {
        for text in
            ["http://localhost:18497/callback", "https://Example.com/hook/?a=1", "http://[::1]:9"]
        {
            assert_eq!(RedirectUri::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_code_that_can_be_read_on_its_way_and_a_missing_slash_are_worth_a_word() {
        use RedirectUriNote::{NoPath, PlainHttp};
        for (text, note) in [
            ("http://example.com/cb", Some(PlainHttp)),
            ("HTTP://example.com", Some(PlainHttp)),
            ("http://localhost:8080/cb", None),
            ("https://example.com/cb", None),
            ("https://example.com", Some(NoPath)),
            ("http://localhost:18497", Some(NoPath)),
            ("http://localhost:18497/", None),
        ] {
            assert_eq!(RedirectUri::parse(text).unwrap().note(), note, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_registered_is_refused() {
        use RedirectUriError::{Fragment, NotAUrl, Redirected};
        for (text, expected) in [
            ("", NotAUrl),
            ("localhost:18497/callback", NotAUrl),
            ("https://example.com/#x", Fragment),
            ("https://example.com/?code=def50200&state=1", Redirected),
            ("https://me:pw@example.com/", NotAUrl),
            ("https://exa mple.com/", NotAUrl),
        ] {
            assert_eq!(RedirectUri::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_loopback_target_has_port_and_exact_path() {
        let target = |text| RedirectUri::parse(text).unwrap().loopback();
        assert_eq!(target(RedirectUri::DEFAULT), Some(LoopbackTarget::on(LoopbackTarget::PORT)));
        let root = LoopbackTarget { port: 8080, path: "/".into(), query: None };
        assert_eq!(target("http://127.0.0.1:8080"), Some(root));
        assert_eq!(target("https://localhost:8443/cb"), None);
        assert_eq!(target("https://example.com/cb"), None);
    }
}
