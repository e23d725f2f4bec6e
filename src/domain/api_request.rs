//! A request that a person writes to an account: where it may go, and what it may carry.

mod target;

use strum::{EnumString, IntoStaticStr, VariantArray};
use thiserror::Error;

pub use target::Target;

/// A request, ready to be sent with anybody's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    pub method: Method,
    pub target: Target,
    /// None of them decides who asks, or whom.
    pub headers: Vec<Header>,
    /// JSON, where no header says otherwise.
    pub body: Option<Vec<u8>>,
}

/// In upper case only: in lower case it may be a profile's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "UPPERCASE", const_into_str)]
pub enum Method {
    Get,
    Post,
    Patch,
    Put,
    Delete,
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
    /// Whether a server expects a body with it.
    pub const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Patch | Self::Put)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The header's name in lower case.
    pub name: String,
    pub value: String,
}

/// Who asks, whom, and how long the body is: what decides that is not for others to say.
const OURS: [&str; 7] =
    ["authorization", "host", "content-length", "transfer-encoding", "connection", "upgrade", "te"];

impl Header {
    /// Takes `Name: value`.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        let not = || RequestError::NotAHeader(text.to_owned());
        let (name, value) = text.split_once(':').ok_or_else(not)?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        let is_name = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !is_name || value.chars().any(char::is_control) {
            return Err(not());
        }
        if OURS.contains(&name.as_str()) {
            return Err(RequestError::Ours(name));
        }
        Ok(Self { name, value: value.to_owned() })
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
            assert_eq!(Header::parse(wrong), Err(RequestError::NotAHeader(wrong.to_owned())));
        }
        for ours in ["Authorization: Bearer x", "HOST: evil.com", "content-length: 0"] {
            assert!(matches!(Header::parse(ours), Err(RequestError::Ours(_))), "{ours}");
        }
    }

    #[test]
    fn a_method_is_written_in_upper_case() {
        for method in Method::VARIANTS {
            assert_eq!(method.into_str().parse().as_ref(), Ok(method));
            assert!(method.into_str().to_lowercase().parse::<Method>().is_err());
        }
    }
}
