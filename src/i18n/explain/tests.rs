//! Every trouble has its words, and nothing the other side said is lost.

use std::collections::BTreeSet;

use super::*;
use crate::domain::lang::Lang;
use crate::domain::profile::StoreKind;
use crate::domain::tokens::sealed_file::SealedFileError;

const SEALED_FILE_ERRORS: [SealedFileError; 13] = [
    SealedFileError::Absent,
    SealedFileError::Exists,
    SealedFileError::Foreign,
    SealedFileError::Newer,
    SealedFileError::Damaged,
    SealedFileError::Unusable,
    SealedFileError::Held,
    SealedFileError::WrongKey,
    SealedFileError::NoKey,
    SealedFileError::KeyExposed,
    SealedFileError::KeyNotOurs,
    SealedFileError::KeyNotMade,
    SealedFileError::KeyUnusable,
];

/// One of every cause, two where what is known changes the words.
fn causes() -> Vec<Cause> {
    let name = || "acme".to_owned();
    vec![
        Cause::PortTaken { port: 18497, holder: None },
        Cause::PortTaken { port: 18497, holder: Some("php (4711)".into()) },
        Cause::PortForbidden { port: 80 },
        Cause::Denied,
        Cause::ConsentTimedOut,
        Cause::WrongAttempt,
        Cause::WrongAccount { expected: name(), got: "other".into() },
        Cause::TokensOfAnotherAccount { expected: name(), got: "other".into() },
        Cause::MovesServer { from: "acme.amocrm.ru".into(), to: "http://127.0.0.1:8080".into() },
        Cause::WrongIntegration,
        Cause::AnotherAccount { expected: "7".into(), got: "666".into() },
        Cause::TokenOfAnotherProfile { name: name() },
        Cause::CodeExpired,
        Cause::CodeUsed,
        Cause::CodeGarbled,
        Cause::CodeOfAnotherIntegration,
        Cause::RedirectUriMismatch,
        Cause::InvalidAccount,
        Cause::MissingParameter { name: "code".into() },
        Cause::WrongClient,
        Cause::TokenRevoked,
        Cause::AnswerLost { at: jiff::Timestamp::UNIX_EPOCH },
        Cause::TokenOfAnotherIntegration,
        Cause::TokenGarbled,
        Cause::TokenExpired,
        Cause::LongLivedEnded,
        Cause::LongLivedGarbled,
        Cause::LongLivedRefused,
        Cause::ApiKeyRefused,
        Cause::ApiKeysGone,
        Cause::Refused,
        Cause::Unauthorized,
        Cause::SubscriptionOver,
        Cause::Blocked,
        Cause::Forbidden,
        Cause::NoSuchAccount,
        Cause::NothingFound,
        Cause::BadRequest,
        Cause::TooManyRequests { retry_after: None },
        Cause::TooManyRequests { retry_after: Some(61) },
        Cause::ServerError,
        Cause::BadAnswer,
        Cause::Unreachable,
        Cause::TimedOut,
        Cause::Untrusted,
        Cause::StoreLocked,
        Cause::StoreMissing,
        Cause::StoreTimedOut,
        Cause::StoreFull,
        Cause::StoreReadOnly,
        Cause::StoreDamaged,
        Cause::StoreDoubled,
        Cause::StoreNewer,
        Cause::StoreNotListable,
        Cause::LedgerDamaged,
        Cause::RowUnreadable { name: "acme".into() },
        Cause::LedgerNewer,
        Cause::DiskFull,
        Cause::LedgerUnavailable,
        Cause::Busy { holder: None },
        Cause::Busy { holder: Some("amokey (4711)".into()) },
        Cause::NoBrowser,
        Cause::NoSuchProfile { name: name(), near: Vec::new() },
        Cause::NoSuchProfile { name: name(), near: vec![name()] },
        Cause::NameTaken { name: name() },
        Cause::RecordMissing { name: name() },
        Cause::NeedsAuthorization { name: name() },
        Cause::Elsewhere { name: name() },
        Cause::Packed { name: name(), file: name() },
        Cause::InAnotherStore { name: name(), store: StoreKind::File },
        Cause::InBothStores { name: name() },
        Cause::Internal,
    ]
    .into_iter()
    .chain(
        [Exposure::NotOurs, Exposure::Writable { mode: 0o777 }, Exposure::Dangling]
            .map(|exposure| Cause::HomeRefused { exposure, path: "/home/me/amo key".into() }),
    )
    .chain(SEALED_FILE_ERRORS.map(|fault| Cause::Sealed { fault, path: "/home/me/amo key".into() }))
    .collect()
}

#[test]
fn the_causes_of_these_tests_are_all_there_are() {
    let tried: BTreeSet<String> = causes().iter().map(|cause| message(cause).0).collect();
    let known: BTreeSet<String> = include_str!("../../../assets/locales/en/trouble.ftl")
        .lines()
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
        .filter(|id| id.starts_with("trouble"))
        .map(|id| id.trim_end_matches("-why").trim_end_matches("-next").to_owned())
        .collect();
    assert_eq!(tried, known);
}

#[test]
fn every_cause_has_a_reason_and_a_remedy_in_every_language() {
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        for cause in causes() {
            let said = words.explain(&cause.clone().into());
            for part in [Some(said.what), said.why, said.next] {
                let part = part.unwrap_or_default();
                // What has no value is left in braces; what has no words is its own name.
                let whole = !part.is_empty() && !part.contains(['{', '}', '$']);
                let said = whole && !part.starts_with("trouble");
                assert!(said, "{}: {cause:?}: {part:?}", lang.code());
            }
        }
    }
}

#[test]
fn values_are_said() {
    let values: [(Cause, &[&str]); 5] = [
        (
            Cause::PortTaken { port: 18497, holder: Some("php (4711)".into()) },
            &["18497", "php (4711)"],
        ),
        (Cause::WrongAccount { expected: "acme".into(), got: "other".into() }, &["acme", "other"]),
        (Cause::NoSuchProfile { name: "acme".into(), near: Vec::new() }, &["acme"]),
        (Cause::NameTaken { name: "acme".into() }, &["acme"]),
        (Cause::Busy { holder: Some("amokey (4711)".into()) }, &["amokey (4711)"]),
    ];
    for words in Lang::ALL.map(Catalog::new) {
        for (cause, values) in &values {
            let what = words.explain(&cause.clone().into()).what;
            assert!(values.iter().all(|value| what.contains(value)), "{what}");
        }
    }
}

#[test]
fn what_the_other_side_said_is_kept_to_the_letter() {
    let trouble = Trouble {
        cause: Cause::TokenRevoked,
        detail: Detail {
            hint: Some("Token has been revoked".into()),
            status: Some(401),
            request_id: Some("5f0c".into()),
            note: Some("os error 111".into()),
        },
    };
    let details = Lang::ALL.map(|lang| Catalog::new(lang).explain(&trouble).details.unwrap());
    let said = |request: &str| {
        format!("Token has been revoked · HTTP 401 · {request} 5f0c · os error 111")
    };
    assert_eq!(details, [said("запрос"), said("запит"), said("request")]);
    let bare = Catalog::new(Lang::En).explain(&Cause::Denied.into());
    assert_eq!(bare.details, None);
}
