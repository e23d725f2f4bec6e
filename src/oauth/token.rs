//! The token endpoint, RFC 6749: one request in two grants.

use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::http_client::HttpRequest;
use super::http_response::HttpResponse;
use super::problem::{self, EndpointKind, whole};
use super::{Client, Endpoint};
use crate::domain::authorize::Credentials;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Claims, TokenResponse};
use crate::domain::trouble::Trouble;

/// The longest life amoCRM gives to any token: five years.
const LONGEST_LIFE: i64 = 5 * 366 * 86_400;
/// Seconds for which an access token is documented to be good: a day.
const DOCUMENTED_LIFE: u64 = 86_400;
/// 2010: amoCRM's clocks have never shown less.
const EARLIEST: i64 = 1_262_304_000;

#[derive(Serialize)]
struct TokenRequest<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    #[serde(flatten)]
    grant: GrantJson<'a>,
    redirect_uri: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "grant_type", rename_all = "snake_case")]
enum GrantJson<'a> {
    AuthorizationCode { code: &'a str },
    RefreshToken { refresh_token: &'a str },
}

/// The numbers are taken as they come: a pair of tokens must not be thrown away over `"86400"`.
#[derive(Deserialize)]
struct TokensJson {
    #[serde(default)]
    access_token: Option<Secret>,
    #[serde(default)]
    refresh_token: Option<Secret>,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    server_time: Value,
}

impl Client {
    /// Gives an authorization code for a pair of tokens. A code works once.
    pub async fn exchange(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        code: &Secret,
    ) -> Result<TokenResponse, Trouble> {
        let grant = GrantJson::AuthorizationCode { code: code.expose() };
        self.tokens(at, credentials, grant, code).await
    }

    /// Gives a refresh token for a new pair. It works once: save the answer before it is used.
    pub async fn refresh(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        refresh: &Secret,
    ) -> Result<TokenResponse, Trouble> {
        let grant = GrantJson::RefreshToken { refresh_token: refresh.expose() };
        self.tokens(at, credentials, grant, refresh).await
    }

    async fn tokens(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        grant: GrantJson<'_>,
        spent: &Secret,
    ) -> Result<TokenResponse, Trouble> {
        let secret = credentials.client_secret.secret();
        let body = TokenRequest {
            client_id: credentials.client_id.as_str(),
            client_secret: secret.expose(),
            grant,
            redirect_uri: credentials.redirect_uri.as_str(),
        };
        let path = "/oauth2/access_token";
        let request = HttpRequest::new(Method::POST, at.host.as_str(), path, self.limits.token)
            .json(&body, vec![secret.clone(), spent.clone()])?;
        let response = self.send(at.sandbox.as_ref(), request).await?;
        match response.status {
            200 | 201 => granted(&response),
            _ => Err(problem::trouble(EndpointKind::Tokens, &response)),
        }
    }
}

/// Reads the tokens out of an answer. Whatever else is odd, a whole pair is not thrown away: the token
/// that was given for it may be spent.
fn granted(response: &HttpResponse) -> Result<TokenResponse, Trouble> {
    let tokens: TokensJson = response.json()?;
    let access = usable(tokens.access_token)
        .ok_or_else(|| response.unreadable("there is no access token in the answer"))?;
    let refresh = usable(tokens.refresh_token)
        .ok_or_else(|| response.unreadable("there is no refresh token in the answer"))?;
    Ok(TokenResponse {
        expires_in: life(&tokens.expires_in, &access),
        server_time: clock(&tokens.server_time).or_else(|| response.date()),
        access,
        refresh,
    })
}

/// A token that can be sent in a header.
fn usable(token: Option<Secret>) -> Option<Secret> {
    token.filter(|token| {
        let text = token.expose();
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
    })
}

/// Life of the access token in seconds: as told, else as the token itself tells, else as it is documented.
fn life(told: &Value, access: &Secret) -> u64 {
    let claimed = || {
        let claims = Claims::of(access)?;
        claims.exp?.checked_sub(claims.iat?)
    };
    let life = whole(told)
        .filter(|seconds| *seconds > 0)
        .or_else(claimed)
        .and_then(|life| u64::try_from(life.min(LONGEST_LIFE)).ok())
        .filter(|seconds| *seconds > 0);
    life.unwrap_or(DOCUMENTED_LIFE)
}

fn clock(told: &Value) -> Option<Timestamp> {
    whole(told)
        .filter(|second| *second >= EARLIEST)
        .and_then(|second| Timestamp::from_second(second).ok())
}
