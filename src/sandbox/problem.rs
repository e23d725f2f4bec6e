//! Every refusal of amoCRM in its own words, in Russian and English.
//!
//! The hints and the bodies marked *seen* in the protocol notes are quoted; what league/oauth2-server 8
//! would say fills the rest. Status and hint are all a client may rely on.

use serde_json::{Value, json};

use super::language::Language;
use super::reply::Reply;

const OAUTH_TYPE: &str = "https://developers.amocrm.ru/v3/errors/OAuthProblemJson";

/// Why the token endpoint refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// This field is missing or empty.
    Missing(&'static str),
    /// `grant_type` is none of the two, or the body was not JSON.
    UnsupportedGrant,
    /// Client ID and secret do not belong together.
    InvalidClient,
    /// The redirect URI is not the one in the settings.
    RedirectUri,
    /// Older than twenty minutes.
    CodeExpired,
    /// Used before.
    CodeRevoked,
    /// Never issued here, or cut.
    CodeGarbled,
    /// Issued here, but not as a code.
    CodeMalformed,
    /// A code of another integration.
    CodeNotLinked,
    /// The code belongs to another account than the host asked.
    InvalidAccount,
    /// The refresh token was rotated away, or access was taken away.
    TokenRevoked,
    /// A refresh token of another integration.
    TokenNotLinked,
    /// Never issued here, or cut.
    TokenGarbled,
    /// Idle for three months.
    TokenExpired,
    /// Something no client has heard of.
    Unheard,
}

impl Problem {
    /// Each with the name that steering calls it by.
    pub const NAMED: [(&'static str, Self); 19] = [
        ("missing_client_id", Self::Missing("client_id")),
        ("missing_client_secret", Self::Missing("client_secret")),
        ("missing_redirect_uri", Self::Missing("redirect_uri")),
        ("missing_code", Self::Missing("code")),
        ("missing_refresh_token", Self::Missing("refresh_token")),
        ("unsupported_grant", Self::UnsupportedGrant),
        ("invalid_client", Self::InvalidClient),
        ("redirect_uri", Self::RedirectUri),
        ("code_expired", Self::CodeExpired),
        ("code_revoked", Self::CodeRevoked),
        ("code_garbled", Self::CodeGarbled),
        ("code_malformed", Self::CodeMalformed),
        ("code_not_linked", Self::CodeNotLinked),
        ("invalid_account", Self::InvalidAccount),
        ("token_revoked", Self::TokenRevoked),
        ("token_not_linked", Self::TokenNotLinked),
        ("token_garbled", Self::TokenGarbled),
        ("token_expired", Self::TokenExpired),
        ("unknown_hint", Self::Unheard),
    ];

    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidClient
            | Self::TokenRevoked
            | Self::TokenNotLinked
            | Self::TokenGarbled
            | Self::TokenExpired => 401,
            Self::Missing(_)
            | Self::UnsupportedGrant
            | Self::RedirectUri
            | Self::CodeExpired
            | Self::CodeRevoked
            | Self::CodeGarbled
            | Self::CodeMalformed
            | Self::CodeNotLinked
            | Self::InvalidAccount
            | Self::Unheard => 400,
        }
    }

    /// The hint; a wrong client is the one refusal without any.
    pub fn hint(self) -> Option<String> {
        let hint = match self {
            Self::InvalidClient => return None,
            Self::Missing(field) => return Some(format!("Check the `{field}` parameter")),
            Self::UnsupportedGrant => "Check that all required parameters have been provided",
            Self::RedirectUri => "Redirect URI is not associated with client",
            Self::CodeExpired => "Authorization code has expired",
            Self::CodeRevoked => "Authorization code has been revoked",
            Self::CodeGarbled => "Cannot decrypt the authorization code",
            Self::CodeMalformed => "Authorization code malformed",
            Self::CodeNotLinked => "Authorization code was not issued to this client",
            Self::InvalidAccount => "Invalid account",
            Self::TokenRevoked => "Token has been revoked",
            Self::TokenNotLinked => "Token is not linked to client",
            Self::TokenGarbled => "Cannot decrypt the refresh token",
            Self::TokenExpired => "Token has expired",
            Self::Unheard => "The moon is in the seventh house",
        };
        Some(hint.to_owned())
    }

    /// The whole answer.
    pub fn reply(self, language: Language) -> Reply {
        let (title, detail) = match self {
            Self::InvalidClient => (
                language.pick("Некорректный клиент", "Invalid client"),
                language.pick("Авторизация клиента не прошла", "Client authentication failed"),
            ),
            Self::UnsupportedGrant => (
                language.pick("Некорректный запрос", "Invalid request"),
                language.pick(
                    "Данный тип авторизации не поддерживается сервером",
                    "The authorization grant type is not supported by the authorization server.",
                ),
            ),
            Self::Missing(_)
            | Self::RedirectUri
            | Self::CodeExpired
            | Self::CodeRevoked
            | Self::CodeGarbled
            | Self::CodeMalformed
            | Self::CodeNotLinked
            | Self::InvalidAccount
            | Self::TokenRevoked
            | Self::TokenNotLinked
            | Self::TokenGarbled
            | Self::TokenExpired
            | Self::Unheard => (
                language.pick("Некорректный запрос", "Invalid request"),
                language.pick(
                    "В запросе отсутствует ряд параметров или параметры невалидны",
                    "The request is missing a required parameter, includes an invalid parameter value, \
                     includes a parameter more than once, or is otherwise malformed.",
                ),
            ),
        };
        let mut body = json!({
            "title": title, "type": OAUTH_TYPE, "status": self.status(), "detail": detail,
        });
        if let (Some(hint), Some(fields)) = (self.hint(), body.as_object_mut()) {
            fields.insert("hint".to_owned(), Value::String(hint));
        }
        Reply::problem(self.status(), &body)
    }
}

