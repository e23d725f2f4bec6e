//! A trouble in words: what happened, why, and what to do about it.

use super::{Arg, Catalog};
use crate::domain::exposure::Exposure;
use crate::domain::sealed::Fault;
use crate::domain::shell::quoted;
use crate::domain::trouble::{Cause, Detail, Trouble};

/// The words. Which key or command mends it is known by whoever shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, in one sentence.
    pub what: String,
    /// Why, as far as it is known.
    pub why: Option<String>,
    /// What to do.
    pub next: Option<String>,
    /// For those who search for it: amoCRM's hint, the status, the request's number, the system's words.
    pub details: Option<String>,
}

impl Catalog {
    /// Says a trouble.
    pub fn explain(&self, trouble: &Trouble) -> Explanation {
        let id = id(&trouble.cause);
        let values = values(&trouble.cause);
        Explanation {
            what: self.say(id, &values),
            why: self.find(&format!("{id}-why"), &values),
            next: self.find(&format!("{id}-next"), &values),
            details: self.details(&trouble.detail),
        }
    }

    fn details(&self, detail: &Detail) -> Option<String> {
        let Detail {
            hint,
            status,
            request_id,
            note,
        } = detail;
        let parts = [
            hint.clone(),
            status.map(|status| format!("HTTP {status}")),
            request_id
                .as_deref()
                .map(|id| self.say("detail-request", &[("id", id.into())])),
            note.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// The message of a cause; its reasons and remedies are named after it.
const fn id(cause: &Cause) -> &'static str {
    match cause {
        Cause::PortTaken { holder: None, .. } => "trouble-port-taken",
        Cause::PortTaken {
            holder: Some(_), ..
        } => "trouble-port-taken-by",
        Cause::PortForbidden { .. } => "trouble-port-forbidden",
        Cause::Denied => "trouble-denied",
        Cause::ConsentTimedOut => "trouble-consent-timed-out",
        Cause::WrongAttempt => "trouble-wrong-attempt",
        Cause::WrongAccount { .. } => "trouble-wrong-account",
        Cause::TokensOfAnotherAccount { .. } => "trouble-tokens-of-another-account",
        Cause::MovesServer { .. } => "trouble-moves-server",
        Cause::WrongIntegration => "trouble-wrong-integration",
        Cause::AnotherAccount { .. } => "trouble-another-account",
        Cause::TokenOfAnotherProfile { .. } => "trouble-token-of-another-profile",
        Cause::CodeExpired => "trouble-code-expired",
        Cause::CodeUsed => "trouble-code-used",
        Cause::CodeGarbled => "trouble-code-garbled",
        Cause::CodeOfAnotherIntegration => "trouble-code-of-another-integration",
        Cause::RedirectUriMismatch => "trouble-redirect-uri-mismatch",
        Cause::InvalidAccount => "trouble-invalid-account",
        Cause::MissingParameter { .. } => "trouble-missing-parameter",
        Cause::WrongClient => "trouble-wrong-client",
        Cause::TokenRevoked => "trouble-token-revoked",
        Cause::AnswerLost { .. } => "trouble-answer-lost",
        Cause::TokenOfAnotherIntegration => "trouble-token-of-another-integration",
        Cause::TokenGarbled => "trouble-token-garbled",
        Cause::TokenExpired => "trouble-token-expired",
        Cause::LongLivedEnded => "trouble-long-lived-ended",
        Cause::LongLivedGarbled => "trouble-long-lived-garbled",
        Cause::LongLivedRefused => "trouble-long-lived-refused",
        Cause::ApiKeyRefused => "trouble-api-key-refused",
        Cause::ApiKeysGone => "trouble-api-keys-gone",
        Cause::Refused => "trouble-refused",
        Cause::Unauthorized => "trouble-unauthorized",
        Cause::SubscriptionOver => "trouble-subscription-over",
        Cause::Blocked => "trouble-blocked",
        Cause::Forbidden => "trouble-forbidden",
        Cause::NoSuchAccount => "trouble-no-such-account",
        Cause::NothingFound => "trouble-nothing-found",
        Cause::BadRequest => "trouble-bad-request",
        Cause::TooManyRequests { retry_after: None } => "trouble-too-many-requests",
        Cause::TooManyRequests {
            retry_after: Some(_),
        } => "trouble-too-many-requests-for",
        Cause::ServerError => "trouble-server-error",
        Cause::BadAnswer => "trouble-bad-answer",
        Cause::Unreachable => "trouble-unreachable",
        Cause::TimedOut => "trouble-timed-out",
        Cause::Untrusted => "trouble-untrusted",
        Cause::StoreLocked => "trouble-store-locked",
        Cause::StoreMissing => "trouble-store-missing",
        Cause::StoreTimedOut => "trouble-store-timed-out",
        Cause::StoreFull => "trouble-store-full",
        Cause::StoreReadOnly => "trouble-store-read-only",
        Cause::StoreDamaged => "trouble-store-damaged",
        Cause::StoreDoubled => "trouble-store-doubled",
        Cause::StoreNewer => "trouble-store-newer",
        Cause::StoreNotListable => "trouble-store-not-listable",
        Cause::InAnotherStore { .. } => "trouble-in-another-store",
        Cause::InBothStores { .. } => "trouble-in-both-stores",
        Cause::Sealed { fault, .. } => sealed(*fault),
        Cause::HomeRefused { exposure, .. } => match exposure {
            Exposure::NotOurs => "trouble-home-not-ours",
            Exposure::Writable { .. } => "trouble-home-writable",
            Exposure::Dangling => "trouble-home-dangling",
        },
        Cause::LedgerDamaged => "trouble-ledger-damaged",
        Cause::RowUnreadable { .. } => "trouble-row-unreadable",
        Cause::LedgerNewer => "trouble-ledger-newer",
        Cause::DiskFull => "trouble-disk-full",
        Cause::LedgerUnavailable => "trouble-ledger-unavailable",
        Cause::Busy { holder: None } => "trouble-busy",
        Cause::Busy { holder: Some(_) } => "trouble-busy-by",
        Cause::NoBrowser => "trouble-no-browser",
        Cause::NoSuchProfile { .. } => "trouble-no-such-profile",
        Cause::RecordMissing { .. } => "trouble-record-missing",
        Cause::NeedsAuthorization { .. } => "trouble-needs-authorization",
        Cause::Elsewhere { .. } => "trouble-elsewhere",
        Cause::Internal => "trouble-internal",
    }
}

const fn sealed(fault: Fault) -> &'static str {
    match fault {
        Fault::Absent => "trouble-sealed-absent",
        Fault::Exists => "trouble-sealed-exists",
        Fault::Foreign => "trouble-sealed-foreign",
        Fault::Newer => "trouble-sealed-newer",
        Fault::Damaged => "trouble-sealed-damaged",
        Fault::Unusable => "trouble-sealed-unusable",
        Fault::Held => "trouble-sealed-held",
        Fault::WrongKey => "trouble-sealed-wrong-key",
        Fault::NoKey => "trouble-sealed-no-key",
        Fault::KeyExposed => "trouble-key-exposed",
        Fault::KeyNotOurs => "trouble-key-not-ours",
        Fault::KeyUnusable => "trouble-key-unusable",
    }
}

fn values(cause: &Cause) -> Vec<(&'static str, Arg<'_>)> {
    match cause {
        Cause::PortTaken { port, holder } => {
            let mut values = vec![("port", Arg::from(port.to_string()))];
            values.extend(holder.as_deref().map(|holder| ("holder", holder.into())));
            values
        }
        // As text: a port is a name, not an amount.
        Cause::PortForbidden { port } => vec![("port", Arg::from(port.to_string()))],
        Cause::MovesServer { from, to } => {
            vec![("from", Arg::from(&**from)), ("to", Arg::from(&**to))]
        }
        Cause::WrongAccount { expected, got }
        | Cause::TokensOfAnotherAccount { expected, got }
        | Cause::AnotherAccount { expected, got } => vec![
            ("expected", Arg::from(&**expected)),
            ("got", Arg::from(&**got)),
        ],
        Cause::MissingParameter { name }
        | Cause::NoSuchProfile { name }
        | Cause::TokenOfAnotherProfile { name }
        | Cause::Elsewhere { name }
        | Cause::InBothStores { name }
        | Cause::RecordMissing { name }
        | Cause::RowUnreadable { name }
        | Cause::NeedsAuthorization { name } => vec![("name", Arg::from(&**name))],
        Cause::TooManyRequests {
            retry_after: Some(seconds),
        } => vec![("minutes", Arg::from(seconds.div_ceil(60)))],
        // Without a zone there is no place to be wrong about.
        Cause::AnswerLost { at } => {
            vec![(
                "at",
                Arg::from(at.strftime("%Y-%m-%d %H:%M UTC").to_string()),
            )]
        }
        Cause::InAnotherStore { name, store } => vec![
            ("name", Arg::from(&**name)),
            ("store", Arg::from(store.as_str())),
        ],
        Cause::Sealed { path, .. } => vec![
            ("path", Arg::from(&**path)),
            ("quoted", Arg::from(quoted(path))),
        ],
        Cause::HomeRefused { exposure, path } => home_refused(*exposure, path),
        Cause::Busy {
            holder: Some(holder),
        } => vec![("holder", Arg::from(&**holder))],
        Cause::Denied
        | Cause::ConsentTimedOut
        | Cause::WrongAttempt
        | Cause::WrongIntegration
        | Cause::CodeExpired
        | Cause::CodeUsed
        | Cause::CodeGarbled
        | Cause::CodeOfAnotherIntegration
        | Cause::RedirectUriMismatch
        | Cause::InvalidAccount
        | Cause::WrongClient
        | Cause::TokenRevoked
        | Cause::TokenOfAnotherIntegration
        | Cause::TokenGarbled
        | Cause::TokenExpired
        | Cause::LongLivedEnded
        | Cause::LongLivedGarbled
        | Cause::LongLivedRefused
        | Cause::ApiKeyRefused
        | Cause::ApiKeysGone
        | Cause::Refused
        | Cause::Unauthorized
        | Cause::SubscriptionOver
        | Cause::Blocked
        | Cause::Forbidden
        | Cause::NoSuchAccount
        | Cause::NothingFound
        | Cause::BadRequest
        | Cause::TooManyRequests { retry_after: None }
        | Cause::ServerError
        | Cause::BadAnswer
        | Cause::Unreachable
        | Cause::TimedOut
        | Cause::Untrusted
        | Cause::StoreLocked
        | Cause::StoreMissing
        | Cause::StoreTimedOut
        | Cause::StoreFull
        | Cause::StoreReadOnly
        | Cause::StoreDamaged
        | Cause::StoreDoubled
        | Cause::StoreNewer
        | Cause::StoreNotListable
        | Cause::LedgerDamaged
        | Cause::LedgerNewer
        | Cause::DiskFull
        | Cause::LedgerUnavailable
        | Cause::Busy { holder: None }
        | Cause::NoBrowser
        | Cause::Internal => Vec::new(),
    }
}

fn home_refused(exposure: Exposure, path: &str) -> Vec<(&'static str, Arg<'_>)> {
    let mut values = vec![
        ("path", Arg::from(path)),
        ("quoted", Arg::from(quoted(path))),
    ];
    if let Exposure::Writable { mode } = exposure {
        values.push(("mode", Arg::from(format!("{mode:04o}"))));
    }
    values
}

#[cfg(test)]
mod tests;
