//! The address of an account: what a person may type, and the one form that is kept.

pub mod lead;
pub mod sandbox_origin;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use thiserror::Error;

use crate::domain::checked_text::checked_text;

pub use sandbox_origin::SandboxOrigin;

/// Where an account lives. An integration made on one platform does not exist on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Platform {
    /// `*.amocrm.ru`
    AmoCrm,
    /// `*.kommo.com`, and `*.amocrm.com` as it was called before October 2022.
    Kommo,
}

impl Platform {
    /// In the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::AmoCrm, Self::Kommo];

    /// The domain under which accounts live.
    pub const fn domain(self) -> &'static str {
        match self {
            Self::AmoCrm => "amocrm.ru",
            Self::Kommo => "kommo.com",
        }
    }

    /// Whose accounts live under a domain: `amocrm.com` is what Kommo's was called.
    pub fn of_domain(domain: &str) -> Option<Self> {
        match domain {
            "amocrm.ru" => Some(Self::AmoCrm),
            "amocrm.com" | "kommo.com" => Some(Self::Kommo),
            _ => None,
        }
    }

    /// The host of the platform's own pages.
    pub fn host(self) -> String {
        format!("www.{}", self.domain())
    }

    /// The page on which a person gives consent.
    pub fn consent_page(self) -> String {
        format!("https://{}/oauth", self.host())
    }

    /// The trade name, as it is written.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AmoCrm => "amoCRM",
            Self::Kommo => "Kommo",
        }
    }
}

/// The host of an account, such as `acme.amocrm.ru`: the only hosts that are ever sent a secret.
///
/// One label under `amocrm.ru`, `amocrm.com` or `kommo.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountHost(String);

checked_text!(AccountHost, AccountError);

