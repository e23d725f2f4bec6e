//! Whom a request is addressed to, what it asks for, and what is refused before anybody reads it.

use std::net::Ipv4Addr;

use super::head::Head;
use crate::domain::redirect_uri::LoopbackTarget;

/// What an admitted request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked<'a> {
    /// The short address that leads to the consent page.
    Consent,
    /// The registered redirect URI, with the query it came with.
    Callback(&'a str),
    /// What browsers ask for by themselves.
    Icon,
    /// Nothing that is here.
    Nothing,
}

/// Why a request is not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not read as a request.
    Malformed,
    /// The head did not come in time.
    TooSlow,
    /// The head does not end within the size that is read.
    TooLarge,
    /// `Host` is not ours: a name of somebody else resolves to this computer (DNS rebinding).
    NotOurHost,
    /// Not a GET.
    Method,
    /// It brings a body, or the way it is framed could hide one.
    Body,
    /// A browser asks ahead of its user. A callback is worth one use, so it has to come again.
    Prefetch,
}

impl Refusal {
    /// The HTTP status that tells it.
    pub(super) const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Method => 405,
            Self::TooSlow => 408,
            Self::Body => 413,
            Self::NotOurHost => 421,
            Self::TooLarge => 431,
            Self::Prefetch => 503,
        }
    }
}

/// Judges a head that came to `port`.
pub(super) fn judge<'a>(
    head: &Head<'a>,
    target: &LoopbackTarget,
    port: u16,
) -> Result<Asked<'a>, Refusal> {
    let mut hosts = head.values("Host");
    match (hosts.next(), hosts.next()) {
        (Some(host), None) if is_ours(host, port) => {}
        _ => return Err(Refusal::NotOurHost),
    }
    if head.method != "GET" {
        return Err(Refusal::Method);
    }
    let framed = head.values("Transfer-Encoding").next().is_some();
    if framed || head.values("Content-Length").any(|length| length != "0") {
        return Err(Refusal::Body);
    }
    if is_prefetch(head) {
        return Err(Refusal::Prefetch);
    }
    Ok(asked(head, target))
}

