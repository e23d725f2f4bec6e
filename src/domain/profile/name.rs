//! The name a person gave to one account connected through one integration.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::account::AccountHost;
use crate::domain::checked_text::checked_text;
use crate::domain::shell::quoted;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProfileName(String);

checked_text!(ProfileName, BadProfileName);

/// A name that cannot be used: names go into file names, commands and keychain entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a profile name has 1 to 64 letters, digits, single spaces and signs such as . - _ ' \" « » & ( ), and begins with a letter, a digit or a quotation mark"
)]
pub struct BadProfileName;

const QUOTES: &str = "'\"«»„“”’";
const SIGNS: &str = " .-_&+(),!№";

impl ProfileName {
    pub fn parse(text: &str) -> Result<Self, BadProfileName> {
        let text = text.trim();
        // No slash, and nothing in front that a command would take for an option.
        let is_name = text.starts_with(|c: char| c.is_alphanumeric() || QUOTES.contains(c))
            && text.chars().all(|c| c.is_alphanumeric() || QUOTES.contains(c) || SIGNS.contains(c))
            && text.chars().any(char::is_alphanumeric)
            && !text.contains("  ")
            && text.chars().count() <= 64;
        is_name.then(|| Self(text.to_owned())).ok_or(BadProfileName)
    }

    /// As a word of a command line.
    pub fn in_shell(&self) -> String {
        quoted(&self.0)
    }

    /// The name that is offered for an account: its subdomain, numbered when it is taken.
    pub fn for_account(host: &AccountHost, taken: impl Fn(&Self) -> bool) -> Self {
        let base = host.subdomain();
        std::iter::once(base.to_owned())
            .chain((2..=9999).map(|n| format!("{base}-{n}")))
            .map(Self)
            .find(|name| !taken(name))
            .unwrap_or_else(|| Self(base.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::shell::words;

    #[test]
    fn names_fit_files_commands_and_keychains() {
        for name in ["acme", "acme-2", "аренда", "a.b_c", "ООО «Ромашка»", "\"Bob's\" (2 & 3)"]
        {
            let parsed = ProfileName::parse(name).unwrap();
            assert_eq!(parsed.as_str(), name);
            assert_eq!(words(&parsed.in_shell()).unwrap(), [name]);
        }
        for name in [
            "",
            "-x",
            ".x",
            "a/b",
            "a  b",
            "a\u{a0}b",
            "a\u{0}",
            "..",
            "«»",
            "a\\b",
            "$(a)",
            "a;b",
            "a\u{202e}b",
            &"x".repeat(65),
        ] {
            assert_eq!(ProfileName::parse(name), Err(BadProfileName), "{name}");
        }
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let host = AccountHost::parse("acme.amocrm.ru").unwrap();
        let taken = |name: &ProfileName| matches!(name.as_str(), "acme" | "acme-2");
        assert_eq!(ProfileName::for_account(&host, taken).as_str(), "acme-3");
    }
}