/// Whether a text may be shown as somebody's host. A damaged token has dots too.
fn looks_like_host(text: &str) -> bool {
    let is_label = |label: &str| {
        let fits = (1..=32).contains(&label.chars().count());
        fits && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.split('.').all(is_label) && !text.starts_with("eyj") && !text.starts_with("def50200")
}

impl AccountHost {
    /// Takes a bare host and nothing else: no scheme, no port, no path.
    pub fn parse(host: &str) -> Result<Self, AccountError> {
        let host = host.to_ascii_lowercase();
        let (subdomain, domain) = host.split_once('.').ok_or(AccountError::NotAnAccount)?;
        if DOMAINS.contains(&domain) {
            check_subdomain(subdomain)?;
            Ok(Self(host))
        } else if looks_like_host(&host) {
            Err(AccountError::ForeignHost(host))
        } else {
            Err(AccountError::NotAnAccount)
        }
    }

    pub fn of(subdomain: &Subdomain, platform: Platform) -> Self {
        Self(format!("{}.{}", subdomain.0, platform.domain()))
    }

    pub fn subdomain(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    pub fn platform(&self) -> Platform {
        if self.0.ends_with(".amocrm.ru") { Platform::AmoCrm } else { Platform::Kommo }
    }

    /// Whether both names lead to one account: `amocrm.com` became `kommo.com`.
    pub fn same_account(&self, other: &Self) -> bool {
        self.platform() == other.platform() && self.subdomain() == other.subdomain()
    }
}

/// The first label of an account's host, when the platform is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subdomain(String);

impl Subdomain {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person typed where an account was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountInput {
    /// A whole address: the platform follows from it.
    Host(AccountHost),
    /// A name alone: the platform has to be asked.
    Subdomain(Subdomain),
}

/// Why a text is no account address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AccountError {
    #[error("{0} is not an address of amoCRM or Kommo")]
    ForeignHost(String),
    /// `www.amocrm.ru`, `amocrm.ru`, `developers.kommo.com`: the platform's own pages.
    #[error("{0} is a page of the platform, not an account")]
    ServiceHost(String),
    #[error("this is not an account address")]
    NotAnAccount,
}

const DOMAINS: [&str; 3] = ["amocrm.ru", "amocrm.com", "kommo.com"];

/// Names under the platforms' domains that are no accounts.
const SERVICES: [&str; 7] = ["www", "developers", "support", "help", "api", "oauth", "widgets"];

/// Reads an account address in any form in which people have it: `acme`, `acme.amocrm.ru`,
/// or the address of any page of the account.
pub fn parse_account(text: &str) -> Result<AccountInput, AccountError> {
    let text = text.trim().trim_matches(['"', '\'', '<', '>', '«', '»']).trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !is_web || authority.contains(['@', ' ', '\\']) {
        return Err(AccountError::NotAnAccount);
    }
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.');
    let host = host.to_ascii_lowercase();
    if DOMAINS.contains(&host.as_str()) {
        return Err(AccountError::ServiceHost(host));
    }
    if host.contains('.') {
        return AccountHost::parse(&host).map(AccountInput::Host);
    }
    // A name alone is a name alone: `acme/leads` or `https://acme` is a mistake worth naming.
    if authority != text {
        return Err(AccountError::NotAnAccount);
    }
    check_subdomain(&host)?;
    Ok(AccountInput::Subdomain(Subdomain(host)))
}

fn check_subdomain(label: &str) -> Result<(), AccountError> {
    if SERVICES.contains(&label) || label.starts_with("api-") {
        return Err(AccountError::ServiceHost(label.to_owned()));
    }
    is_label(label).then_some(()).ok_or(AccountError::NotAnAccount)
}

fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether a host is one label under a domain of the platforms, an account or a service of theirs.
pub fn is_platform_host(host: &str) -> bool {
    host.split_once('.').is_some_and(|(label, domain)| is_label(label) && DOMAINS.contains(&domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> AccountInput {
        AccountInput::Host(AccountHost(text.to_owned()))
    }

    /// What is cut off of a token has dots, and is shown nowhere.
    #[test]
    fn a_damaged_token_is_nobodys_host() {
        let part = "a1B2".repeat(20);
        for text in [
            format!("eyJ0eXAi.{part}.{part}"),
            format!("{part}.{part}"),
            "eyJ0.cut".to_owned(),
            "def50200aa.bb".to_owned(),
            "one_two.three".to_owned(),
        ] {
            let error = AccountHost::parse(&text).unwrap_err();
            assert_eq!(error, AccountError::NotAnAccount, "{text}");
        }
        let foreign = AccountError::ForeignHost("www.example.com".into());
        assert_eq!(AccountHost::parse("www.example.com"), Err(foreign));
    }

    #[test]
    fn every_form_people_have_is_taken() {
        for (text, expected) in [
            ("acme.amocrm.ru", host("acme.amocrm.ru")),
            ("  ACME.Kommo.com \n", host("acme.kommo.com")),
            ("https://acme.amocrm.ru/leads/pipeline/?skip_filter=1", host("acme.amocrm.ru")),
            ("http://acme.amocrm.com:443/", host("acme.amocrm.com")),
            ("\"https://acme.kommo.com\"", host("acme.kommo.com")),
            ("acme", AccountInput::Subdomain(Subdomain("acme".into()))),
            ("new-acme2", AccountInput::Subdomain(Subdomain("new-acme2".into()))),
        ] {
            assert_eq!(parse_account(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        use AccountError::{ForeignHost, NotAnAccount, ServiceHost};
        for (text, expected) in [
            ("   ", NotAnAccount),
            ("https://example.com/acme", ForeignHost("example.com".into())),
            ("acme.amocrm.ru.evil.com", ForeignHost("acme.amocrm.ru.evil.com".into())),
            ("a.b.amocrm.ru", ForeignHost("a.b.amocrm.ru".into())),
            ("https://www.amocrm.ru/oauth", ServiceHost("www".into())),
            ("amocrm.ru", ServiceHost("amocrm.ru".into())),
            ("api-b.amocrm.ru", ServiceHost("api-b".into())),
            ("https://acme@evil.com", NotAnAccount),
            ("моя компания", NotAnAccount),
            ("ftp://acme.amocrm.ru", NotAnAccount),
            ("-acme", NotAnAccount),
            ("acme/leads", NotAnAccount),
        ] {
            assert_eq!(parse_account(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn the_old_international_domain_is_the_same_account() {
        let old = AccountHost::parse("acme.amocrm.com").unwrap();
        assert!(old.same_account(&AccountHost::parse("acme.kommo.com").unwrap()));
        assert!(!old.same_account(&AccountHost::parse("acme.amocrm.ru").unwrap()));
        assert!(!old.same_account(&AccountHost::parse("evil.kommo.com").unwrap()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_the_parser(text in ".{0,80}") {
            let _ = parse_account(&text);
        }

        #[test]
        fn what_is_taken_is_a_host_that_may_be_sent_a_secret(text in "[a-z0-9./:@?#-]{0,40}") {
            if let Ok(AccountInput::Host(host)) = parse_account(&text) {
                proptest::prop_assert_eq!(AccountHost::parse(host.as_str()), Ok(host));
            }
        }
    }
}
