//! The exports that are written again after each refresh.

use rusqlite::types::Type;
use rusqlite::{Error as SqlError, named_params};

use super::{Ledger, LedgerError};
use crate::domain::handing::{Form, Kept, N8nUrl, Place};
use crate::domain::profile::ProfileName;

const FILE: &str = "file";
const N8N: &str = "n8n";

impl Ledger {
    /// Keeps an export. A path that is no text cannot be kept: `false`.
    pub fn keep_export(&self, kept: &Kept) -> Result<bool, LedgerError> {
        let Some((kind, place)) = columns(&kept.place) else {
            return Ok(false);
        };
        self.connection()
            .prepare_cached(
                "INSERT OR REPLACE INTO exports VALUES (:profile, :form, :kind, :place)",
            )?
            .execute(named_params! {
                ":profile": kept.profile.as_str(),
                ":form": kept.form.id(),
                ":kind": kind,
                ":place": place,
            })?;
        Ok(true)
    }

    /// Keeps it no longer. `false` when it was not kept.
    pub fn drop_export(&self, kept: &Kept) -> Result<bool, LedgerError> {
        let Some((kind, place)) = columns(&kept.place) else {
            return Ok(false);
        };
        let gone = self.connection().execute(
            "DELETE FROM exports WHERE profile = ?1 AND form = ?2 AND kind = ?3 AND place = ?4",
            [kept.profile.as_str(), kept.form.id(), kind, place],
        )?;
        Ok(gone > 0)
    }

    /// What is kept of a profile.
    pub fn kept_exports(&self, profile: &ProfileName) -> Result<Vec<Kept>, LedgerError> {
        let connection = self.connection();
        let mut select = connection
            .prepare_cached("SELECT form, kind, place FROM exports WHERE profile = ?1")?;
        let rows = select.query_map([profile.as_str()], |row| {
            let (form, kind, place): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let form = Form::parse(&form).ok_or_else(|| unknown(&form))?;
            let place = match kind.as_str() {
                FILE => Place::File(place.into()),
                N8N => Place::N8n(N8nUrl::parse(&place).map_err(|_| unknown(&place))?),
                _ => return Err(unknown(&kind)),
            };
            Ok(Kept {
                profile: profile.clone(),
                form,
                place,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn columns(place: &Place) -> Option<(&'static str, &str)> {
    match place {
        Place::File(path) => Some((FILE, path.to_str()?)),
        Place::N8n(url) => Some((N8N, url.as_str())),
    }
}

fn unknown(word: &str) -> SqlError {
    SqlError::FromSqlConversionFailure(0, Type::Text, format!("{word} is not known").into())
}
