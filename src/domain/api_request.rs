//! A request that a person writes to an account: where it may go, and what it may carry.

use thiserror::Error;
use url::Url;
use url::form_urlencoded;

use super::account::AccountHost;

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

/// A path and its query, and the account that was named with it, if one was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    host: Option<AccountHost>,
    path: String,
}

impl Target {
    /// Takes a path, with or without the slash before `api/`, or the whole address of something in an account.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        if text.contains("://") {
            return Self::address(text);
        }
        let slash = match text {
            _ if text.starts_with('/') => "",
            _ if text.starts_with("api/") => "/",
            _ => return Err(RequestError::NotAPath(text.to_owned())),
        };
        let path = text.split('#').next().unwrap_or_default();
        let path = format!("{slash}{path}");
        Ok(Self { host: None, path })
    }

    fn address(text: &str) -> Result<Self, RequestError> {
        let foreign = || RequestError::Foreign(text.to_owned());
        let url = Url::parse(text).map_err(|_| foreign())?;
        let is_plain = url.scheme() == "https"
            && url.port().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let host = url
            .host_str()
            .filter(|_| is_plain)
            .and_then(|host| AccountHost::parse(host).ok())
            .ok_or_else(foreign)?;
        let query = url
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        Ok(Self {
            host: Some(host),
            path: format!("{}{query}", url.path()),
        })
    }

    /// With one more parameter, `NAME=VALUE`.
    pub fn with(mut self, parameter: &str) -> Result<Self, RequestError> {
        let (name, value) = parameter
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| RequestError::NotAParameter(parameter.to_owned()))?;
        let pair = form_urlencoded::Serializer::new(String::new())
            .append_pair(name, value)
            .finish();
        let joint = match self.path.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some((_, _)) => "&",
        };
        self.path.push_str(joint);
        self.path.push_str(&pair);
        Ok(self)
    }

    /// Path and query. It begins with a slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The account that was named, where it is another one.
    pub fn other_than(&self, own: &AccountHost) -> Option<&AccountHost> {
        self.host.as_ref().filter(|host| !host.same_account(own))
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

    fn path(text: &str) -> Result<String, RequestError> {
        Target::parse(text).map(|target| target.path)
    }

    #[test]
    fn a_path_is_taken_with_and_without_its_slash_and_as_an_address() {
        for (text, expected) in [
            ("/api/v4/account", "/api/v4/account"),
            ("api/v4/leads?limit=7", "/api/v4/leads?limit=7"),
            ("/api/v4/leads#top", "/api/v4/leads"),
            (
                "https://acme.amocrm.ru/api/v4/leads?page=2",
                "/api/v4/leads?page=2",
            ),
            ("https://ACME.amocrm.ru:443", "/"),
        ] {
            assert_eq!(path(text).as_deref(), Ok(expected), "{text}");
        }
        let not = |text: &str| Err(RequestError::NotAPath(text.to_owned()));
        for text in ["", "leads", "v4/leads", "demo"] {
            assert_eq!(path(text), not(text));
        }
    }

    #[test]
    fn nobody_but_an_account_is_ever_meant() {
        for text in [
            "http://acme.amocrm.ru/api/v4/account",
            "https://evil.com/api/v4/account",
            "https://acme.amocrm.ru.evil.com/",
            "https://acme.amocrm.ru:8443/",
            "https://acme.amocrm.ru@evil.com/",
            "https://www.amocrm.ru/oauth",
            "ftp://acme.amocrm.ru/",
        ] {
            assert_eq!(path(text), Err(RequestError::Foreign(text.to_owned())));
        }
        let own = AccountHost::parse("acme.kommo.com").unwrap();
        let other = |text| Target::parse(text).unwrap().other_than(&own).is_some();
        assert!(!other("/api/v4/account") && !other("https://acme.amocrm.com/"));
        assert!(other("https://acme.amocrm.ru/") && other("https://demo.kommo.com/"));
    }

    #[test]
    fn parameters_are_added_as_forms_write_them() {
        let with = |text: &str, parameter: &str| {
            Target::parse(text)?
                .with(parameter)
                .map(|target| target.path)
        };
        for (text, parameter, expected) in [
            (
                "/a",
                "query=Пётр и ко",
                "/a?query=%D0%9F%D1%91%D1%82%D1%80+%D0%B8+%D0%BA%D0%BE",
            ),
            ("/a?b=1", "filter[id][]=2", "/a?b=1&filter%5Bid%5D%5B%5D=2"),
            ("/a?", "b==", "/a?b=%3D"),
        ] {
            assert_eq!(with(text, parameter).as_deref(), Ok(expected));
        }
        for wrong in ["", "=1", "name"] {
            assert_eq!(
                with("/a", wrong),
                Err(RequestError::NotAParameter(wrong.to_owned()))
            );
        }
    }

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

    proptest::proptest! {
        #[test]
        fn a_path_never_becomes_a_host(text in "[a-z0-9./:@?#\\\\%-]{0,40}") {
            if let Ok(target) = Target::parse(&text) {
                let url = Url::parse(&format!("https://acme.amocrm.ru{}", target.path)).unwrap();
                proptest::prop_assert_eq!(url.authority(), "acme.amocrm.ru");
            }
        }
    }
}
