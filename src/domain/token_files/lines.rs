//! The forms that are lines: `.env` files, and configurations of curl.

use super::imported::{ImportedTokens, host, token};
use crate::domain::account::AccountHost;
use crate::domain::secret::Secret;

/// Reads what is found in any line; a line that says nothing of ours is passed over. A name that says whose it is counts
/// before a bare one, which may be that of any other program.
pub fn read(text: &str) -> ImportedTokens {
    let (mut own, mut bare) = (ImportedTokens::default(), ImportedTokens::default());
    for line in text.lines().map(str::trim) {
        if let Some(access) = bearer(line) {
            bare.access = bare.access.or(Some(access));
        } else if let Some((name, value)) = assignment(line) {
            match PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)) {
                Some(name) => own.take(name, &value),
                None => bare.take(&name, &value),
            }
        }
        if bare.host.is_none() {
            bare.host = address(line);
        }
    }
    let host = own.host.take().or(bare.host.take());
    let is_ours = own.access.is_some() || own.refresh.is_some();
    let found = if is_ours { beside(own, bare) } else { beside(bare, own) };
    ImportedTokens { host, ..found }
}

const PREFIXES: [&str; 3] = ["AMOCRM_", "AMO_", "KOMMO_"];

/// What was found, with the rest of its integration from elsewhere in the text only where that names the same one.
fn beside(found: ImportedTokens, other: ImportedTokens) -> ImportedTokens {
    let same = |id: &String| other.client_id.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(id));
    if !found.integration().as_ref().is_some_and(same) {
        return found;
    }
    ImportedTokens {
        client_id: found.client_id.or(other.client_id),
        client_secret: found.client_secret.or(other.client_secret),
        redirect_uri: found.redirect_uri.or(other.redirect_uri),
        ..found
    }
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
fn address(line: &str) -> Option<AccountHost> {
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

/// A value without what protected it from a shell, and without a comment behind it.
fn unquoted(value: &str) -> Secret {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let quoted = match c {
            '\'' | '"' => after.split_once(c),
            _ => None,
        };
        if let Some((inside, after)) = quoted {
            text.push_str(inside);
            rest = after;
        } else if c.is_whitespace() && after.trim_start().starts_with('#') {
            break;
        } else {
            // The only thing that stands behind a backslash here is a quote between quotes.
            let escaped = after.strip_prefix('\'').filter(|_| c == '\\');
            text.push(if escaped.is_some() { '\'' } else { c });
            rest = escaped.unwrap_or(after);
        }
    }
    Secret::new(text)
}
