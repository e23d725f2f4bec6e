//! Records of every shape and size.

use jiff::Timestamp;

use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::clock_reading::Uptime;
use crate::domain::profile::{NeedsAuthorization, ProfileName};
use crate::domain::samples::credentials;
use crate::domain::secret::Secret;
use crate::domain::token_files::N8nUrl;
use crate::domain::tokens::record::{
    Connection, Draft, Grant, N8nKey, OAuthGrant, Record, Renaming,
};
use crate::domain::tokens::{HandedTo, TokenPair};

pub fn acme() -> ProfileName {
    ProfileName::parse("acme").unwrap()
}

/// A connection whose access token has `access` characters and whose refresh token has the usual
/// thousand.
fn connection(access: usize) -> Connection {
    Connection {
        host: AccountHost::parse("acme.amocrm.ru").unwrap(),
        sandbox: None,
        grant: Grant::OAuth(OAuthGrant {
            credentials: credentials(),
            tokens: TokenPair {
                access: Secret::new("e".repeat(access)),
                refresh: Secret::new(format!("def50200{}", "7b".repeat(484))),
                issued_at: "2026-11-21T09:00:00Z".parse().unwrap(),
                expires_in: 86_400,
                clock_skew: -3,
                received_after: Some(Uptime { boot: "7f3c".into(), seconds: 86_400 }),
            },
            previous_refresh: Some(Secret::new("def50200старый")),
            refreshing_since: Some("2026-11-21T09:00:00.123456789Z".parse().unwrap()),
        }),
    }
}

/// A record of somewhat more than `size` bytes.
pub fn of_size(size: usize) -> Record {
    Record { generation: 7, connection: (size > 0).then(|| connection(size)), ..Record::default() }
}

/// One of each kind.
pub fn records() -> Vec<Record> {
    let long_lived = Connection {
        host: AccountHost::parse("acme.kommo.com").unwrap(),
        sandbox: Some(SandboxOrigin::parse("http://127.0.0.1:8080").unwrap()),
        grant: Grant::LongLived {
            token: Secret::new("eyJ0.e30.c2ln"),
            expires_at: "2027-11-21T09:00:00Z".parse().unwrap(),
            issued_at: "2026-11-21T09:00:00Z".parse().unwrap(),
        },
    };
    vec![
        Record::default(),
        of_size(1100),
        Record {
            generation: u64::MAX,
            connection: Some(long_lived),
            candidate: None,
            draft: None,
            needs_authorization: Some(NeedsAuthorization {
                since: "2026-11-21T09:00:00Z".parse().unwrap(),
                hint: Some("Token has been revoked: «отозван» ✂".into()),
                lost_at: Some(Timestamp::UNIX_EPOCH),
            }),
            elsewhere_since: Some(Timestamp::UNIX_EPOCH),
            handed_to: Some(HandedTo::Place("/srv/бот/tokens.json".into())),
            n8n: vec![N8nKey {
                url: N8nUrl::parse("https://n8n.example.com").unwrap(),
                key: Secret::new("ключ"),
            }],
            renaming: Some(Renaming::From(ProfileName::parse("прежний").unwrap())),
            first_name: Some(acme()),
        },
        Record {
            generation: 3,
            connection: Some(connection(1100)),
            candidate: Some(connection(500)),
            draft: Some(Draft {
                host: AccountHost::parse("acme.amocrm.ru").unwrap(),
                sandbox: None,
                credentials: credentials(),
            }),
            ..Record::default()
        },
    ]
}
