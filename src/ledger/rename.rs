//! Another name for a profile, in every table at once.

use rusqlite::Connection;

use super::{Ledger, LedgerError};
use crate::domain::profile::ProfileName;

impl Ledger {
    /// Gives everything that is known of a profile another name. What is kept up to date may name it, and is written
    /// once more. To do it again changes nothing.
    pub fn rename_profile(&self, from: &ProfileName, to: &ProfileName) -> Result<(), LedgerError> {
        self.change(|connection| {
            for table in ["pending", "history", "exports", "hooks_run"] {
                let update =
                    format!("UPDATE OR REPLACE {table} SET profile = ?2 WHERE profile = ?1");
                connection.execute(&update, [from, to])?;
            }
            connection.execute("UPDATE exports SET held = NULL WHERE profile = ?1", [to])?;
            let update = "UPDATE OR REPLACE profiles SET name = ?2 WHERE name = ?1";
            connection.execute(update, [from, to])?;
            Ok(())
        })
    }

    /// Whether there is a row of this name, readable or not.
    pub fn has_profile(&self, name: &ProfileName) -> Result<bool, LedgerError> {
        exists(&*self.connection()?, "SELECT 1 FROM profiles WHERE name = ?1", name)
    }

    /// Whether another profile was connected under this name.
    pub fn was_anothers(&self, name: &ProfileName) -> Result<bool, LedgerError> {
        let others = "SELECT 1 FROM profiles WHERE first_name = ?1 AND name <> ?1";
        exists(&*self.connection()?, others, name)
    }
}

fn exists(connection: &Connection, rows: &str, name: &ProfileName) -> Result<bool, LedgerError> {
    let exists = format!("SELECT EXISTS ({rows})");
    Ok(connection.prepare_cached(&exists)?.query_row([name], |row| row.get(0))?)
}
