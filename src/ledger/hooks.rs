//! What is run when something happens, and for what it was run last.

use jiff::Timestamp;
use rusqlite::named_params;
use rusqlite::{Error as SqlError, types::Type};

use super::columns::{from_word, millis, word};
use super::{Ledger, LedgerError};
use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::ProfileName;

impl Ledger {
    /// All hooks: one for each thing that can happen.
    pub fn hooks(&self) -> Result<Vec<Hook>, LedgerError> {
        let connection = self.connection();
        let mut select =
            connection.prepare_cached("SELECT event, days, command FROM hooks ORDER BY event")?;
        let rows = select.query_map([], |row| {
            let (event, days, command): (String, Option<u16>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Hook {
                on: from_word(&event).map_err(unreadable)?,
                days,
                command: serde_json::from_str(&command).map_err(unreadable)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sets a hook in the place of the one there was.
    pub fn put_hook(&self, hook: &Hook) -> Result<(), LedgerError> {
        let command = serde_json::to_string(&hook.command)
            .map_err(|error| SqlError::ToSqlConversionFailure(error.into()))?;
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO hooks VALUES (:event, :days, :command)")?
            .execute(named_params! {
                ":event": word(hook.on)?,
                ":days": hook.days,
                ":command": command,
            })?;
        Ok(())
    }

    /// Removes a hook, and forgets for what it was run. `false` when there was none.
    pub fn remove_hook(&self, on: Happening) -> Result<bool, LedgerError> {
        let event = word(on)?;
        self.change(|connection| {
            connection.execute("DELETE FROM hooks_run WHERE event = ?1", [&event])?;
            let gone = connection.execute("DELETE FROM hooks WHERE event = ?1", [&event])?;
            Ok(gone > 0)
        })
    }

    /// Notes that a hook is run for something; of all who see the same, in all processes, one is told to run it.
    pub fn is_first_to_see(
        &self,
        profile: &ProfileName,
        on: Happening,
        about: Timestamp,
    ) -> Result<bool, LedgerError> {
        let noted = self
            .connection()
            .prepare_cached(
                "INSERT INTO hooks_run VALUES (:profile, :event, :about)
                 ON CONFLICT (profile, event) DO UPDATE SET about = excluded.about
                 WHERE about <> excluded.about",
            )?
            .execute(named_params! {
                ":profile": profile.as_str(),
                ":event": word(on)?,
                ":about": millis(about),
            })?;
        Ok(noted > 0)
    }
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> SqlError {
    SqlError::FromSqlConversionFailure(0, Type::Text, error.into())
}
