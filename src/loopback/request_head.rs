//! The head of a request as a value: the grammar of RFC 9112, as `httparse` reads it, and nothing it leaves to taste.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestHead<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    fields: Vec<(&'a str, &'a str)>,
}

pub(super) const END: &[u8] = b"\r\n\r\n";
/// No browser needs more of the history to be recognized by.
const LONGEST_USER_AGENT: usize = 256;

impl<'a> RequestHead<'a> {
    /// Reads a whole head, its empty last line included. Anything a lenient reader could take for
    /// something else (folded or bare line ends, control characters, other forms of the
    /// target) is no head.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let lines = text.split("\r\n");
        if text.starts_with('\r') || lines.clone().any(|line| line.contains(['\r', '\n'])) {
            return None;
        }
        let mut fields = vec![httparse::EMPTY_HEADER; lines.count()];
        let mut request = httparse::Request::new(&mut fields);
        let read = request.parse(bytes).ok()?;
        let (method, target) = (request.method?, request.path?);
        let is_origin_form = target.starts_with('/')
            && target.bytes().all(|byte| byte.is_ascii_graphic())
            && !target.contains('#');
        if read != httparse::Status::Complete(bytes.len()) || !is_origin_form {
            return None;
        }
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let field = |field: &httparse::Header<'a>| {
            let value = std::str::from_utf8(field.value).ok()?.trim_matches([' ', '\t']);
            let is_visible = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            is_visible.then_some((field.name, value))
        };
        let fields = request.headers.iter().map(field).collect::<Option<_>>()?;
        Some(Self { method, path, query, fields })
    }

    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// What the browser calls itself, cut to a length that can be kept.
    pub(super) fn user_agent(&self) -> Option<String> {
        let agent = self.values("User-Agent").next()?;
        Some(agent.chars().take(LONGEST_USER_AGENT).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_head_is_read_whole() {
        let head = RequestHead::parse(
            b"GET /callback?code=1&x=?/ HTTP/1.1\r\nHost:localhost:1\r\nuser-agent: \tCurl 8 \r\n\r\n",
        )
        .unwrap();
        assert_eq!(
            head,
            RequestHead {
                method: "GET",
                path: "/callback",
                query: Some("code=1&x=?/"),
                fields: vec![("Host", "localhost:1"), ("user-agent", "Curl 8")],
            }
        );
        assert_eq!(head.user_agent().as_deref(), Some("Curl 8"));
        assert_eq!(head.values("host").collect::<Vec<_>>(), ["localhost:1"]);
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_no_head() {
        for bytes in [
            "",
            "\r\n\r\n",
            "GET / HTTP/1.1\r\n",
            "GET / HTTP/1.1\n\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 \r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
            "GET /\r\n\r\n",
            "GET http://localhost/ HTTP/1.1\r\n\r\n",
            "GET * HTTP/1.1\r\n\r\n",
            "GET /#x HTTP/1.1\r\n\r\n",
            "GET /\u{e9} HTTP/1.1\r\n\r\n",
            "G(T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
            "GET / HTTP/1.1\r\n: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: \u{1b}[2J\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nA: b\r\n\r\nrest\r\n\r\n",
        ] {
            assert_eq!(RequestHead::parse(bytes.as_bytes()), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_long_user_agent_is_cut() {
        let bytes = format!("GET / HTTP/1.1\r\nUser-Agent: {}\r\n\r\n", "x".repeat(999));
        let head = RequestHead::parse(bytes.as_bytes()).unwrap();
        assert_eq!(head.user_agent().unwrap().len(), LONGEST_USER_AGENT);
    }

    proptest! {
        #[test]
        fn no_bytes_upset_it(mut bytes: Vec<u8>) {
            let _ = RequestHead::parse(&bytes);
            bytes.extend_from_slice(END);
            let _ = RequestHead::parse(&bytes);
        }

        #[test]
        fn what_is_read_was_written(
            path in "/[!-\"$->@-~]{0,20}",
            query in proptest::option::of("[!-\"$-~]{0,20}"),
            fields in proptest::collection::vec(("[a-zA-Z-]{1,9}", "[!-~]([ -~]{0,9}[!-~])?"), 0..5),
        ) {
            let target = query.iter().fold(path.clone(), |path, query| format!("{path}?{query}"));
            let lines: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let lines = lines.concat();
            let bytes = format!("GET {target} HTTP/1.1\r\n{lines}\r\n");
            let fields = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            prop_assert_eq!(
                RequestHead::parse(bytes.as_bytes()),
                Some(RequestHead { method: "GET", path: &path, query: query.as_deref(), fields })
            );
        }
    }
}
