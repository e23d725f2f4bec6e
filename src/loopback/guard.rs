//! Whom a request is addressed to, what it asks for, and what is refused before anybody reads it.

use std::net::Ipv4Addr;

use super::request_head::RequestHead;
use crate::domain::authorize::LoopbackTarget;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// The short address that leads to the consent page.
    Consent,
    /// The registered redirect URI, with the query it came with.
    Callback(&'a str),
    /// What browsers ask for by themselves.
    Icon,
    /// Another path: a page that a callback was sent to, or nothing that is here.
    Other(&'a str),
}

/// Why a request is not admitted, and the HTTP status that tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Rejection {
    Malformed = 400,
    /// A page in the browser asks, and not the person who goes somewhere in it.
    NotNavigation = 403,
    Method = 405,
    TooSlow = 408,
    /// It brings a body, or the way it is framed could hide one.
    Body = 413,
    /// `Host` is not ours: a name of somebody else resolves to this computer (DNS rebinding).
    NotOurHost = 421,
    /// The head does not end within the size that is read.
    TooLarge = 431,
    /// A browser asks ahead of its user. A callback is worth one use, so it has to come again.
    Prefetch = 503,
}

/// Admits or rejects a head that came to `port`, where `short` is the path of the short address.
pub(super) fn admit<'a>(
    head: &RequestHead<'a>,
    target: &LoopbackTarget,
    short: &str,
    port: u16,
) -> Result<Route<'a>, Rejection> {
    let mut hosts = head.values("Host");
    match (hosts.next(), hosts.next()) {
        (Some(host), None) if is_ours(host, port) => {}
        _ => return Err(Rejection::NotOurHost),
    }
    if head.method != "GET" {
        return Err(Rejection::Method);
    }
    let framed = head.values("Transfer-Encoding").next().is_some();
    if framed || head.values("Content-Length").any(|length| length != "0") {
        return Err(Rejection::Body);
    }
    if is_prefetch(head) {
        return Err(Rejection::Prefetch);
    }
    let route = route(head, target, short);
    if route != Route::Icon && !is_navigation(head) {
        return Err(Rejection::NotNavigation);
    }
    Ok(route)
}

fn route<'a>(head: &RequestHead<'a>, target: &LoopbackTarget, short: &str) -> Route<'a> {
    let query = head.query.unwrap_or_default();
    let is_callback = head.path == target.path
        && repeats(query, target.query.as_deref())
        && (head.path != "/" || carries_answer(query));
    match head.path {
        _ if is_callback => Route::Callback(query),
        path if path == short && head.query.is_none() => Route::Consent,
        "/favicon.ico" => Route::Icon,
        path => Route::Other(path),
    }
}

fn is_ours(host: &str, port: u16) -> bool {
    let (name, told) = match host.rsplit_once(':') {
        // The colon inside of `[::1]` tells no port.
        Some((name, told)) if !told.ends_with(']') => (name, told.parse().ok()),
        _ => (host, Some(80)),
    };
    let loopback = name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback());
    loopback && told == Some(port)
}

fn is_prefetch(head: &RequestHead<'_>) -> bool {
    ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"]
        .into_iter()
        .flat_map(|name| head.values(name))
        .any(|value| value.contains("prefetch") || value.contains("preview"))
}

/// Whether a person goes there, in a tab of its own, as far as the browser says. Any page can make it ask otherwise:
/// with a script, a picture, a frame.
fn is_navigation(head: &RequestHead<'_>) -> bool {
    let says = |name, wanted| head.values(name).all(|value| value == wanted);
    says("Sec-Fetch-Mode", "navigate") && says("Sec-Fetch-Dest", "document")
}

/// amoCRM adds its parameters to the registered ones.
fn repeats(query: &str, registered: Option<&str>) -> bool {
    registered.is_none_or(|registered| {
        registered.split('&').all(|pair| query.split('&').any(|sent| sent == pair))
    })
}

