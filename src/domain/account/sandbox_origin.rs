//! The address of a stand-in for amoCRM: loopback, or refused.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::{Host, Url};

use crate::domain::checked_text::stored_as_text;
use crate::domain::url_parts::{has_query_or_fragment, has_userinfo};

/// `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`, to which account hosts are led.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SandboxOrigin {
    https: bool,
    pub address: SocketAddr,
}

stored_as_text!(SandboxOrigin, NotLoopback);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a sandbox is reached at a loopback address, such as http://127.0.0.1:8080")]
pub struct NotLoopback;

impl SandboxOrigin {
    /// Takes an origin with an explicit port and a loopback host.
    pub fn parse(text: &str) -> Result<Self, NotLoopback> {
        let url = Url::parse(text.trim()).map_err(|_| NotLoopback)?;
        let is_origin = matches!(url.scheme(), "http" | "https")
            && url.path() == "/"
            && !has_query_or_fragment(&url)
            && !has_userinfo(&url);
        let address: IpAddr = match url.host() {
            Some(Host::Domain("localhost")) => Ipv4Addr::LOCALHOST.into(),
            Some(Host::Ipv4(ip)) => ip.into(),
            Some(Host::Ipv6(ip)) => ip.into(),
            Some(Host::Domain(_)) | None => return Err(NotLoopback),
        };
        match url.port() {
            Some(port) if is_origin && address.is_loopback() => {
                let https = url.scheme() == "https";
                Ok(Self { https, address: SocketAddr::new(address, port) })
            }
            _ => Err(NotLoopback),
        }
    }

    pub const fn scheme(&self) -> &'static str {
        if self.https { "https" } else { "http" }
    }
}

impl fmt::Display for SandboxOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_taken() {
        for text in ["http://127.0.0.1:8080", "https://localhost:8443/", "http://[::1]:9"] {
            assert!(SandboxOrigin::parse(text).is_ok(), "{text}");
        }
        for text in [
            "http://10.0.0.1:80",
            "http://example.com:8080",
            "http://127.0.0.1",
            "http://localhost.evil.com:80",
            "http://user@127.0.0.1:80",
            "http://127.0.0.1:80/path",
            "ftp://127.0.0.1:21",
            "127.0.0.1:80",
        ] {
            assert_eq!(SandboxOrigin::parse(text), Err(NotLoopback), "{text}");
        }
    }
}
