//! Authorizations that wait for their callback. Each is taken once.

use jiff::Timestamp;
use rusqlite::{Error as SqlError, OptionalExtension as _, named_params};

use super::columns::{Columns, Millis, insert, rows};
use super::{Ledger, LedgerError};
use crate::domain::authorize::pending::{Pending, StateHash};
use crate::domain::profile::Rows;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was waited for. From now on it is unknown.
    Live(Box<Pending>),
    /// It came too late. From now on it is unknown.
    Expired(Box<Pending>),
    /// It is waited for, by another attempt, which still can take it.
    Anothers,
    /// Nobody waits for it: never begun here, cleaned up, or taken before.
    Unknown,
}

impl Ledger {
    pub fn begin(&self, pending: &Pending) -> Result<(), LedgerError> {
        let row = named_params! {
            ":state_hash": pending.state.as_hex(),
            ":profile": pending.profile,
            ":host": pending.host,
            ":client_id": pending.client_id,
            ":redirect_uri": pending.redirect_uri,
            ":sandbox": pending.sandbox,
            ":created_at": Millis(pending.created_at),
            ":expires_at": Millis(pending.expires_at),
        };
        Ok(insert(&*self.connection()?, "INSERT INTO pending", row)?)
    }

    /// Takes what waits for a state, where it is one's own: of all who ask, in all processes, one gets it.
    pub fn take(
        &self,
        state: &StateHash,
        now: Timestamp,
        is_own: impl FnOnce(&Pending) -> bool,
    ) -> Result<Taken, LedgerError> {
        self.change(|connection| {
            let mut select =
                connection.prepare_cached("SELECT * FROM pending WHERE state_hash = ?1")?;
            let found =
                select.query_row([state.as_hex()], |row| read(&Columns::of(row))).optional()?;
            let taken = match found {
                None => return Ok(Taken::Unknown),
                Some(pending) if !pending.is_live(now) => Taken::Expired(Box::new(pending)),
                Some(pending) if is_own(&pending) => Taken::Live(Box::new(pending)),
                Some(_) => return Ok(Taken::Anothers),
            };
            connection
                .prepare_cached("DELETE FROM pending WHERE state_hash = ?1")?
                .execute([state.as_hex()])?;
            Ok(taken)
        })
    }

    /// Stops waiting. `false` when it was not waited for.
    pub fn cancel(&self, state: &StateHash) -> Result<bool, LedgerError> {
        let gone = self
            .connection()?
            .execute("DELETE FROM pending WHERE state_hash = ?1", [state.as_hex()])?;
        Ok(gone > 0)
    }

    /// What is waited for, the newest first.
    pub fn pending(&self, now: Timestamp) -> Result<Vec<Pending>, LedgerError> {
        let connection = self.connection()?;
        let mut select = connection.prepare_cached(
            "SELECT * FROM pending WHERE ?1 < expires_at ORDER BY created_at DESC, state_hash",
        )?;
        let mut live = known(rows(select.query([Millis(now)])?, "profile", read)?);
        live.retain(|pending| pending.is_live(now));
        Ok(live)
    }

    /// What has ended: its draft may be in the store, and goes first.
    pub fn ended(&self, now: Timestamp) -> Result<Vec<Pending>, LedgerError> {
        let connection = self.connection()?;
        let mut select =
            connection.prepare_cached("SELECT * FROM pending WHERE expires_at <= ?1")?;
        Ok(known(rows(select.query([Millis(now)])?, "profile", read)?))
    }
}

/// An authorization that cannot be read is not waited for, and ends like any other.
fn known(rows: Rows<Pending>) -> Vec<Pending> {
    for row in rows.unreadable {
        let (profile, reason) = (row.key, row.reason);
        tracing::warn!(profile, reason, "an authorization is not waited for");
    }
    rows.read
}

fn read(row: &Columns<'_>) -> Result<Pending, SqlError> {
    Ok(Pending {
        state: StateHash::from_hex(row.get::<String>("state_hash")?),
        profile: row.get("profile")?,
        host: row.get("host")?,
        client_id: row.get("client_id")?,
        redirect_uri: row.get("redirect_uri")?,
        sandbox: row.get("sandbox")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
    })
}
