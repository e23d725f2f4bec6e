//! The exports that are written again after each refresh.

use rusqlite::types::Type;
use rusqlite::{Error as SqlError, named_params, params_from_iter};

use super::{Ledger, LedgerError};
use crate::domain::handing::{Form, Kept, N8nUrl, Place};
use crate::domain::profile::ProfileName;

const FILE: &str = "file";
const N8N: &str = "n8n";

impl Ledger {
    /// Keeps an export that holds the access token with this SHA-256. A path that is no text cannot be kept: `false`.
    pub fn keep_export(&self, kept: &Kept, held: &str) -> Result<bool, LedgerError> {
        let Some((kind, place)) = columns(&kept.place) else {
            return Ok(false);
        };
        self.connection()?
            .prepare_cached(
                "INSERT OR REPLACE INTO exports (profile, form, kind, place, held)
                 VALUES (:profile, :form, :kind, :place, :held)",
            )?
            .execute(named_params! {
                ":profile": kept.profile.as_str(),
                ":form": kept.form.id(),
                ":kind": kind,
                ":place": place,
                ":held": held,
            })?;
        Ok(true)
    }

    /// Notes which access token a kept export holds now. One that is kept no longer stays so.
    pub fn set_held(&self, kept: &Kept, held: &str) -> Result<(), LedgerError> {
        if let Some((kind, place)) = columns(&kept.place) {
            self.connection()?.execute(
                "UPDATE exports SET held = ?5
                 WHERE profile = ?1 AND form = ?2 AND kind = ?3 AND place = ?4",
                [kept.profile.as_str(), kept.form.id(), kind, place, held],
            )?;
        }
        Ok(())
    }

    /// Keeps it no longer. `false` when it was not kept.
    pub fn drop_export(&self, kept: &Kept) -> Result<bool, LedgerError> {
        let Some((kind, place)) = columns(&kept.place) else {
            return Ok(false);
        };
        let gone = self.connection()?.execute(
            "DELETE FROM exports WHERE profile = ?1 AND form = ?2 AND kind = ?3 AND place = ?4",
            [kept.profile.as_str(), kept.form.id(), kind, place],
        )?;
        Ok(gone > 0)
    }

    /// What is kept of a profile.
    pub fn kept_exports(&self, profile: &ProfileName) -> Result<Vec<Kept>, LedgerError> {
        self.exports("WHERE profile = ?1", &[profile.as_str()])
    }

    /// What is kept of a profile and holds another access token than the one with this SHA-256.
    pub fn lagging_exports(
        &self,
        profile: &ProfileName,
        sha256: &str,
    ) -> Result<Vec<Kept>, LedgerError> {
        let lags = "WHERE profile = ?1 AND held IS NOT ?2";
        self.exports(lags, &[profile.as_str(), sha256])
    }

    /// Those of all profiles that hold another access token than the row of their profile names.
    pub fn all_lagging_exports(&self) -> Result<Vec<Kept>, LedgerError> {
        let lags = "JOIN profiles ON name = profile
                    WHERE access_fingerprint IS NOT substr(held, 1, length(access_fingerprint))";
        self.exports(lags, &[])
    }

    fn exports(&self, which: &str, params: &[&str]) -> Result<Vec<Kept>, LedgerError> {
        let connection = self.connection()?;
        let select = format!("SELECT profile, form, kind, place FROM exports {which}");
        let mut select = connection.prepare_cached(&select)?;
        let rows = select.query_map(params_from_iter(params), |row| {
            let (profile, form, kind, place): (String, String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Kept {
                profile: ProfileName::parse(&profile).map_err(|_| unknown(&profile))?,
                form: Form::parse(&form).ok_or_else(|| unknown(&form))?,
                place: match kind.as_str() {
                    FILE => Place::File(place.into()),
                    N8N => Place::N8n(N8nUrl::parse(&place).map_err(|_| unknown(&place))?),
                    _ => return Err(unknown(&kind)),
                },
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
