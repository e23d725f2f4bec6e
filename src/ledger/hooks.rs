//! What is run when something happens, and for what it was run last.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Error as SqlError, named_params};
use serde::{Deserialize, Serialize};

use super::columns::{Columns, Millis};
use super::{Ledger, LedgerError};
use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::ProfileName;

impl Ledger {
    /// All hooks: one for each thing that can happen.
    pub fn hooks(&self) -> Result<Vec<Hook>, LedgerError> {
        let connection = self.connection()?;
        let mut select =
            connection.prepare_cached("SELECT event, days, command FROM hooks ORDER BY event")?;
        let rows = select.query_map([], |row| {
            let row = Columns::of(row);
            let command: String = row.get("command")?;
            Ok(Hook {
                on: row.get("event")?,
                days: row.get("days")?,
                command: serde_json::from_str(&command).map_err(|error| {
                    SqlError::FromSqlConversionFailure(2, Type::Text, error.into())
                })?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sets a hook in the place of the one there was. What another one was run for, this one was not.
    pub fn put_hook(&self, hook: &Hook) -> Result<(), LedgerError> {
        let command = serde_json::to_string(&hook.command)
            .map_err(|error| SqlError::ToSqlConversionFailure(error.into()))?;
        self.change(|connection| {
            let changed = connection.execute(
                "INSERT INTO hooks (event, days, command) VALUES (:event, :days, :command)
                 ON CONFLICT (event) DO UPDATE SET days = excluded.days, command = excluded.command
                 WHERE days IS NOT excluded.days OR command <> excluded.command",
                named_params! { ":event": hook.on, ":days": hook.days, ":command": command },
            )?;
            if changed > 0 {
                connection.execute("DELETE FROM hooks_run WHERE event = ?1", [hook.on])?;
            }
            Ok(())
        })
    }

    /// Removes a hook, and forgets for what it was run. `false` when there was none.
    pub fn remove_hook(&self, on: Happening) -> Result<bool, LedgerError> {
        self.change(|connection| {
            connection.execute("DELETE FROM hooks_run WHERE event = ?1", [on])?;
            let gone = connection.execute("DELETE FROM hooks WHERE event = ?1", [on])?;
            Ok(gone > 0)
        })
    }

    /// Notes that a hook is begun for something: `false` where it has ended well for the same already, or where
    /// somebody has begun it less than `limit` ago.
    pub fn begin_hook(&self, run: &HookRun, limit: Duration) -> Result<bool, LedgerError> {
        let limit = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
        let noted = self
            .connection()?
            .prepare_cached(
                "INSERT INTO hooks_run (profile, event, about, begun_at)
                 VALUES (:profile, :event, :about, :now)
                 ON CONFLICT (profile, event) DO UPDATE SET about = :about, begun_at = :now
                 WHERE about <> :about OR abs(:now - begun_at) > :limit",
            )?
            .execute(named_params! {
                ":profile": run.profile,
                ":event": run.on,
                ":about": Millis(run.about),
                ":now": Millis(run.begun_at),
                ":limit": limit,
            })?;
        Ok(noted > 0)
    }

    /// Notes how a hook has ended. One that failed is to be run again.
    pub fn end_hook(&self, run: &HookRun, ended_well: bool) -> Result<(), LedgerError> {
        let own = "WHERE profile = :profile AND event = :event AND begun_at = :begun_at";
        let sql = if ended_well {
            format!("UPDATE hooks_run SET begun_at = NULL {own}")
        } else {
            format!("DELETE FROM hooks_run {own}")
        };
        self.connection()?.prepare_cached(&sql)?.execute(named_params! {
            ":profile": run.profile,
            ":event": run.on,
            ":begun_at": Millis(run.begun_at),
        })?;
        Ok(())
    }
}

/// A hook that is run for a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookRun {
    pub profile: ProfileName,
    pub on: Happening,
    /// When that began: the same occurrence is told once. See [`Hook::about`].
    pub about: Timestamp,
    pub begun_at: Timestamp,
}
