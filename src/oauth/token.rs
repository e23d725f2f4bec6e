//! The token endpoint: one question in two grants.

use jiff::Timestamp;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::answer::Answer;
use super::connect::Ask;
use super::problem::{self, Place};
use super::wire::{Grant, TokenRequest, Tokens, whole};
use super::{Client, Endpoint};
use crate::domain::credentials::Credentials;
use crate::domain::secret::Secret;
use crate::domain::token::{Claims, TokenAnswer};
use crate::domain::trouble::{Cause, Trouble};

/// The longest life amoCRM gives to any token: five years.
const LONGEST_LIFE: i64 = 5 * 366 * 86_400;
/// Seconds for which an access token is documented to be good: a day.
const DOCUMENTED_LIFE: u64 = 86_400;
/// 2010: amoCRM's clocks have never shown less.
const EARLIEST: i64 = 1_262_304_000;

impl Client {
    /// Gives an authorization code for a pair of tokens. A code works once.
    pub async fn exchange(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        code: &Secret,
    ) -> Result<TokenAnswer, Trouble> {
        let code = code.expose();
        self.tokens(at, credentials, Grant::AuthorizationCode { code })
            .await
    }

    /// Gives a refresh token for a new pair. It works once: save the answer before it is used.
    pub async fn refresh(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        refresh: &Secret,
    ) -> Result<TokenAnswer, Trouble> {
        let refresh_token = refresh.expose();
        self.tokens(at, credentials, Grant::RefreshToken { refresh_token })
            .await
    }

    async fn tokens(
        &self,
        at: &Endpoint,
        credentials: &Credentials,
        grant: Grant<'_>,
    ) -> Result<TokenAnswer, Trouble> {
        let spent = match &grant {
            Grant::AuthorizationCode { code } => *code,
            Grant::RefreshToken { refresh_token } => *refresh_token,
        };
        let request = TokenRequest {
            client_id: credentials.client_id.as_str(),
            client_secret: credentials.client_secret.secret().expose(),
            grant,
            redirect_uri: credentials.redirect_uri.as_str(),
        };
        let secrets = vec![
            credentials.client_secret.secret().clone(),
            Secret::new(spent),
        ];
        let body = serde_json::to_vec(&request)
            .map_err(|_| Trouble::noted(Cause::Internal, "the request cannot be written"))?;
        let ask = Ask {
            method: Method::POST,
            host: at.host.as_str(),
            path: "/oauth2/access_token",
            headers: HeaderMap::new(),
            body: Some(body),
            secrets,
            within: self.limits().token,
            at_most: self.limits().body,
        };
        let answer = self.ask(at.sandbox.as_ref(), ask).await?;
        match answer.status {
            200 | 201 => granted(&answer),
            _ => Err(problem::trouble(Place::Tokens, &answer)),
        }
    }
}

/// Reads the tokens out of an answer. Whatever else is odd, a whole pair is not thrown away: the token
/// that was given for it may be spent.
fn granted(answer: &Answer) -> Result<TokenAnswer, Trouble> {
    let tokens: Tokens = answer.json()?;
    let access = usable(tokens.access_token)
        .ok_or_else(|| answer.unreadable("there is no access token in the answer"))?;
    let refresh = usable(tokens.refresh_token)
        .ok_or_else(|| answer.unreadable("there is no refresh token in the answer"))?;
    Ok(TokenAnswer {
        expires_in: life(&tokens.expires_in, &access),
        server_time: clock(&tokens.server_time).or_else(|| answer.date()),
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

/// `server_time`, where it can be a time.
fn clock(told: &Value) -> Option<Timestamp> {
    whole(told)
        .filter(|second| *second >= EARLIEST)
        .and_then(|second| Timestamp::from_second(second).ok())
}
