//! Profiles for tests of every room.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::account::AccountHost;
use super::profile::{
    AccessFacts, AccountFacts, GrantType, Profile, ProfileName, RefreshFacts, StoreKind,
};
use crate::domain::authorize::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::authorize::question::Question;
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::secret::Secret;
use crate::domain::tokens::three_months_after;

pub const QUESTIONS: [Question; 9] = [
    Question::Account,
    Question::ClientId,
    Question::ClientSecret,
    Question::RedirectUri,
    Question::Landed,
    Question::Code,
    Question::LongLived,
    Question::Login,
    Question::ApiKey,
];

/// The time at which the sample was authorized.
pub const ISSUED: &str = "2026-11-21T09:00:00Z";

pub const CLIENT_ID: &str = "2912780f-a1e4-4d5d-a069-ee01422d8bef";

/// A code as long as a real one.
pub fn code() -> String {
    format!("def50200{}", "ab".repeat(452))
}

/// An access token with these claims.
pub fn jwt(claims: &str) -> Secret {
    let claims = URL_SAFE_NO_PAD.encode(claims);
    Secret::new(format!("eyJ0eXAiOiJKV1QifQ.{claims}.c2lnbmF0dXJl"))
}

pub fn credentials() -> Credentials {
    Credentials {
        client_id: ClientId::parse(CLIENT_ID).unwrap(),
        client_secret: ClientSecret::parse(&"a1B2".repeat(16)).unwrap(),
        redirect_uri: RedirectUri::parse(RedirectUri::DEFAULT).unwrap(),
    }
}

/// A healthy profile, authorized at [`ISSUED`].
pub fn profile(name: &str) -> Profile {
    let issued_at = ISSUED.parse().unwrap();
    let Credentials { client_id, redirect_uri, .. } = credentials();
    Profile {
        name: ProfileName::parse(name).unwrap(),
        host: AccountHost::parse(&format!("{name}.amocrm.ru")).unwrap(),
        grant: GrantType::OAuth,
        store: StoreKind::Keychain,
        client_id: Some(client_id),
        redirect_uri: Some(redirect_uri),
        sandbox: None,
        generation: 1,
        account: Some(AccountFacts {
            id: 31337,
            name: "Geo Drive".into(),
            user_id: Some(504_141),
            user_name: None,
        }),
        scopes: vec!["crm".into(), "notifications".into()],
        access: Some(AccessFacts {
            expires_at: "2026-11-22T09:00:00Z".parse().unwrap(),
            lifetime: 86_400,
            fingerprint: "3f9a1c".into(),
            refused_at: None,
        }),
        refresh: Some(RefreshFacts {
            issued_at,
            estimated_expiry: three_months_after(issued_at),
            fingerprint: "77b0e2".into(),
        }),
        clock_skew: 0,
        last_refresh: None,
        needs_authorization: None,
        elsewhere_since: None,
        note: None,
        first_name: None,
        created_at: issued_at,
    }
}
