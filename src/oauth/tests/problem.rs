//! Every row of the protocol's tables, and what is none of them.

use reqwest::header::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::super::http_response::HttpResponse;
use super::super::problem::{EndpointKind, trouble};
use crate::domain::trouble::{Cause, Detail, Severity, Trouble};

const JSON: &str = "application/problem+json";
const NGINX: &str = "<html><body><h1>403 Forbidden</h1></body></html>";

fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> HttpResponse {
    let headers = headers.iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    });
    HttpResponse {
        status,
        headers: headers.collect(),
        body: Ok(Zeroizing::new(body.as_ref().to_vec())),
        secrets: Vec::new(),
    }
}

fn problem(status: u16, hint: Option<&str>, title: &str, detail: &str) -> HttpResponse {
    let body = serde_json::json!({
        "hint": hint, "title": title, "status": status, "detail": detail,
        "type": "https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
    });
    answer(status, &[("content-type", JSON)], body.to_string())
}

#[test]
fn every_hint_of_the_token_endpoint_has_its_cause_in_either_language() {
    let missing = |name: &str| Cause::MissingParameter { name: name.into() };
    for (status, hint, cause) in [
        (400, "Authorization code has expired", Cause::CodeExpired),
        (400, "Authorization code has been revoked", Cause::CodeUsed),
        (400, "Cannot decrypt the authorization code", Cause::CodeGarbled),
        (400, "Redirect URI is not associated with client", Cause::RedirectUriMismatch),
        (400, "Check the `client_id` parameter", missing("client_id")),
        (400, "Check the `client_secret` parameter", missing("client_secret")),
        (400, "Check the `code` parameter", missing("code")),
        (400, "Check the `refresh_token` parameter", missing("refresh_token")),
        (400, "Invalid account", Cause::InvalidAccount),
        (400, "Authorization code was not issued to this client", Cause::CodeOfAnotherIntegration),
        (400, "Authorization code malformed", Cause::CodeGarbled),
        (400, "Check that all required parameters have been provided", Cause::Refused),
        (401, "Token has been revoked", Cause::TokenRevoked),
        (401, "Token is not linked to client", Cause::TokenOfAnotherIntegration),
        (401, "Cannot decrypt the refresh token", Cause::TokenGarbled),
        (401, "Token has expired", Cause::TokenExpired),
        (400, "Something new since 2026", Cause::Refused),
        (401, "Check the `../secret` parameter", Cause::Refused),
    ] {
        for (title, detail) in [
            ("Некорректный запрос", "В запросе отсутствует ряд параметров"),
            ("Invalid request", "The request is missing a required parameter"),
        ] {
            let told = trouble(EndpointKind::Tokens, &problem(status, Some(hint), title, detail));
            let expected = Trouble {
                cause: cause.clone(),
                detail: Detail {
                    hint: Some(hint.into()),
                    status: Some(status),
                    request_id: None,
                    note: Some(detail.into()),
                },
            };
            assert_eq!(told, expected);
        }
    }
}

#[test]
fn a_refusal_that_cannot_be_read_is_not_a_lost_authorization() {
    for body in
        ["", NGINX, "{\"hint\":\"Token has been rev", "[]", "{}", "{\"error\":\"proxy\"}", "null"]
    {
        for status in [400, 401] {
            let told = trouble(EndpointKind::Tokens, &answer(status, &[], body));
            assert_eq!(told.cause, Cause::BadAnswer, "{status} {body}");
            assert_eq!(told.detail.status, Some(status));
        }
    }
    let mut lost = answer(401, &[], "");
    lost.body = Err(Trouble::new(Cause::TimedOut));
    assert_eq!(trouble(EndpointKind::Tokens, &lost).cause, Cause::TimedOut);
}

