//! Every refusal of amoCRM in its own words, in Russian and English.
//!
//! The hints and the bodies marked *seen* in the protocol notes are quoted; what league/oauth2-server 8
//! would say fills the rest. Status and hint are all a client may rely on.

use clap::ValueEnum;
use hyper::StatusCode;
use serde_json::{Value, json};

use super::language::Language;
use super::reply::Reply;

const OAUTH_TYPE: &str = "https://developers.amocrm.ru/v3/errors/OAuthProblemJson";

/// Why the token endpoint refuses. A fault plays each under its name in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum TokenRefusal {
    /// This field is missing or empty.
    #[value(skip)]
    Missing(&'static str),
    /// A refresh at a host without an account: never there, or renamed.
    #[value(skip)]
    NoSuchAccount,
    /// `grant_type` is none of the two, or the body was not JSON.
    UnsupportedGrant,
    InvalidClient,
    RedirectUri,
    /// Older than twenty minutes.
    CodeExpired,
    /// Used before, or access was taken away.
    CodeRevoked,
    /// Never issued here, or cut.
    CodeGarbled,
    /// Issued here, but not as a code.
    CodeMalformed,
    /// A code of another integration.
    CodeNotLinked,
    /// The code belongs to another account than the host asked.
    InvalidAccount,
    /// Rotated away, or access was taken away.
    TokenRevoked,
    /// A refresh token of another integration.
    TokenNotLinked,
    /// Never issued here, or cut.
    TokenGarbled,
    /// Idle for three months.
    TokenExpired,
    /// A hint no client has heard of.
    UnknownHint,
}

impl TokenRefusal {
    /// Those that a fault can play, each with the name it has there.
    pub fn named() -> impl Iterator<Item = (String, Self)> {
        let fields = ["client_id", "client_secret", "redirect_uri", "code", "refresh_token"];
        let missing = fields.map(|field| (format!("missing_{field}"), Self::Missing(field)));
        let others = Self::value_variants().iter().filter_map(|refusal| {
            Some((refusal.to_possible_value()?.get_name().to_owned(), *refusal))
        });
        missing.into_iter().chain(others)
    }

    pub fn reply(self, language: Language) -> Reply {
        let missing;
        let (status, hint) = match self {
            Self::NoSuchAccount => return api_error(404, language),
            Self::Missing(field) => {
                missing = format!("Check the `{field}` parameter");
                (400, missing.as_str())
            }
            Self::UnsupportedGrant => {
                (400, "Check that all required parameters have been provided")
            }
            // The one refusal without a hint.
            Self::InvalidClient => (401, ""),
            Self::RedirectUri => (400, "Redirect URI is not associated with client"),
            Self::CodeExpired => (400, "Authorization code has expired"),
            Self::CodeRevoked => (400, "Authorization code has been revoked"),
            Self::CodeGarbled => (400, "Cannot decrypt the authorization code"),
            Self::CodeMalformed => (400, "Authorization code malformed"),
            Self::CodeNotLinked => (400, "Authorization code was not issued to this client"),
            Self::InvalidAccount => (400, "Invalid account"),
            Self::TokenRevoked => (401, "Token has been revoked"),
            Self::TokenNotLinked => (401, "Token is not linked to client"),
            Self::TokenGarbled => (401, "Cannot decrypt the refresh token"),
            Self::TokenExpired => (401, "Token has expired"),
            Self::UnknownHint => (400, "The moon is in the seventh house"),
        };
        let title = match self {
            Self::InvalidClient => language.pick("Некорректный клиент", "Invalid client"),
            _ => language.pick("Некорректный запрос", "Invalid request"),
        };
        let detail = match self {
            Self::InvalidClient => {
                language.pick("Авторизация клиента не прошла", "Client authentication failed")
            }
            Self::UnsupportedGrant => language.pick(
                "Данный тип авторизации не поддерживается сервером",
                "The authorization grant type is not supported by the authorization server.",
            ),
            _ => language.pick(
                "В запросе отсутствует ряд параметров или параметры невалидны",
                "The request is missing a required parameter, includes an invalid parameter value, \
                 includes a parameter more than once, or is otherwise malformed.",
            ),
        };
        let mut body =
            json!({"title": title, "type": OAUTH_TYPE, "status": status, "detail": detail});
        if let (false, Some(fields)) = (hint.is_empty(), body.as_object_mut()) {
            fields.insert("hint".to_owned(), json!(hint));
        }
        problem(status, &body)
    }
}

/// The API's JSON for an HTTP status.
pub fn api_error(status: u16, language: Language) -> Reply {
    let (russian, english) = match status {
        // Expired, revoked, or the wrong host: the text misleads, as the real one does.
        401 => ("Неверный логин или пароль", "Incorrect login or password"),
        402 => ("Аккаунт не оплачен", "The account is not paid for"),
        403 => ("Доступ только для администратора", "Admin access only"),
        404 => ("Не найдено", "Not found"),
        405 => ("Method not allowed", "Method not allowed"),
        _ => ("Внутренняя ошибка сервера", "Internal server error"),
    };
    problem(
        status,
        &json!({
            "title": reason(status), "type": format!("https://httpstatus.es/{status}"), "status": status,
            "detail": language.pick(russian, english),
        }),
    )
}

/// 429 as JSON; `retry_after` in seconds.
pub fn too_many_requests(language: Language, retry_after: u64) -> Reply {
    let detail = language
        .pick("Превышено допустимое количество запросов", "The number of requests is exceeded");
    problem(
        429,
        &json!({"title": reason(429), "status": 429, "detail": detail, "retry_after": retry_after}),
    )
}

/// nginx's own: the address is blocked after repeated violations of the limits.
pub fn blocked() -> Reply {
    Reply::nginx(403, "Forbidden")
}

fn problem(status: u16, body: &Value) -> Reply {
    Reply::new(status, "application/problem+json", body.to_string())
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(reply: &Reply) -> Value {
        serde_json::from_str(&reply.body).unwrap()
    }

    #[test]
    fn published_bodies_are_said_word_for_word() {
        assert_eq!(
            body(&TokenRefusal::CodeExpired.reply(Language::Russian)),
            json!({"hint":"Authorization code has expired","title":"Некорректный запрос",
                "type":"https://developers.amocrm.ru/v3/errors/OAuthProblemJson","status":400,
                "detail":"В запросе отсутствует ряд параметров или параметры невалидны"})
        );
        assert_eq!(
            body(&TokenRefusal::InvalidClient.reply(Language::Russian)),
            json!({"title":"Некорректный клиент","type":"https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
                "status":401,"detail":"Авторизация клиента не прошла"})
        );
    }

    #[test]
    fn refusals_are_told_apart_by_status_and_hint_and_only_the_words_change_with_the_language() {
        let named: Vec<_> = TokenRefusal::named().collect();
        let mut seen = Vec::new();
        for (name, refusal) in &named {
            let [ru, en] = [Language::Russian, Language::English].map(|l| body(&refusal.reply(l)));
            assert_ne!(ru["title"], en["title"], "{name}");
            assert_eq!((&ru["hint"], &ru["status"]), (&en["hint"], &en["status"]), "{name}");
            seen.push((ru["status"].as_u64(), ru["hint"].as_str().map(str::to_owned)));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), named.len());
    }
}
