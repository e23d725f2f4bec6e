//! The login and the API key of an account from before 2020: once they were a way in of their own.

use super::credentials::FieldError;
use super::pasted::{Kind, recognize, tidy};
use super::secret::Secret;

/// What an old account gives instead of consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The e-mail address by which its owner signs in.
    pub login: String,
    /// The key from the owner's profile.
    pub key: Secret,
}

/// Reads a login: an e-mail address.
pub fn parse_login(text: &str) -> Result<String, FieldError> {
    match recognize(text) {
        Kind::Nothing => Err(FieldError::Empty),
        Kind::Email => Ok(tidy(text)),
        Kind::Unknown => Err(FieldError::Shape),
        other => Err(FieldError::Recognized(other)),
    }
}

/// Reads a key.
pub fn parse_key(text: &str) -> Result<Secret, FieldError> {
    match recognize(text) {
        Kind::Nothing => Err(FieldError::Empty),
        Kind::ApiKey => Ok(Secret::new(tidy(text))),
        // Nobody has written down what all of them look like.
        Kind::Unknown if is_plausible(&tidy(text)) => Ok(Secret::new(tidy(text))),
        Kind::Unknown => Err(FieldError::Shape),
        other => Err(FieldError::Recognized(other)),
    }
}

fn is_plausible(text: &str) -> bool {
    (16..64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_an_e_mail_address() {
        assert_eq!(parse_login(" a@b.ru\n"), Ok("a@b.ru".to_owned()));
        for text in ["a", "a@b", "@b.ru", "a@b@c.ru"] {
            assert_eq!(parse_login(text), Err(FieldError::Shape), "{text}");
        }
        assert_eq!(parse_login(""), Err(FieldError::Empty));
        assert_eq!(
            parse_login("https://acme.amocrm.ru/leads"),
            Err(FieldError::Recognized(Kind::Address))
        );
    }

    #[test]
    fn a_key_is_shorter_than_a_secret_key() {
        assert!(parse_key(&"a1".repeat(20)).is_ok());
        assert_eq!(parse_key("short"), Err(FieldError::Shape));
        assert_eq!(
            parse_key(&"a1B2".repeat(16)),
            Err(FieldError::Recognized(Kind::ClientSecret))
        );
    }
}
