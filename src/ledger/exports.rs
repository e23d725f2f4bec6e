//! The exports that are written again after each refresh.

use rusqlite::types::Type;
use rusqlite::{Error as SqlError, Row, named_params, params_from_iter};

use super::columns::{Columns, insert};
use super::{Ledger, LedgerError};
use crate::domain::profile::ProfileName;
use crate::domain::token_files::{AutoExport, ExportTarget};

const FILE: &str = "file";
const N8N: &str = "n8n";

/// The parameters of [`key`].
const BY_KEY: &str = "profile = ?1 AND form = ?2 AND kind = ?3 AND place = ?4";

impl Ledger {
    /// Keeps an export that holds the access token with this SHA-256. A path that is no text cannot be kept: `false`.
    pub fn keep_export(&self, kept: &AutoExport, held: &str) -> Result<bool, LedgerError> {
        let Some([profile, form, kind, place]) = key(kept) else { return Ok(false) };
        let row = named_params! {
            ":profile": profile, ":form": form, ":kind": kind, ":place": place, ":held": held,
        };
        insert(&*self.connection()?, "INSERT OR REPLACE INTO exports", row)?;
        Ok(true)
    }

    /// Notes which access token a kept export holds now. One that is kept no longer stays so.
    pub fn set_held(&self, kept: &AutoExport, held: &str) -> Result<(), LedgerError> {
        if let Some([profile, form, kind, place]) = key(kept) {
            let update = format!("UPDATE exports SET held = ?5 WHERE {BY_KEY}");
            self.connection()?.execute(&update, [profile, form, kind, place, held])?;
        }
        Ok(())
    }

    /// Keeps it no longer. `false` when it was not kept.
    pub fn drop_export(&self, kept: &AutoExport) -> Result<bool, LedgerError> {
        let Some(key) = key(kept) else { return Ok(false) };
        let delete = format!("DELETE FROM exports WHERE {BY_KEY}");
        Ok(self.connection()?.execute(&delete, key)? > 0)
    }

    pub fn kept_exports(&self, profile: &ProfileName) -> Result<Vec<AutoExport>, LedgerError> {
        self.exports("WHERE profile = ?1", &[profile.as_str()])
    }

    /// What is kept of a profile and holds another access token than the one with this SHA-256.
    pub fn lagging_exports(
        &self,
        profile: &ProfileName,
        sha256: &str,
    ) -> Result<Vec<AutoExport>, LedgerError> {
        let lags = "WHERE profile = ?1 AND held IS NOT ?2";
        self.exports(lags, &[profile.as_str(), sha256])
    }

    /// Those of all profiles that hold another access token than the row of their profile names.
    pub fn all_lagging_exports(&self) -> Result<Vec<AutoExport>, LedgerError> {
        let lags = "JOIN profiles ON name = profile
                    WHERE access_fingerprint IS NOT substr(held, 1, length(access_fingerprint))";
        self.exports(lags, &[])
    }

    fn exports(&self, which: &str, params: &[&str]) -> Result<Vec<AutoExport>, LedgerError> {
        let connection = self.connection()?;
        let select = format!("SELECT profile, form, kind, place FROM exports {which}");
        let mut select = connection.prepare_cached(&select)?;
        let rows = select.query_map(params_from_iter(params), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn read(row: &Row<'_>) -> Result<AutoExport, SqlError> {
    let row = Columns::of(row);
    let unknown = |word: &str| {
        SqlError::FromSqlConversionFailure(0, Type::Text, format!("{word} is not known").into())
    };
    let profile = row.get("profile")?;
    let form: String = row.get("form")?;
    let kind: String = row.get("kind")?;
    Ok(AutoExport {
        profile,
        form: form.parse().map_err(|_| unknown(&form))?,
        place: match kind.as_str() {
            FILE => ExportTarget::File(row.get::<String>("place")?.into()),
            N8N => ExportTarget::N8n(row.get("place")?),
            _ => return Err(unknown(&kind)),
        },
    })
}

/// What tells an export from others; `None` where its path is no text.
fn key(kept: &AutoExport) -> Option<[&str; 4]> {
    let (kind, place) = match &kept.place {
        ExportTarget::File(path) => (FILE, path.to_str()?),
        ExportTarget::N8n(url) => (N8N, url.as_str()),
    };
    Some([kept.profile.as_str(), kept.form.into_str(), kind, place])
}
