//! The forms that are JSON.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::found::{Found, host, token};
use crate::domain::secret::{self, Secret};

/// One object with everything that any of the programs calls by any name.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Stored {
    #[serde(alias = "accessToken", with = "secret::exposed_option")]
    access_token: Option<Secret>,
    #[serde(alias = "refreshToken", with = "secret::exposed_option")]
    refresh_token: Option<Secret>,
    #[serde(alias = "clientId", alias = "client_uuid")]
    client_id: Option<String>,
    #[serde(alias = "clientSecret", with = "secret::exposed_option")]
    client_secret: Option<Secret>,
    #[serde(alias = "redirectUri", alias = "redirect_url")]
    redirect_uri: Option<String>,
    #[serde(alias = "baseDomain")]
    base_domain: Value,
    account: Value,
    base_url: Value,
    referer: Value,
    domain: Value,
    expires: Value,
    #[serde(alias = "expiresAt")]
    expires_at: Value,
    #[serde(alias = "expiresIn")]
    expires_in: Value,
    server_time: Value,
}

/// Reads an object.
pub(super) fn read(text: &str) -> Option<Found> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    let expires_in = whole(&stored.expires_in).and_then(|life| u64::try_from(life).ok());
    // A pasted answer tells when it was given, and how long it lives.
    let by_life = || {
        let given = whole(&stored.server_time)?;
        let life = i64::try_from(expires_in?).ok()?;
        Timestamp::from_second(given.checked_add(life)?).ok()
    };
    let expires_at = time(&stored.expires_at)
        .or_else(|| time(&stored.expires))
        .or_else(by_life);
    let places = [
        &stored.base_domain,
        &stored.account,
        &stored.base_url,
        &stored.referer,
        &stored.domain,
    ];
    let host = places
        .into_iter()
        .find_map(|place| place.as_str().and_then(host));
    let token = |kept: Option<Secret>| kept.and_then(|kept| token(kept.expose()));
    Some(Found {
        access: token(stored.access_token),
        refresh: token(stored.refresh_token),
        host,
        client_id: stored.client_id,
        client_secret: stored.client_secret,
        redirect_uri: stored.redirect_uri,
        expires_at,
        expires_in,
    })
}

#[derive(Deserialize)]
struct N8nCredential {
    #[serde(default)]
    name: String,
    data: N8nHeader,
}

#[derive(Deserialize)]
struct N8nHeader {
    #[serde(with = "secret::exposed")]
    value: Secret,
}

/// Reads a list of n8n's credentials, and takes the first that is a bearer token.
pub(super) fn read_n8n(text: &str) -> Option<Found> {
    let list: Vec<Value> = serde_json::from_str(text).ok()?;
    list.into_iter().find_map(|value| {
        let credential: N8nCredential = serde_json::from_value(value).ok()?;
        let access = token(credential.data.value.expose().strip_prefix("Bearer ")?)?;
        Some(Found {
            access: Some(access),
            host: credential.name.split_whitespace().find_map(host),
            ..Found::default()
        })
    })
}

/// A whole number, however it is written.
fn whole(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// A time: words, Unix seconds, or Unix milliseconds, which no end of a token is mistaken for.
fn time(value: &Value) -> Option<Timestamp> {
    const MILLISECONDS_FROM: i64 = 100_000_000_000;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "Python writes the seconds with a fraction, which is dropped"
    )]
    let number = whole(value).or_else(|| value.as_f64().map(|it| it as i64));
    match number {
        Some(number) if number >= MILLISECONDS_FROM => Timestamp::from_millisecond(number).ok(),
        Some(number) => Timestamp::from_second(number).ok(),
        None => value.as_str()?.parse().ok(),
    }
}
