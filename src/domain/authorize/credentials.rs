//! The three texts of an integration, each checked as its field is left.

use serde::{Deserialize, Serialize};

use crate::domain::account::Platform;
use crate::domain::authorize::input_error::{InputError, expect};
use crate::domain::authorize::recognize::{CLIENT_SECRET, TextKind, recognize, tidy};
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::checked_text::checked_text;
use crate::domain::profile::Profile;
use crate::domain::secret::{Secret, serialize_exposed};

/// The integration ID («ID интеграции», OAuth `client_id`): a UUID in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

checked_text!(ClientId, InputError);

/// The secret key («Секретный ключ», OAuth `client_secret`): 64 letters and digits as a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientSecret(#[serde(serialize_with = "serialize_exposed")] Secret);

/// What an integration is known by at the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    pub client_id: ClientId,
    pub client_secret: ClientSecret,
    pub redirect_uri: RedirectUri,
}

impl ClientId {
    pub fn parse(text: &str) -> Result<Self, InputError> {
        expect(TextKind::ClientId, text).map(|id| Self(id.to_ascii_lowercase()))
    }

    /// A profile of the other platform that uses this integration: it does not exist on this one. What a stand-in calls
    /// its integrations tells nothing.
    pub fn elsewhere<'a>(
        &self,
        profiles: &'a [Profile],
        platform: Platform,
    ) -> Option<&'a Profile> {
        profiles.iter().find(|profile| {
            profile.client_id.as_ref() == Some(self)
                && profile.host.platform() != platform
                && profile.sandbox.is_none()
        })
    }

    /// `2912780f…d8bef`, as it is shown where space is short.
    pub fn short(&self) -> String {
        let tail = self.0.len().saturating_sub(5);
        match (self.0.get(..8), self.0.get(tail..)) {
            (Some(head), Some(tail)) => format!("{head}…{tail}"),
            _ => self.0.clone(),
        }
    }
}

impl ClientSecret {
    /// Takes what can be a secret key. Only the shapes of *other* things are refused: how long a
    /// secret key is, is amoCRM's affair.
    pub fn parse(text: &str) -> Result<Self, InputError> {
        match recognize(text) {
            TextKind::ClientSecret => Ok(Self(Secret::new(tidy(text)))),
            TextKind::Unknown if is_plausible(text.trim()) => Ok(Self(Secret::new(text.trim()))),
            other => Err(other.into()),
        }
    }

    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// Secret keys seen so far had 64 characters; another length is taken with a note.
    pub fn has_usual_length(&self) -> bool {
        self.0.chars() == CLIENT_SECRET
    }
}

fn is_plausible(secret: &str) -> bool {
    (16..=512).contains(&secret.len()) && secret.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::CLIENT_ID as ID;

    #[test]
    fn an_id_is_a_uuid_in_lower_case() {
        assert_eq!(ClientId::parse(&format!(" {} ", ID.to_uppercase())).unwrap().as_str(), ID);
        assert_eq!(ClientId::parse(ID).unwrap().short(), "2912780f…d8bef");
    }

    #[test]
    fn a_secret_of_an_unusual_length_is_taken_with_a_note() {
        assert!(ClientSecret::parse(&"a1B2".repeat(16)).unwrap().has_usual_length());
        let long = ClientSecret::parse(&"a1B2".repeat(20)).unwrap();
        assert!(!long.has_usual_length());
        assert_eq!(ClientSecret::parse("short"), Err(InputError::Shape));
    }
}
