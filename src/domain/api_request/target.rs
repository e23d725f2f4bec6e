//! Where a request goes: to a path of the profile's account, and to no other host.

use url::{Url, form_urlencoded};

use super::RequestError;
use crate::domain::account::AccountHost;
use crate::domain::url_parts::has_userinfo;

/// A path and its query, and the account that was named with it, if one was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    host: Option<AccountHost>,
    path: String,
}

impl Target {
    /// Takes a path, with or without the slash before `api/`, or the whole address of something in an account.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        // An address may be searched for: `?query=https://example.com`.
        let is_scheme = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric());
        if text.split_once("://").is_some_and(|(before, _)| is_scheme(before)) {
            return Self::address(text);
        }
        let slash = match text {
            _ if text.starts_with('/') => "",
            _ if text.starts_with("api/") => "/",
            _ => return Err(RequestError::NotAPath(text.to_owned())),
        };
        let path = text.split('#').next().unwrap_or_default();
        Ok(Self { host: None, path: format!("{slash}{path}") })
    }

    fn address(text: &str) -> Result<Self, RequestError> {
        let foreign = || RequestError::Foreign(text.to_owned());
        let url = Url::parse(text).map_err(|_| foreign())?;
        let host = url.host_str().and_then(|host| AccountHost::parse(host).ok());
        if url.scheme() != "https" || url.port().is_some() || has_userinfo(&url) || host.is_none() {
            return Err(foreign());
        }
        let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
        Ok(Self { host, path: format!("{}{query}", url.path()) })
    }

    /// With one more parameter, `NAME=VALUE`.
    pub fn with(mut self, parameter: &str) -> Result<Self, RequestError> {
        let (name, value) = parameter
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| RequestError::NotAParameter(parameter.to_owned()))?;
        let pair =
            form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
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
            ("api/v4/leads?query=https://example.com", "/api/v4/leads?query=https://example.com"),
            ("https://acme.amocrm.ru/api/v4/leads?page=2", "/api/v4/leads?page=2"),
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
            Target::parse(text)?.with(parameter).map(|target| target.path)
        };
        for (text, parameter, expected) in [
            ("/a", "query=Пётр и ко", "/a?query=%D0%9F%D1%91%D1%82%D1%80+%D0%B8+%D0%BA%D0%BE"),
            ("/a?b=1", "filter[id][]=2", "/a?b=1&filter%5Bid%5D%5B%5D=2"),
            ("/a?", "b==", "/a?b=%3D"),
        ] {
            assert_eq!(with(text, parameter).as_deref(), Ok(expected));
        }
        for wrong in ["", "=1", "name"] {
            assert_eq!(with("/a", wrong), Err(RequestError::NotAParameter(wrong.to_owned())));
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
