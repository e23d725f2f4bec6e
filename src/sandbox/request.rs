//! A request as the rules see it: a plain value, its body already read.

use hyper::body::Bytes;
use hyper::header::HeaderMap;
use hyper::{Method, header};
use serde_json::Value;
use url::form_urlencoded;

#[derive(Clone, Default)]
pub struct Request {
    pub method: Method,
    /// The `Host` header without its port, in lower case.
    pub host: String,
    pub path: String,
    /// As it was written, without the question mark.
    pub query: String,
    pub headers: HeaderMap,
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

    /// The numbers of a filter, written as `filter[id]=1`, `filter[id][]=1` or `filter[id][0]=1`.
    pub fn filter(&self, name: &str) -> Vec<u64> {
        let key = format!("filter[{name}]");
        form_urlencoded::parse(self.query.as_bytes())
            .filter(|(given, _)| *given == key || given.starts_with(&format!("{key}[")))
            .filter_map(|(_, value)| value.parse().ok())
            .collect()
    }

    /// The first field of that name in a submitted form.
    pub fn form_field(&self, name: &str) -> Option<String> {
        parameter(&self.body, name)
    }

    /// The token of `Authorization: Bearer …`.
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header(header::AUTHORIZATION)?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    }

    /// The body of a request that says it is JSON and is.
    pub fn json(&self) -> Option<Value> {
        let kind = self.header(header::CONTENT_TYPE)?.split(';').next()?.trim();
        let is_json = kind.eq_ignore_ascii_case("application/json");
        is_json.then(|| serde_json::from_slice(&self.body).ok())?
    }
}

/// The first parameter of that name in something form-encoded.
pub fn parameter(encoded: &[u8], name: &str) -> Option<String> {
    let found = form_urlencoded::parse(encoded).find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &'static str, value: &str) -> Request {
        let mut request = Request::default();
        request.headers.insert(name, value.parse().unwrap());
        request.body = Bytes::from_static(b"{\"a\":1}");
        request
    }

    #[test]
    fn json_counts_only_when_it_is_called_json() {
        assert!(request("content-type", "application/json").json().is_some());
        assert!(request("content-type", "application/json; charset=utf-8").json().is_some());
        assert!(request("content-type", "text/plain").json().is_none());
        assert!(request("x-other", "application/json").json().is_none());
    }

    #[test]
    fn a_bearer_token_is_read_whatever_the_case_of_its_scheme() {
        assert_eq!(request("authorization", "bearer abc").bearer(), Some("abc"));
        assert_eq!(request("authorization", "Basic abc").bearer(), None);
    }
}