/// 401 of the API: expired, revoked, or the wrong host. The text misleads, as the real one does.
pub fn unauthorized(language: Language) -> Reply {
    let detail = language.pick("Неверный логин или пароль", "Incorrect login or password");
    plain(401, "Unauthorized", detail)
}

/// 402: the subscription is over.
pub fn payment_required(language: Language) -> Reply {
    let detail = language.pick("Аккаунт не оплачен", "The account is not paid for");
    plain(402, "Payment Required", detail)
}

/// 403 for lack of rights.
pub fn forbidden(language: Language) -> Reply {
    let detail = language.pick("Доступ только для администратора", "Admin access only");
    plain(403, "Forbidden", detail)
}

/// 404 for an entity, or for an account that is not (or no longer) at this host.
pub fn not_found(language: Language) -> Reply {
    plain(404, "Not Found", language.pick("Не найдено", "Not found"))
}

/// 405 where only another method makes sense.
pub fn method_not_allowed() -> Reply {
    plain(405, "Method Not Allowed", "Method not allowed")
}

/// 413: a body no client of this API would send.
pub fn too_large() -> Reply {
    Reply::nginx(413, "Request Entity Too Large")
}

/// 429 as JSON.
pub fn too_many_requests(language: Language, retry_after: u64) -> Reply {
    let detail = language.pick(
        "Превышено допустимое количество запросов",
        "The number of requests is exceeded",
    );
    Reply::problem(
        429,
        &json!({"title": "Too Many Requests", "status": 429, "detail": detail, "retry_after": retry_after}),
    )
}

/// 403 of nginx: the address is blocked after repeated violations of the limits.
pub fn blocked() -> Reply {
    Reply::nginx(403, "Forbidden")
}

/// 500 as JSON.
pub fn internal_error(language: Language) -> Reply {
    let detail = language.pick("Внутренняя ошибка сервера", "Internal server error");
    plain(500, "Internal Server Error", detail)
}

/// 504 of nginx.
pub fn gateway_timeout() -> Reply {
    Reply::nginx(504, "Gateway Time-out")
}

/// 301 of nginx: what the bare domain answers.
pub fn moved(location: String) -> Reply {
    Reply::nginx(301, "Moved Permanently").with("location", location)
}

fn plain(status: u16, title: &str, detail: &str) -> Reply {
    Reply::problem(
        status,
        &json!({
            "title": title, "type": format!("https://httpstatus.es/{status}"), "status": status, "detail": detail,
        }),
    )
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
            body(&Problem::CodeExpired.reply(Language::Russian)),
            json!({"hint":"Authorization code has expired","title":"Некорректный запрос",
                "type":"https://developers.amocrm.ru/v3/errors/OAuthProblemJson","status":400,
                "detail":"В запросе отсутствует ряд параметров или параметры невалидны"})
        );
        assert_eq!(
            body(&Problem::InvalidClient.reply(Language::Russian)),
            json!({"title":"Некорректный клиент","type":"https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
                "status":401,"detail":"Авторизация клиента не прошла"})
        );
        assert_eq!(
            body(&unauthorized(Language::Russian)),
            json!({"title":"Unauthorized","type":"https://httpstatus.es/401","status":401,
                "detail":"Неверный логин или пароль"})
        );
    }

    #[test]
    fn every_refusal_is_told_apart_by_status_and_hint_alone() {
        let mut seen: Vec<_> = Problem::NAMED
            .iter()
            .map(|(_, p)| (p.status(), p.hint()))
            .collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), Problem::NAMED.len());
    }

    #[test]
    fn the_language_changes_the_words_and_nothing_else() {
        for (name, problem) in Problem::NAMED {
            let (ru, en) = (
                body(&problem.reply(Language::Russian)),
                body(&problem.reply(Language::English)),
            );
            assert_ne!(ru["title"], en["title"], "{name}");
            assert_eq!(
                (&ru["hint"], &ru["status"]),
                (&en["hint"], &en["status"]),
                "{name}"
            );
        }
    }
}
