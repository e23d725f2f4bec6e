//! What a text is that opens something, and whose: by comparing it with what records hold, and by what it says of itself.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::record::{Connection, Grant, Record};
use super::{Claims, TokenPair};
use crate::domain::authorize::recognize::{TextKind, recognize};
use crate::domain::secret::Secret;

/// What it is. Nobody can tell a code from a refresh token that is in no record: both are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenKind {
    AccessToken,
    LongLivedToken,
    RefreshToken,
    CodeOrRefreshToken,
    ClientSecret,
    N8nKey,
    ApiKey,
    IntegrationId,
    /// An address to which the browser was sent with a code, or its query.
    AddressWithCode,
    /// The JSON of a token endpoint.
    TokenResponse,
    /// A JWT of somebody else than amoCRM.
    ForeignToken,
    Unknown,
}

/// How a profile has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Current,
    /// A token that was got before the one in use.
    Previous,
    /// The refresh token that was given for the pair in use.
    Spent,
    /// A token that somebody else has got since.
    Newer,
    /// Of a connection that is not in use yet.
    Pending,
}

pub type Role = (GivenKind, Standing);

/// A life that is longer than that of any access token which is refreshed.
const LONG: SignedDuration = SignedDuration::from_hours(48);

impl GivenKind {
    /// By its shape, and by what a token says of itself.
    pub fn of(given: &Secret) -> Self {
        match recognize(given.expose()) {
            TextKind::Token => match Claims::of(given).filter(|it| it.account_id.is_some()) {
                Some(claims) => Self::of_claims(&claims),
                None => Self::ForeignToken,
            },
            TextKind::Code => Self::CodeOrRefreshToken,
            TextKind::ClientSecret => Self::ClientSecret,
            TextKind::ApiKey => Self::ApiKey,
            TextKind::ClientId => Self::IntegrationId,
            TextKind::RedirectedUrl | TextKind::CallbackQuery => Self::AddressWithCode,
            TextKind::TokenResponse => Self::TokenResponse,
            TextKind::Nothing
            | TextKind::Email
            | TextKind::ConsentUrl
            | TextKind::Address
            | TextKind::Unknown => Self::Unknown,
        }
    }

    fn of_claims(claims: &Claims) -> Self {
        let life = claims.expires_at().zip(claims.issued_at());
        match life.map(|(end, begin)| end.duration_since(begin)) {
            Some(life) if life > LONG => Self::LongLivedToken,
            Some(_) | None => Self::AccessToken,
        }
    }
}

impl Record {
    /// What of this record the text is. All of it is compared, in whatever place it is found.
    pub fn holds(&self, given: &Secret) -> Vec<Role> {
        let draft = self.draft.iter().map(|draft| {
            ((GivenKind::ClientSecret, Standing::Pending), draft.credentials.client_secret.secret())
        });
        let n8n = self.n8n.iter().map(|n8n| ((GivenKind::N8nKey, Standing::Current), &n8n.key));
        let connection = self.connection.iter().flat_map(|it| secrets(it, Standing::Current));
        let candidate = self.candidate.iter().flat_map(|it| secrets(it, Standing::Pending));
        connection
            .chain(candidate)
            .chain(draft)
            .chain(n8n)
            .filter_map(|(held, secret)| secret.is_same(given).then_some(held))
            .collect()
    }
}

fn secrets(connection: &Connection, standing: Standing) -> Vec<(Role, &Secret)> {
    match &connection.grant {
        Grant::OAuth(grant) => {
            let TokenPair { access, refresh, .. } = &grant.tokens;
            let own = [
                ((GivenKind::AccessToken, standing), access),
                ((GivenKind::RefreshToken, standing), refresh),
                ((GivenKind::ClientSecret, standing), grant.credentials.client_secret.secret()),
            ];
            let spent = |secret| ((GivenKind::RefreshToken, Standing::Spent), secret);
            own.into_iter().chain(grant.previous_refresh.iter().map(spent)).collect()
        }
        Grant::LongLived { token, .. } => vec![((GivenKind::LongLivedToken, standing), token)],
    }
}

/// What a token has in common with a connection that does not hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// The same account, integration and user.
    Same(Role),
    /// The same account alone.
    Account,
}

impl Claims {
    pub fn kinship(&self, connection: &Connection) -> Option<Kinship> {
        let own = Self::of(connection.access())?;
        let account = self.account_id?;
        if own.account_id? != account {
            return None;
        }
        let same_client = own.client_id.is_some() && own.client_id == self.client_id;
        if !same_client || own.user_id != self.user_id {
            return Some(Kinship::Account);
        }
        let standing = if self.iat > own.iat { Standing::Newer } else { Standing::Previous };
        Some(Kinship::Same((GivenKind::of_claims(self), standing)))
    }
}

/// What a token says of itself, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    pub account_id: u64,
    pub client_id: Option<String>,
    pub user_id: Option<String>,
    pub issued_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
}

impl Said {
    /// `None` where it does not say whose it is.
    pub fn by(claims: &Claims) -> Option<Self> {
        Some(Self {
            account_id: claims.account_id?,
            client_id: claims.client_id.clone(),
            user_id: claims.user_id.clone(),
            issued_at: claims.issued_at(),
            expires_at: claims.expires_at(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountHost;
    use crate::domain::samples::jwt;

    const OWN: &str = r#"{"aud":"one","account_id":7,"sub":"1","iat":100,"exp":86500}"#;

    fn connection() -> Connection {
        let (expires_at, issued_at) = (Timestamp::MAX, Timestamp::UNIX_EPOCH);
        let grant = Grant::LongLived { token: jwt(OWN), expires_at, issued_at };
        Connection { host: AccountHost::parse("acme.amocrm.ru").unwrap(), sandbox: None, grant }
    }

    #[test]
    fn a_token_that_nobody_has_is_traced_by_its_account_integration_and_user() {
        let same = |kind, standing| Some(Kinship::Same((kind, standing)));
        for (claims, expected) in [
            (OWN.replace("100", "99"), same(GivenKind::AccessToken, Standing::Previous)),
            (OWN.replace("100", "101"), same(GivenKind::AccessToken, Standing::Newer)),
            (OWN.replace("86500", "864000"), same(GivenKind::LongLivedToken, Standing::Previous)),
            (OWN.replace("one", "two"), Some(Kinship::Account)),
            (OWN.replace("\"1\"", "\"2\""), Some(Kinship::Account)),
            (OWN.replace(":7", ":8"), None),
            ("{}".to_owned(), None),
        ] {
            let given = Claims::of(&jwt(&claims)).unwrap();
            assert_eq!(given.kinship(&connection()), expected, "{claims}");
        }
        assert_eq!(GivenKind::of(&jwt("{}")), GivenKind::ForeignToken);
    }
}