fn carries_answer(query: &str) -> bool {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .any(|(name, _)| matches!(name, "code" | "error" | "state"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PORT: u16 = 18497;
    const SHORT: &str = "/x7f3k2";

    fn target(path: &str, query: Option<&str>) -> LoopbackTarget {
        LoopbackTarget { port: PORT, path: path.into(), query: query.map(str::to_owned) }
    }

    /// Admits a request line and fields, with a good `Host` unless there is one.
    fn admitted(line: &str, fields: &str, target: &LoopbackTarget) -> Result<String, Rejection> {
        let host = if fields.contains("Host:") { "" } else { "Host: localhost:18497\r\n" };
        let bytes = format!("{line} HTTP/1.1\r\n{host}{fields}\r\n");
        let head = RequestHead::parse(bytes.as_bytes()).unwrap();
        admit(&head, target, SHORT, PORT).map(|route| format!("{route:?}"))
    }

    fn routed(target: &LoopbackTarget, path: &str) -> String {
        admitted(&format!("GET {path}"), "", target).unwrap()
    }

    #[test]
    fn only_the_registered_address_is_the_callback() {
        let target = target("/callback", None);
        for (path, expected) in [
            ("/callback?code=1&state=2", "Callback(\"code=1&state=2\")"),
            ("/callback", "Callback(\"\")"),
            ("/callback/?code=1", "Other(\"/callback/\")"),
            ("/Callback?code=1", "Other(\"/Callback\")"),
            ("//callback?code=1", "Other(\"//callback\")"),
            ("/x/../callback?code=1", "Other(\"/x/../callback\")"),
            ("/%63allback?code=1", "Other(\"/%63allback\")"),
            (SHORT, "Consent"),
            ("/x7f3k2?x", "Other(\"/x7f3k2\")"),
            ("/", "Other(\"/\")"),
            ("/?next=https://example.com", "Other(\"/\")"),
            ("/?code=1", "Other(\"/\")"),
            ("//example.com", "Other(\"//example.com\")"),
            ("/favicon.ico", "Icon"),
        ] {
            assert_eq!(routed(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_callback_registered_as_the_root_carries_an_answer() {
        let target = target("/", None);
        for (path, expected) in [
            ("/", "Other(\"/\")"),
            (SHORT, "Consent"),
            ("/?code=1", "Callback(\"code=1\")"),
            ("/?error=access_denied", "Callback(\"error=access_denied\")"),
            ("/?state=1", "Callback(\"state=1\")"),
            ("/?x=code", "Other(\"/\")"),
        ] {
            assert_eq!(routed(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_registered_query_is_repeated_by_the_callback() {
        let target = target("/cb", Some("a=1&b"));
        for (path, expected) in [
            ("/cb?a=1&b&code=2", "Callback(\"a=1&b&code=2\")"),
            ("/cb?code=2&b&a=1", "Callback(\"code=2&b&a=1\")"),
            ("/cb?a=1&code=2", "Other(\"/cb\")"),
            ("/cb?a=11&b&code=2", "Other(\"/cb\")"),
            ("/cb", "Other(\"/cb\")"),
        ] {
            assert_eq!(routed(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_host_is_ours_by_name_and_port() {
        let ours = "localhost:18497 LocalHost:18497 127.0.0.1:18497 127.1.2.3:18497 \
            [::1]:18497";
        for host in ours.split(' ') {
            assert!(is_ours(host, PORT), "{host}");
        }
        let others = "localhost localhost:80 localhost:18498 localhost: localhost.:18497 \
            localhost.evil.example:18497 evil.example:18497 \
            127.0.0.1.evil.example:18497 128.0.0.1:18497 0.0.0.0:18497 [::1] \
            [::]:18497 ::1:18497 me@localhost:18497";
        for host in others.split(' ').chain([""]) {
            assert!(!is_ours(host, PORT), "{host}");
        }
        assert!(is_ours("localhost", 80) && is_ours("[::1]", 80));
    }

    #[test]
    fn what_is_refused_is_refused_before_its_path_is_looked_at() {
        let target = target("/callback", None);
        for (line, fields, refusal) in [
            ("GET", "Host: evil.example:18497\r\n", Rejection::NotOurHost),
            ("POST", "Host: evil.example:18497\r\n", Rejection::NotOurHost),
            ("GET", "Host: localhost:18497\r\nHost: localhost:18497\r\n", Rejection::NotOurHost),
            ("POST", "Content-Length: 5\r\n", Rejection::Method),
            ("HEAD", "", Rejection::Method),
            ("get", "", Rejection::Method),
            ("GET", "Content-Length: 5\r\n", Rejection::Body),
            ("GET", "Content-Length: 0\r\nContent-Length: 5\r\n", Rejection::Body),
            ("GET", "transfer-encoding: chunked\r\n", Rejection::Body),
            ("GET", "Sec-Purpose: prefetch;prerender\r\n", Rejection::Prefetch),
            ("GET", "Purpose: prefetch\r\n", Rejection::Prefetch),
            ("GET", "X-Purpose: preview\r\n", Rejection::Prefetch),
            ("GET", "Sec-Fetch-Mode: cors\r\n", Rejection::NotNavigation),
            ("GET", "Sec-Fetch-Mode: no-cors\r\n", Rejection::NotNavigation),
            (
                "GET",
                "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
                Rejection::NotNavigation,
            ),
        ] {
            let line = format!("{line} /callback?code=1");
            assert_eq!(admitted(&line, fields, &target), Err(refusal), "{fields}");
        }
        for fields in
            ["Content-Length: 0\r\n", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"]
        {
            assert!(admitted("GET /callback", fields, &target).is_ok());
        }
    }

    #[test]
    fn a_request_without_a_host_is_not_for_us() {
        let head = RequestHead::parse(b"GET /callback HTTP/1.0\r\n\r\n").unwrap();
        assert_eq!(
            admit(&head, &target("/callback", None), SHORT, PORT),
            Err(Rejection::NotOurHost)
        );
    }

    proptest! {
        #[test]
        fn no_host_but_ours_gets_in(host in "[ -~]{0,30}") {
            let bare = host.to_ascii_lowercase();
            prop_assume!(!bare.starts_with("localhost:") && !bare.starts_with("127.") && !bare.starts_with("[::1]:"));
            prop_assert!(!is_ours(&host, PORT));
        }
    }
}
