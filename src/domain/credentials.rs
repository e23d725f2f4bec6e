//! The three texts of an integration, each checked as its field is left.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::pasted::{Kind, recognize, tidy};
use super::redirect_uri::RedirectUri;
use super::secret::{self, Secret};

/// The integration ID («ID интеграции», OAuth `client_id`): a UUID in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

/// The secret key («Секретный ключ», OAuth `client_secret`): 64 letters and digits as a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientSecret(#[serde(with = "secret::exposed")] Secret);

/// What an integration is known by at the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// The integration ID.
    pub client_id: ClientId,
    /// The secret key.
    pub client_secret: ClientSecret,
    /// The redirect URI exactly as it is registered.
    pub redirect_uri: RedirectUri,
}

/// Why a text does not belong into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FieldError {
    /// Nothing was typed.
    #[error("the field is empty")]
    Empty,
    /// It is something else, and we know what.
    #[error("this is something else: {0:?}")]
    Recognized(Kind),
    /// It is not of the shape the field has.
    #[error("this does not have the right shape")]
    Shape,
}

/// What is worth saying about a secret key that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretNote {
    /// Secret keys seen so far had 64 characters.
    UnusualLength,
}

impl ClientId {
    /// Checks and lowers a UUID.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = tidy(text);
        match recognize(&text) {
            Kind::Nothing => Err(FieldError::Empty),
            Kind::ClientId => Ok(Self(text.to_ascii_lowercase())),
            Kind::Unknown => Err(FieldError::Shape),
            other => Err(FieldError::Recognized(other)),
        }
    }

    /// The UUID.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The beginning and the end, as it is shown where space is short.
    pub fn short(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        let (Some(head), Some(tail)) = (chars.get(..8), chars.get(chars.len().saturating_sub(5)..))
        else {
            return self.0.clone();
        };
        format!(
            "{}…{}",
            head.iter().collect::<String>(),
            tail.iter().collect::<String>()
        )
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ClientId {
    type Error = FieldError;
    fn try_from(text: String) -> Result<Self, FieldError> {
        Self::parse(&text)
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl ClientSecret {
    /// Takes what can be a secret key. Only the shapes of *other* things are refused: how long a
    /// secret key is, is amoCRM's affair.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        match recognize(text) {
            Kind::Nothing => Err(FieldError::Empty),
            Kind::ClientSecret => Ok(Self(Secret::new(tidy(text)))),
            Kind::Unknown if plausible_secret(text.trim()) => Ok(Self(Secret::new(text.trim()))),
            Kind::Unknown => Err(FieldError::Shape),
            other => Err(FieldError::Recognized(other)),
        }
    }

    /// The secret itself.
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// Something worth saying beside the field.
    pub fn note(&self) -> Option<SecretNote> {
        (self.0.chars() != 64).then_some(SecretNote::UnusualLength)
    }
}

fn plausible_secret(text: &str) -> bool {
    (16..=512).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "2912780f-a1e4-4d5d-a069-ee01422d8bef";

    #[test]
    fn an_id_is_a_uuid_in_lower_case() {
        assert_eq!(
            ClientId::parse(&format!(" {} ", ID.to_uppercase()))
                .unwrap()
                .as_str(),
            ID
        );
        assert_eq!(ClientId::parse(ID).unwrap().short(), "2912780f…d8bef");
        assert_eq!(ClientId::parse(""), Err(FieldError::Empty));
        assert_eq!(ClientId::parse("hello"), Err(FieldError::Shape));
    }

    #[test]
    fn a_text_in_the_wrong_field_is_named() {
        let secret = "a1B2".repeat(16);
        assert_eq!(
            ClientId::parse(&secret),
            Err(FieldError::Recognized(Kind::ClientSecret))
        );
        assert_eq!(
            ClientSecret::parse(ID),
            Err(FieldError::Recognized(Kind::ClientId))
        );
        let code = format!("def50200{}", "ab".repeat(452));
        assert_eq!(
            ClientSecret::parse(&code),
            Err(FieldError::Recognized(Kind::Code))
        );
        assert_eq!(
            ClientSecret::parse("https://acme.amocrm.ru/leads"),
            Err(FieldError::Recognized(Kind::Address))
        );
    }

    #[test]
    fn a_secret_of_an_unusual_length_is_taken_with_a_note() {
        assert_eq!(
            ClientSecret::parse(&"a1B2".repeat(16)).unwrap().note(),
            None
        );
        let long = ClientSecret::parse(&"a1B2".repeat(20)).unwrap();
        assert_eq!(long.note(), Some(SecretNote::UnusualLength));
        assert_eq!(ClientSecret::parse("short"), Err(FieldError::Shape));
        assert_eq!(
            ClientSecret::parse("секретный ключ из письма"),
            Err(FieldError::Shape)
        );
    }
}