fn asked<'a>(head: &Head<'a>, target: &LoopbackTarget) -> Asked<'a> {
    let query = head.query.unwrap_or_default();
    // A redirect URI that is registered as `/` shares its path with the short address.
    let is_short = head.path == "/" && head.query.is_none();
    let is_callback = head.path == target.path
        && repeats(query, target.query.as_deref())
        && (head.path != "/" || carries_answer(query));
    match head.path {
        _ if is_callback => Asked::Callback(query),
        _ if is_short => Asked::Consent,
        "/favicon.ico" => Asked::Icon,
        _ => Asked::Nothing,
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

fn is_prefetch(head: &Head<'_>) -> bool {
    ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"]
        .into_iter()
        .flat_map(|name| head.values(name))
        .any(|value| value.contains("prefetch") || value.contains("preview"))
}

/// amoCRM adds its parameters to the registered ones.
fn repeats(query: &str, registered: Option<&str>) -> bool {
    registered.is_none_or(|registered| {
        registered
            .split('&')
            .all(|pair| query.split('&').any(|sent| sent == pair))
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

    fn target(path: &str, query: Option<&str>) -> LoopbackTarget {
        LoopbackTarget {
            port: PORT,
            path: path.into(),
            query: query.map(str::to_owned),
        }
    }

    /// Judges a request line and fields, with a good `Host` unless there is one.
    fn judged(line: &str, fields: &str, target: &LoopbackTarget) -> Result<String, Refusal> {
        let host = if fields.contains("Host:") {
            ""
        } else {
            "Host: localhost:18497\r\n"
        };
        let bytes = format!("{line} HTTP/1.1\r\n{host}{fields}\r\n");
        let head = Head::parse(bytes.as_bytes()).unwrap();
        judge(&head, target, PORT).map(|asked| format!("{asked:?}"))
    }

    fn asks(target: &LoopbackTarget, path: &str) -> String {
        judged(&format!("GET {path}"), "", target).unwrap()
    }

    #[test]
    fn only_the_registered_address_is_the_callback() {
        let target = target("/callback", None);
        for (path, expected) in [
            ("/callback?code=1&state=2", "Callback(\"code=1&state=2\")"),
            ("/callback", "Callback(\"\")"),
            ("/callback/?code=1", "Nothing"),
            ("/Callback?code=1", "Nothing"),
            ("//callback?code=1", "Nothing"),
            ("/x/../callback?code=1", "Nothing"),
            ("/%63allback?code=1", "Nothing"),
            ("/", "Consent"),
            ("/?next=https://example.com", "Nothing"),
            ("/?code=1", "Nothing"),
            ("//example.com", "Nothing"),
            ("/favicon.ico", "Icon"),
        ] {
            assert_eq!(asks(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_callback_registered_as_the_root_is_told_from_the_short_address() {
        let target = target("/", None);
        for (path, expected) in [
            ("/", "Consent"),
            ("/?code=1", "Callback(\"code=1\")"),
            ("/?error=access_denied", "Callback(\"error=access_denied\")"),
            ("/?state=1", "Callback(\"state=1\")"),
            ("/?x=code", "Nothing"),
        ] {
            assert_eq!(asks(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_registered_query_is_repeated_by_the_callback() {
        let target = target("/cb", Some("a=1&b"));
        for (path, expected) in [
            ("/cb?a=1&b&code=2", "Callback(\"a=1&b&code=2\")"),
            ("/cb?code=2&b&a=1", "Callback(\"code=2&b&a=1\")"),
            ("/cb?a=1&code=2", "Nothing"),
            ("/cb?a=11&b&code=2", "Nothing"),
            ("/cb", "Nothing"),
        ] {
            assert_eq!(asks(&target, path), expected, "{path}");
        }
    }

    #[test]
    fn a_host_is_ours_by_name_and_port() {
        for host in [
            "localhost:18497",
            "LocalHost:18497",
            "127.0.0.1:18497",
            "127.1.2.3:18497",
            "[::1]:18497",
        ] {
            assert!(is_ours(host, PORT), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "localhost:18498",
            "localhost:",
            "localhost.:18497",
            "localhost.evil.example:18497",
            "evil.example:18497",
            "127.0.0.1.evil.example:18497",
            "128.0.0.1:18497",
            "0.0.0.0:18497",
            "[::1]",
            "[::]:18497",
            "::1:18497",
            "me@localhost:18497",
        ] {
            assert!(!is_ours(host, PORT), "{host}");
        }
        assert!(is_ours("localhost", 80) && is_ours("[::1]", 80));
    }

    #[test]
    fn what_is_refused_is_refused_before_its_path_is_looked_at() {
        let target = target("/callback", None);
        for (line, fields, refusal) in [
            ("GET", "Host: evil.example:18497\r\n", Refusal::NotOurHost),
            ("POST", "Host: evil.example:18497\r\n", Refusal::NotOurHost),
            (
                "GET",
                "Host: localhost:18497\r\nHost: localhost:18497\r\n",
                Refusal::NotOurHost,
            ),
            ("POST", "Content-Length: 5\r\n", Refusal::Method),
            ("HEAD", "", Refusal::Method),
            ("get", "", Refusal::Method),
            ("GET", "Content-Length: 5\r\n", Refusal::Body),
            (
                "GET",
                "Content-Length: 0\r\nContent-Length: 5\r\n",
                Refusal::Body,
            ),
            ("GET", "transfer-encoding: chunked\r\n", Refusal::Body),
            (
                "GET",
                "Sec-Purpose: prefetch;prerender\r\n",
                Refusal::Prefetch,
            ),
            ("GET", "Purpose: prefetch\r\n", Refusal::Prefetch),
            ("GET", "X-Purpose: preview\r\n", Refusal::Prefetch),
        ] {
            let line = format!("{line} /callback?code=1");
            assert_eq!(judged(&line, fields, &target), Err(refusal), "{fields}");
        }
        assert!(judged("GET /callback", "Content-Length: 0\r\n", &target).is_ok());
    }

    #[test]
    fn a_request_without_a_host_is_not_for_us() {
        let head = Head::parse(b"GET /callback HTTP/1.0\r\n\r\n").unwrap();
        assert_eq!(
            judge(&head, &target("/callback", None), PORT),
            Err(Refusal::NotOurHost)
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
