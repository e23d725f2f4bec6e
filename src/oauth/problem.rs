//! What a response that brings nothing means: by its status and its `hint`, never by its words.

use serde::Deserialize;
use serde_json::Value;

use super::http_response::HttpResponse;
use crate::domain::trouble::{Cause, Detail, Trouble};

/// Which endpoint answered: the same status means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// `/oauth2/…`
    Tokens,
    /// `/api/…`
    Api,
}

/// `problem+json`, of the token endpoint and of the API.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    pub hint: Value,
    pub title: Value,
    #[serde(rename = "type")]
    pub kind: Value,
    pub detail: Value,
    pub retry_after: Value,
}

/// Nobody is asked to wait longer than a day.
const LONGEST_WAIT: i64 = 86_400;

pub fn trouble(kind: EndpointKind, response: &HttpResponse) -> Trouble {
    let problem = response.json::<Problem>();
    let hint = problem.as_ref().ok().and_then(|problem| text(response, &problem.hint));
    let cause = match (response.status, kind) {
        (400 | 401, EndpointKind::Tokens) => match &problem {
            Ok(problem) => refusal(response, problem, hint.as_deref()),
            // A refusal that cannot be read may not be taken for a lost authorization.
            Err(unread) => unread.cause.clone(),
        },
        (401, EndpointKind::Api) => Cause::Unauthorized,
        (402, _) => Cause::SubscriptionOver,
        (403, _) if problem.is_ok() || response.content_type().contains("json") => Cause::Forbidden,
        (403, _) => Cause::Blocked,
        (404, EndpointKind::Api) if problem.is_ok() => Cause::NothingFound,
        (300..=399 | 404, _) => Cause::NoSuchAccount,
        (204, EndpointKind::Api) => Cause::NothingFound,
        // A proxy that wants to know who we are.
        (407, _) => Cause::Unreachable,
        (408, _) => Cause::TimedOut,
        (429, _) => Cause::TooManyRequests { retry_after: wait(problem.as_ref().ok(), response) },
        (400..=499, EndpointKind::Tokens) if hint.is_some() => Cause::Refused,
        (400..=499, EndpointKind::Api) => Cause::BadRequest,
        (500..=599, _) => Cause::ServerError,
        // 405, 410 …: whoever answers there is no token endpoint.
        _ => Cause::BadAnswer,
    };
    let note = note(&cause, problem, response);
    Trouble { cause, detail: Detail { hint, note, ..response.detail() } }
}

/// 400 and 401 of the token endpoint.
fn refusal(response: &HttpResponse, problem: &Problem, hint: Option<&str>) -> Cause {
    let Some(hint) = hint else {
        // amoCRM's words for a wrong pair of ID and secret have a title and no hint. JSON without
        // even a title is somebody else's.
        return match (response.status, text(response, &problem.title)) {
            // The words of the API: nobody has looked at the token.
            (401, Some(_))
                if problem.kind.as_str().is_some_and(|it| it.contains("//httpstatus.es/")) =>
            {
                Cause::ServerError
            }
            (401, Some(_)) => Cause::WrongClient,
            (_, Some(_)) => Cause::Refused,
            (_, None) => Cause::BadAnswer,
        };
    };
    if let Some(name) = missing_parameter(hint) {
        return Cause::MissingParameter { name };
    }
    Cause::of_hint(hint)
}

/// The name in `` Check the `client_id` parameter ``.
fn missing_parameter(hint: &str) -> Option<String> {
    let name = hint.strip_prefix("Check the `")?.strip_suffix("` parameter")?;
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_').then(|| name.to_owned())
}

/// How long to wait, where the body or a header tells.
fn wait(problem: Option<&Problem>, response: &HttpResponse) -> Option<u64> {
    let told = problem.and_then(|problem| whole(&problem.retry_after));
    let seconds = told.or_else(|| response.retry_after())?;
    u64::try_from(seconds.clamp(0, LONGEST_WAIT)).ok()
}

fn note(
    cause: &Cause,
    problem: Result<Problem, Trouble>,
    response: &HttpResponse,
) -> Option<String> {
    if let Some(host) = response.leads_to() {
        return Some(format!("it leads to {host}"));
    }
    match problem {
        // "Wrong login or password", says the API of an ended token: it would only mislead.
        Ok(_) if *cause == Cause::Unauthorized => None,
        Ok(problem) => text(response, &problem.detail).or_else(|| text(response, &problem.title)),
        Err(unread) if *cause == unread.cause => unread.detail.note,
        Err(_) => None,
    }
}

fn text(response: &HttpResponse, value: &Value) -> Option<String> {
    response.sanitized(value.as_str()?)
}

/// A whole number, however it is written: `86400`, `"86400"`, `86400.0`, `"86400.0"`.
pub fn whole(value: &Value) -> Option<i64> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_number = fraction.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| whole.parse().ok()).flatten()
}
