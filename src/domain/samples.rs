//! Profiles for tests of every room.

use super::account::AccountHost;
use super::credentials::ClientId;
use super::profile::{
    AccessFacts, AccountFacts, GrantType, Profile, ProfileName, RefreshFacts, StoreKind,
};
use super::redirect_uri::RedirectUri;
use super::token::three_months_after;

/// The time at which the sample was authorized.
pub const ISSUED: &str = "2026-11-21T09:00:00Z";

/// A healthy profile, authorized at [`ISSUED`].
pub fn profile(name: &str) -> Profile {
    let issued_at = ISSUED.parse().unwrap();
    Profile {
        name: ProfileName::parse(name).unwrap(),
        host: AccountHost::parse(&format!("{name}.amocrm.ru")).unwrap(),
        grant: GrantType::OAuth,
        store: StoreKind::Keychain,
        client_id: Some(ClientId::parse("2912780f-a1e4-4d5d-a069-ee01422d8bef").unwrap()),
        redirect_uri: Some(RedirectUri::parse(RedirectUri::DEFAULT).unwrap()),
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
        created_at: issued_at,
    }
}