#[test]
fn statuses_mean_what_the_protocol_says() {
    use EndpointKind::{Api, Tokens};
    let json = &[("content-type", JSON)][..];
    let limit = |retry_after| Cause::TooManyRequests { retry_after };
    for (place, answer, cause) in [
        (Api, answer(204, &[], ""), Cause::NothingFound),
        (Tokens, answer(204, &[], ""), Cause::BadAnswer),
        (Tokens, answer(301, &[], NGINX), Cause::NoSuchAccount),
        (Api, answer(302, &[], ""), Cause::NoSuchAccount),
        (Tokens, answer(307, &[], ""), Cause::NoSuchAccount),
        (Api, problem(401, None, "Unauthorized", "Неверный логин или пароль"), Cause::Unauthorized),
        (Api, answer(402, &[], ""), Cause::SubscriptionOver),
        (Tokens, problem(402, None, "Payment Required", ""), Cause::SubscriptionOver),
        (Tokens, answer(403, &[("content-type", "text/html")], NGINX), Cause::Blocked),
        (Api, answer(403, &[], NGINX), Cause::Blocked),
        (Api, problem(403, None, "Forbidden", "Admin access only"), Cause::Forbidden),
        (Api, answer(403, json, "{\"title\":\"For"), Cause::Forbidden),
        (Tokens, answer(404, &[], NGINX), Cause::NoSuchAccount),
        (Tokens, problem(404, None, "Not Found", ""), Cause::NoSuchAccount),
        (Api, answer(404, &[], NGINX), Cause::NoSuchAccount),
        (Api, problem(404, None, "Not Found", ""), Cause::NothingFound),
        // None of these looked at what was sent: nobody is asked for consent.
        (Tokens, answer(405, &[], ""), Cause::BadAnswer),
        (Tokens, answer(407, &[], NGINX), Cause::Unreachable),
        (Tokens, answer(410, &[], NGINX), Cause::BadAnswer),
        (Api, answer(408, &[], ""), Cause::TimedOut),
        (Api, problem(422, None, "Unprocessable", ""), Cause::BadRequest),
        (Api, answer(429, json, r#"{"status":429,"retry_after":300}"#), limit(Some(300))),
        (Tokens, answer(429, json, r#"{"retry_after":"7"}"#), limit(Some(7))),
        (Tokens, answer(429, &[], "Too many requests"), limit(None)),
        (Api, answer(429, &[("retry-after", "12")], "slow down"), limit(Some(12))),
        (
            Api,
            answer(
                429,
                &[
                    ("date", "Sat, 21 Nov 2026 09:00:00 GMT"),
                    ("retry-after", "Sat, 21 Nov 2026 09:01:30 GMT"),
                ],
                "",
            ),
            limit(Some(90)),
        ),
        (Api, answer(429, &[("retry-after", "-1")], ""), limit(Some(0))),
        (Api, answer(429, json, r#"{"retry_after":99999999999}"#), limit(Some(86_400))),
        (Tokens, problem(500, None, "Internal Server Error", ""), Cause::ServerError),
        (Api, answer(504, &[], NGINX), Cause::ServerError),
        (Api, answer(600, &[], ""), Cause::BadAnswer),
    ] {
        let told = trouble(place, &answer);
        assert_eq!(told.cause, cause, "{place:?} {}", answer.status);
        assert_eq!(told.detail.status, Some(answer.status));
    }
}

#[test]
fn a_note_helps_and_does_not_mislead() {
    let note = |answer: &HttpResponse| trouble(EndpointKind::Api, answer).detail.note;
    assert_eq!(
        note(&problem(403, None, "Forbidden", "Admin access only")).as_deref(),
        Some("Admin access only")
    );
    assert_eq!(note(&problem(401, None, "Unauthorized", "Неверный логин или пароль")), None);
    assert_eq!(
        note(&answer(301, &[("location", "https://acme.kommo.com/x?y")], NGINX)).as_deref(),
        Some("it leads to acme.kommo.com")
    );
}

proptest::proptest! {
    #[test]
    fn noise_never_sends_a_person_to_authorize(
        status in 200_u16..600,
        kind in proptest::option::of("[a-z/+]{0,20}"),
        body in proptest::collection::vec(proptest::num::u8::ANY, 0..200),
    ) {
        let headers: Vec<_> = kind.iter().map(|kind| ("content-type", kind.as_str())).collect();
        let told = trouble(EndpointKind::Tokens, &answer(status, &headers, body));
        proptest::prop_assert_ne!(told.cause.severity(), Severity::Person);
    }
}
