//! The parts of an address that decide whom it reaches.

use url::{Host, Url};

/// `localhost`, `127.0.0.0/8` or `[::1]`.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// `user:password@`
pub fn has_userinfo(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// `?…` or `#…`
pub fn has_query_or_fragment(url: &Url) -> bool {
    url.query().is_some() || url.fragment().is_some()
}
