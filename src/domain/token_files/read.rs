//! Tokens recognized by the shape of what holds them: JSON, a token alone, lines, or two files.

use thiserror::Error;

use super::imported::{ImportedTokens, token};
use super::{json, lines};
use crate::domain::authorize::recognize::{TextKind, recognize, tidy};
use crate::domain::secret::Secret;

/// There are no tokens in it, in no form that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no tokens in a known form")]
pub struct Unrecognized;

/// Reads a text in any of the forms.
pub fn read(text: &Secret) -> Result<ImportedTokens, Unrecognized> {
    let text = text.expose().trim_start_matches('\u{feff}').trim();
    let found = match text.bytes().next() {
        Some(b'{') => json::read(text),
        Some(b'[') => json::read_n8n(text),
        Some(_) if recognize(text) == TextKind::Token => {
            let access = Some(Secret::new(tidy(text)));
            Some(ImportedTokens { access, ..ImportedTokens::default() })
        }
        Some(_) => Some(lines::read(text)),
        None => None,
    };
    recognized(found.unwrap_or_default())
}

/// Reads two files that are the tokens.
pub fn read_pair(
    access: &Secret,
    refresh: Option<&Secret>,
) -> Result<ImportedTokens, Unrecognized> {
    recognized(ImportedTokens {
        access: token(access.expose()),
        refresh: refresh.and_then(|text| token(text.expose())),
        ..ImportedTokens::default()
    })
}

fn recognized(found: ImportedTokens) -> Result<ImportedTokens, Unrecognized> {
    let has_tokens = found.access.is_some() || found.refresh.is_some();
    has_tokens.then_some(found).ok_or(Unrecognized)
}
