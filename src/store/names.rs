//! Profile names where case and alphabet cannot be trusted: file systems, Windows' credentials.

use sha2::{Digest, Sha256};

use crate::domain::profile::ProfileName;
use crate::domain::secret::hex;

/// Lower-case ASCII as it is, everything else as `%` and two digits for each byte. Two names that
/// differ only in case, or in the form of their accents, stay two names.
pub(super) fn percent_encoded(profile: &ProfileName) -> String {
    profile.as_str().bytes().fold(String::new(), |mut name, byte| {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => name.push(char::from(byte)),
            other => {
                name.push('%');
                name.push_str(&hex([&other]));
            }
        }
        name
    })
}

/// The same for a file, whose name may have 255 bytes, and on Windows must not be `con` or `nul`.
pub(super) fn file_stem(profile: &ProfileName) -> String {
    let plain = percent_encoded(profile);
    if plain.len() <= 200 {
        format!("profile-{plain}")
    } else {
        format!("hashed-{}", hex(Sha256::digest(plain.as_bytes()).iter()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_profiles_share_a_file_on_any_system() {
        let long = "я".repeat(64);
        let other = format!("{}ю", "я".repeat(63));
        let names = [
            "acme",
            "Acme",
            "aCme",
            "con",
            "аренда",
            "Аренда",
            "a.b",
            "a b",
            "\"a\"",
            &long,
            &other,
            "\u{e9}",
            "e\u{e9}",
        ];
        let files: HashSet<String> = names
            .iter()
            .map(|name| file_stem(&ProfileName::parse(name).unwrap()).to_lowercase())
            .collect();
        assert_eq!(files.len(), names.len());
        assert!(files.iter().all(|name| name.is_ascii() && name.len() < 240));
        assert_eq!(file_stem(&ProfileName::parse("Acme-2").unwrap()), "profile-%41cme-2");
    }

    proptest::proptest! {
        #[test]
        fn a_file_tells_its_profile(one in "\\w[\\w. '«-]{0,63}", two in "\\w[\\w. '«-]{0,63}") {
            if let (Ok(one), Ok(two)) = (ProfileName::parse(&one), ProfileName::parse(&two)) {
                proptest::prop_assert_eq!(
                    one == two,
                    file_stem(&one).to_lowercase() == file_stem(&two).to_lowercase()
                );
            }
        }
    }
}
