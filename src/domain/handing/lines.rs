//! The forms that are lines: `.env` files, and configurations of curl.

use super::found::{Found, host, token};
use crate::domain::secret::Secret;

/// Reads what is found in any line; a line that says nothing of ours is passed over.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found::default();
    for line in text.lines().map(str::trim) {
        if let Some(access) = bearer(line) {
            found.access = found.access.or(Some(access));
        } else if let Some((name, value)) = assignment(line) {
            take(&mut found, &name, &value);
        }
        if found.host.is_none() {
            found.host = address(line);
        }
    }
    found
}

/// `header = "Authorization: Bearer …"`.
fn bearer(line: &str) -> Option<Secret> {
    if line.starts_with('#') {
        return None;
    }
    let (_, rest) = line.split_once("Authorization: Bearer ")?;
    token(rest.trim_end_matches(['"', '\'']))
}

/// The first address of an account in a line.
fn address(line: &str) -> Option<crate::domain::account::AccountHost> {
    line.split(|c: char| c.is_whitespace() || "\"'=".contains(c))
        .filter(|word| word.starts_with("https://"))
        .find_map(host)
}

/// `NAME=value`, with or without `export` and quotes.
fn assignment(line: &str) -> Option<(String, Secret)> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    Some((name.trim().to_ascii_uppercase(), unquoted(value.trim())))
}

/// A value without what protected it from a shell.
fn unquoted(value: &str) -> Secret {
    if let Some(inner) = value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    {
        return Secret::new(inner.replace(r"'\''", "'"));
    }
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    Secret::new(inner.unwrap_or(value))
}

fn take(found: &mut Found, name: &str, value: &Secret) {
    let text = value.expose();
    if text.is_empty() {
        return;
    }
    let bare = ["AMOCRM_", "AMO_", "KOMMO_"]
        .into_iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name);
    match bare {
        "ACCESS_TOKEN" | "TOKEN" | "LONG_LIVED_TOKEN" => found.access = token(text),
        "REFRESH_TOKEN" => found.refresh = token(text),
        "CLIENT_ID" | "INTEGRATION_ID" => found.client_id = Some(text.to_owned()),
        "CLIENT_SECRET" | "SECRET_KEY" => found.client_secret = Some(value.clone()),
        "REDIRECT_URI" | "REDIRECT_URL" => found.redirect_uri = Some(text.to_owned()),
        "BASE_URL" | "BASE_DOMAIN" | "DOMAIN" | "ACCOUNT" | "HOST" => {
            found.host = host(text).or(found.host.take());
        }
        _ => {}
    }
}
