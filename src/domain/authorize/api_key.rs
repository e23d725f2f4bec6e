//! The login and the API key of an account from before 2020: once they were a way in of their own.

use crate::domain::authorize::input_error::{InputError, expect};
use crate::domain::authorize::recognize::{TextKind, recognize, tidy};
use crate::domain::secret::Secret;

/// What an old account gives instead of consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The e-mail address by which its owner signs in.
    pub login: String,
    /// The key from the owner's profile.
    pub key: Secret,
}

pub fn parse_login(text: &str) -> Result<String, InputError> {
    expect(TextKind::Email, text)
}

pub fn parse_key(text: &str) -> Result<Secret, InputError> {
    let tidied = tidy(text);
    // Nobody has written down what all of them look like.
    let is_plausible =
        (16..64).contains(&tidied.len()) && tidied.bytes().all(|b| b.is_ascii_alphanumeric());
    match recognize(text) {
        TextKind::ApiKey => Ok(Secret::new(tidied)),
        TextKind::Unknown if is_plausible => Ok(Secret::new(tidied)),
        other => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_an_e_mail_address() {
        assert_eq!(parse_login(" a@b.ru\n"), Ok("a@b.ru".to_owned()));
        for text in ["a", "a@b", "@b.ru", "a@b@c.ru"] {
            assert_eq!(parse_login(text), Err(InputError::Shape), "{text}");
        }
    }

    #[test]
    fn a_key_of_another_length_is_taken_unless_it_is_a_word() {
        assert!(parse_key(&"a1B2".repeat(5)).is_ok());
        assert_eq!(parse_key("short"), Err(InputError::Shape));
    }
}
