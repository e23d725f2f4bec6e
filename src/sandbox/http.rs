//! A request as the rules see it, and an answer as they give it: plain values, no sockets.

use std::time::Duration;

use hyper::body::Bytes;
use hyper::header::HeaderMap;
use hyper::{Method, header};
use serde_json::Value;

use super::options::Platform;

/// A whole request, its body already read.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The `Host` header without its port, in lower case.
    pub host: String,
    /// The path.
    pub path: String,
    /// The query, as it was written.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Request {
    /// A header's value, when it is text.
    pub fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first parameter of that name in the query.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(self.query.as_bytes(), name)
    }

    /// The first field of that name in a submitted form.
    pub fn form_field(&self, name: &str) -> Option<String> {
        parameter(&self.body, name)
    }

    /// The token of `Authorization: Bearer …`.
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header(header::AUTHORIZATION)?.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    }

    /// The body of a request that says it is JSON and is.
    pub fn json(&self) -> Option<Value> {
        let kind = self.header(header::CONTENT_TYPE)?;
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return None;
        }
        serde_json::from_slice(&self.body).ok()
    }
}

/// The first parameter of that name in something form-encoded.
pub fn parameter(encoded: &[u8], name: &str) -> Option<String> {
    url::form_urlencoded::parse(encoded)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The language of messages: the cookie `user_lang`, else `Accept-Language`, else the platform's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Russian.
    Russian,
    /// English.
    English,
}

impl Language {
    /// What this client gets to read.
    pub fn of(request: &Request, platform: Platform) -> Self {
        let cookie = request.header(header::COOKIE).and_then(|cookies| {
            cookies
                .split(';')
                .find_map(|cookie| cookie.trim().strip_prefix("user_lang="))
        });
        cookie
            .or_else(|| request.header(header::ACCEPT_LANGUAGE))
            .and_then(Self::parse)
            .unwrap_or_else(|| Self::native_to(platform))
    }

    /// The platform's own language.
    pub fn native_to(platform: Platform) -> Self {
        match platform {
            Platform::AmoCrm => Self::Russian,
            Platform::Kommo => Self::English,
        }
    }

    fn parse(tag: &str) -> Option<Self> {
        match tag.trim().get(..2)? {
            "ru" => Some(Self::Russian),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, russian: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }
}

/// An answer, and how it reaches the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Headers; date, length and request id are added on the way out.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
    /// How it is delivered.
    pub delivery: Delivery,
    /// How long it is held back first.
    pub delay: Duration,
    /// The address to call, once answered (`exchange_api_key`).
    pub callback: Option<String>,
}

/// How an answer reaches the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it should.
    Whole,
    /// The first half of the body; then the connection closes.
    Cut,
    /// The body, and then filler without end.
    Endless,
    /// Not at all: the connection closes without a byte.
    Dropped,
}

impl Reply {
    fn new(status: u16, content_type: &str, body: String) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            body,
            delivery: Delivery::Whole,
            delay: Duration::ZERO,
            callback: None,
        }
    }

    /// No body at all.
    pub fn empty(status: u16) -> Self {
        Self {
            headers: Vec::new(),
            ..Self::new(status, "", String::new())
        }
    }

    /// Plain JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// The API's JSON.
    pub fn hal(body: &Value) -> Self {
        Self::new(200, "application/hal+json", body.to_string())
    }

    /// An error in JSON.
    pub fn problem(status: u16, body: &Value) -> Self {
        Self::new(status, "application/problem+json", body.to_string())
    }

    /// A page.
    pub fn html(status: u16, body: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// Text that is neither JSON nor a page.
    pub fn text(status: u16, body: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body.to_owned())
    }

    /// The page nginx answers with by itself.
    pub fn nginx(status: u16, reason: &str) -> Self {
        Self::html(
            status,
            format!(
                "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n\
                 <center><h1>{status} {reason}</h1></center>\r\n<hr><center>nginx</center>\r\n\
                 </body>\r\n</html>\r\n"
            ),
        )
    }

    /// A redirect without a page.
    pub fn found(location: String) -> Self {
        Self::empty(302).with("location", location)
    }

    /// With one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Delivered otherwise.
    #[must_use]
    pub fn delivered(self, delivery: Delivery) -> Self {
        Self { delivery, ..self }
    }

    /// Held back longer.
    #[must_use]
    pub fn delayed(self, by: Duration) -> Self {
        Self {
            delay: self.delay.saturating_add(by),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &'static str, value: &'static str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        Request {
            headers,
            body: Bytes::from_static(b"{\"a\":1}"),
            ..Request::default()
        }
    }

    #[test]
    fn the_language_is_the_cookies_then_the_browsers_then_the_platforms() {
        let of = |name, value| Language::of(&request(name, value), Platform::AmoCrm);
        assert_eq!(of("cookie", "a=b; user_lang=en"), Language::English);
        assert_eq!(of("accept-language", "en-US,en;q=0.9"), Language::English);
        assert_eq!(of("accept-language", "фф"), Language::Russian);
        assert_eq!(of("x-other", "en"), Language::Russian);
        let nothing = Request::default();
        assert_eq!(Language::of(&nothing, Platform::Kommo), Language::English);
    }

    #[test]
    fn json_counts_only_when_it_is_called_json() {
        assert!(request("content-type", "application/json").json().is_some());
        assert!(
            request("content-type", "application/json; charset=utf-8")
                .json()
                .is_some()
        );
        assert!(request("content-type", "text/plain").json().is_none());
        assert!(request("x-other", "application/json").json().is_none());
    }

    #[test]
    fn a_bearer_token_is_read_whatever_the_case_of_its_scheme() {
        assert_eq!(request("authorization", "bearer abc").bearer(), Some("abc"));
        assert_eq!(request("authorization", "Basic abc").bearer(), None);
    }
}
