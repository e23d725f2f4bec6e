//! A request that a person writes to an account: where it may go, and what it may carry.

mod target;

use thiserror::Error;

pub use target::Target;

/// A request, ready to be sent with anybody's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// What is to be done.
    pub method: Method,
    /// Where.
    pub target: Target,
    /// What else is said. None of them decides who asks, or whom.
    pub headers: Vec<Header>,
    /// JSON, where no header says otherwise.
    pub body: Option<Vec<u8>>,
}

/// The methods that amoCRM knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create.
    Post,
    /// Change.
    Patch,
    /// Replace.
    Put,
    /// Remove.
    Delete,
    /// Read, without an answer's body.
    Head,
}

/// Why something is no part of a request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    /// Neither `/…`, nor `api/…`, nor an address.
    #[error("{0} is no path")]
    NotAPath(String),
    /// An address of somebody who is not to have the token.
    #[error("{0} is not an address of an account")]
    Foreign(String),
    /// Not `NAME=VALUE`.
    #[error("{0} is no parameter")]
    NotAParameter(String),
    /// Not `Name: value`.
    #[error("{0} is no header")]
    NotAHeader(String),
    /// A header that is not the person's to say.
    #[error("{0} is said by amokey")]
    Ours(String),
}

impl Method {
    const ALL: [Self; 6] = [
        Self::Get,
        Self::Post,
        Self::Patch,
        Self::Put,
        Self::Delete,
        Self::Head,
    ];

    /// Reads a method: in upper case, because in lower case it may be a profile's name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }

    /// Whether a server expects something with it.
    pub const fn brings_something(self) -> bool {
        match self {
            Self::Post | Self::Patch | Self::Put => true,
            Self::Get | Self::Delete | Self::Head => false,
        }
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
        }
    }
}

/// What is said beside the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name, in lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Who asks, whom, and how long the body is: what decides that is not for others to say.
const OURS: [&str; 7] = [
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
];

impl Header {
    /// Takes `Name: value`.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        let not = || RequestError::NotAHeader(text.to_owned());
        let (name, value) = text.split_once(':').ok_or_else(not)?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !is_name || value.chars().any(char::is_control) {
            return Err(not());
        }
        if OURS.contains(&name.as_str()) {
            return Err(RequestError::Ours(name));
        }
        let value = value.to_owned();
        Ok(Self { name, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_taken_but_those_that_decide_who_asks_whom() {
        let header = Header::parse("If-Modified-Since:  Sat, 21 Nov 2026 09:00:00 GMT ").unwrap();
        assert_eq!(
            (header.name.as_str(), header.value.as_str()),
            ("if-modified-since", "Sat, 21 Nov 2026 09:00:00 GMT")
        );
        for wrong in ["", "name", ": value", "two words: x", "a: b\r\nc: d"] {
            assert_eq!(
                Header::parse(wrong),
                Err(RequestError::NotAHeader(wrong.to_owned()))
            );
        }
        for ours in [
            "Authorization: Bearer x",
            "HOST: evil.com",
            "content-length: 0",
        ] {
            assert!(
                matches!(Header::parse(ours), Err(RequestError::Ours(_))),
                "{ours}"
            );
        }
    }

    #[test]
    fn a_method_is_written_in_upper_case() {
        for method in Method::ALL {
            assert_eq!(Method::parse(method.as_str()), Some(method));
            assert_eq!(Method::parse(&method.as_str().to_lowercase()), None);
        }
    }
}
