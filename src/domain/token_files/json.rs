//! The forms that are JSON: one object with any program's names, and n8n's list of credentials.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::imported::{ImportedTokens, host, token};
use crate::domain::secret::Secret;

pub fn read(text: &str) -> Option<ImportedTokens> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let values: BTreeMap<String, Secret> = members
        .into_iter()
        .filter_map(|(name, value)| Some((in_capitals(&name), scalar(value)?)))
        .collect();
    let mut found = ImportedTokens::default();
    for (name, value) in &values {
        found.take(name, value);
    }
    let value = |name: &str| values.get(name).map(Secret::expose);
    found.host = ["BASE_DOMAIN", "ACCOUNT", "BASE_URL", "REFERER", "DOMAIN"]
        .into_iter()
        .find_map(|name| value(name).and_then(host));
    found.expires_in = value("EXPIRES_IN").and_then(|life| life.trim().parse().ok());
    // The answer of a token endpoint tells when it was given, and how long it lives.
    let by_life = || {
        let given = value("SERVER_TIME")?.trim().parse::<i64>().ok()?;
        let life = i64::try_from(found.expires_in?).ok()?;
        Timestamp::from_second(given.checked_add(life)?).ok()
    };
    found.expires_at = ["EXPIRES_AT", "EXPIRES"]
        .into_iter()
        .find_map(|name| value(name).and_then(time))
        .or_else(by_life);
    Some(found)
}

/// `accessToken` and `access_token` are one name: `ACCESS_TOKEN`.
fn in_capitals(name: &str) -> String {
    let mut capitals = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            capitals.push('_');
        }
        capitals.push(c.to_ascii_uppercase());
    }
    capitals
}

/// A text, or a number as it is written.
fn scalar(value: &RawValue) -> Option<Secret> {
    match value.get().bytes().next()? {
        b'"' => serde_json::from_str(value.get()).ok(),
        b'-' | b'0'..=b'9' => Some(Secret::new(value.get())),
        _ => None,
    }
}

/// A time: words, Unix seconds, or Unix milliseconds, which no end of a token is mistaken for.
fn time(text: &str) -> Option<Timestamp> {
    const MILLISECONDS_FROM: i64 = 100_000_000_000;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "Python writes the seconds with a fraction, which is dropped"
    )]
    let number = text.trim().parse::<f64>().ok().map(|number| number as i64);
    match number {
        Some(number) if number >= MILLISECONDS_FROM => Timestamp::from_millisecond(number).ok(),
        Some(number) => Timestamp::from_second(number).ok(),
        None => text.parse().ok(),
    }
}

#[derive(Deserialize)]
struct N8nCredential {
    #[serde(default)]
    name: String,
    data: N8nHeader,
}

#[derive(Deserialize)]
struct N8nHeader {
    value: Secret,
}

/// Takes the first of n8n's credentials that is a bearer token.
pub fn read_n8n(text: &str) -> Option<ImportedTokens> {
    let list: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    list.into_iter().find_map(|value| {
        let credential: N8nCredential = serde_json::from_str(value.get()).ok()?;
        let access = token(credential.data.value.expose().strip_prefix("Bearer ")?)?;
        Some(ImportedTokens {
            access: Some(access),
            host: credential.name.split_whitespace().find_map(host),
            ..ImportedTokens::default()
        })
    })
}
