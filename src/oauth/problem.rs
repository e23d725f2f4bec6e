//! What an answer that brings nothing means: by its status and its `hint`, never by its words.

use super::answer::Answer;
use super::wire::{Problem, whole};
use crate::domain::trouble::{Cause, Detail, Trouble};

/// Who answered: the same status means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/oauth2/…`
    Tokens,
    /// `/api/…`
    Api,
}

/// The hints of the token endpoint. Titles and details come in the user's language; hints do not.
const HINTS: [(&str, Cause); 12] = [
    ("Authorization code has expired", Cause::CodeExpired),
    ("Authorization code has been revoked", Cause::CodeUsed),
    ("Cannot decrypt the authorization code", Cause::CodeGarbled),
    ("Authorization code malformed", Cause::CodeGarbled),
    (
        "Authorization code was not issued to this client",
        Cause::CodeOfAnotherIntegration,
    ),
    (
        "Redirect URI is not associated with client",
        Cause::RedirectUriMismatch,
    ),
    ("Invalid account", Cause::InvalidAccount),
    // It names no parameter, so there is nothing better to say than the hint itself.
    (
        "Check that all required parameters have been provided",
        Cause::Refused,
    ),
    ("Token has been revoked", Cause::TokenRevoked),
    (
        "Token is not linked to client",
        Cause::TokenOfAnotherIntegration,
    ),
    ("Cannot decrypt the refresh token", Cause::TokenGarbled),
    ("Token has expired", Cause::TokenExpired),
];

/// Nobody is asked to wait longer than a day.
const LONGEST_WAIT: i64 = 86_400;

/// Turns an answer that is no success into a trouble.
pub fn trouble(place: Place, answer: &Answer) -> Trouble {
    let problem = answer.json::<Problem>();
    let hint = problem
        .as_ref()
        .ok()
        .and_then(|problem| text(answer, &problem.hint));
    let cause = match (answer.status, place) {
        (400 | 401, Place::Tokens) => match &problem {
            Ok(problem) => refusal(answer, problem, hint.as_deref()),
            // A refusal that cannot be read may not be taken for a lost authorization.
            Err(unread) => unread.cause.clone(),
        },
        (401, Place::Api) => Cause::Unauthorized,
        (402, _) => Cause::SubscriptionOver,
        (403, _) if problem.is_ok() || answer.claims_json() => Cause::Forbidden,
        (403, _) => Cause::Blocked,
        (404, Place::Api) if problem.is_ok() => Cause::NothingFound,
        (300..=399 | 404, _) => Cause::NoSuchAccount,
        (204, Place::Api) => Cause::NothingFound,
        // A proxy that wants to know who we are.
        (407, _) => Cause::Unreachable,
        (408, _) => Cause::TimedOut,
        (429, _) => Cause::TooManyRequests {
            retry_after: wait(problem.as_ref().ok(), answer),
        },
        (400..=499, Place::Tokens) if hint.is_some() => Cause::Refused,
        (400..=499, Place::Api) => Cause::BadRequest,
        (500..=599, _) => Cause::ServerError,
        // 405, 410 …: whoever answers there is no token endpoint.
        _ => Cause::BadAnswer,
    };
    let note = note(&cause, problem, answer);
    Trouble {
        cause,
        detail: Detail {
            hint,
            note,
            ..answer.detail()
        },
    }
}

/// 400 and 401 of the token endpoint.
fn refusal(answer: &Answer, problem: &Problem, hint: Option<&str>) -> Cause {
    let Some(hint) = hint else {
        // amoCRM's words for a wrong pair of ID and secret have a title and no hint. JSON without
        // even a title is somebody else's.
        return match (answer.status, text(answer, &problem.title)) {
            // The words of the API: nobody has looked at the token.
            (401, Some(_)) if is_of_the_api(problem) => Cause::ServerError,
            (401, Some(_)) => Cause::WrongClient,
            (_, Some(_)) => Cause::Refused,
            (_, None) => Cause::BadAnswer,
        };
    };
    if let Some(name) = missing_parameter(hint) {
        return Cause::MissingParameter { name };
    }
    HINTS
        .iter()
        .find(|(known, _)| hint.eq_ignore_ascii_case(known))
        .map_or(Cause::Refused, |(_, cause)| cause.clone())
}

/// Whether it is a refusal as the API writes them: `https://httpstatus.es/401`.
fn is_of_the_api(problem: &Problem) -> bool {
    let kind = problem.kind.as_str().unwrap_or_default();
    kind.contains("//httpstatus.es/")
}

/// The name in `` Check the `client_id` parameter ``.
fn missing_parameter(hint: &str) -> Option<String> {
    let name = hint
        .strip_prefix("Check the `")?
        .strip_suffix("` parameter")?;
    name.bytes()
        .all(|b| b.is_ascii_lowercase() || b == b'_')
        .then(|| name.to_owned())
}

/// How long to wait, where the body or a header tells.
fn wait(problem: Option<&Problem>, answer: &Answer) -> Option<u64> {
    let told = problem.and_then(|problem| whole(&problem.retry_after));
    let seconds = told.or_else(|| answer.retry_after())?;
    u64::try_from(seconds.clamp(0, LONGEST_WAIT)).ok()
}

/// What helps whoever looks closer.
fn note(cause: &Cause, problem: Result<Problem, Trouble>, answer: &Answer) -> Option<String> {
    if let Some(host) = answer.leads_to() {
        return Some(format!("it leads to {host}"));
    }
    match problem {
        // "Wrong login or password", says the API of an ended token: it would only mislead.
        Ok(_) if *cause == Cause::Unauthorized => None,
        Ok(problem) => text(answer, &problem.detail).or_else(|| text(answer, &problem.title)),
        Err(unread) if *cause == unread.cause => unread.detail.note,
        Err(_) => None,
    }
}

fn text(answer: &Answer, value: &serde_json::Value) -> Option<String> {
    answer.plain(value.as_str()?)
}
