//! What was tried. The newest lines are kept, however many come: a page in the browser can send
//! callbacks as fast as it likes.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, Error as SqlError, named_params};

use super::columns::{Columns, Millis, insert, rows};
use super::{Ledger, LedgerError};
use crate::domain::profile::history::Event;
use crate::domain::profile::{ProfileName, Rows};

/// How many lines are kept: a year of a thousand profiles refreshed by a nightly cron.
const KEPT: i64 = 400_000;

/// How many come before the oldest are looked at again.
const BATCH: i64 = 1024;

/// What somebody else sent is cut to this many characters.
const LONGEST: usize = 500;

impl Ledger {
    pub fn record(&self, event: &Event) -> Result<(), LedgerError> {
        self.record_keeping(event, KEPT, BATCH)
    }

    pub(super) fn record_keeping(
        &self,
        event: &Event,
        kept: i64,
        batch: i64,
    ) -> Result<(), LedgerError> {
        self.change(|connection| {
            add(connection, event)?;
            let id = connection.last_insert_rowid();
            if id % batch == 0 {
                connection.execute("DELETE FROM history WHERE id <= ?1", [id - kept])?;
            }
            Ok(())
        })
    }

    /// Adds lines of another ledger. Those that are there already are not doubled.
    pub fn adopt(&self, events: &[Event]) -> Result<(), LedgerError> {
        self.change(|connection| {
            let mut known = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM history WHERE profile IS :profile AND at = :at AND action = :action
                 AND outcome = :outcome AND detail IS :detail AND peer IS :peer AND took_ms IS :took_ms)",
            )?;
            for event in events {
                let is_known: bool = known.query_row(
                    named_params! {
                        ":profile": event.profile, ":at": Millis(event.at), ":action": event.action,
                        ":outcome": event.outcome, ":detail": cut(event.detail.as_deref()),
                        ":peer": cut(event.peer.as_deref()), ":took_ms": event.took_ms,
                    },
                    |row| row.get(0),
                )?;
                if !is_known {
                    add(connection, event)?;
                }
            }
            Ok(())
        })
    }

    /// Whether a profile was ever connected, imported or forgotten with this ledger. What was tried in vain does not count.
    pub fn knew_profiles(&self) -> Result<bool, LedgerError> {
        let knew = "SELECT EXISTS (SELECT 1 FROM history WHERE outcome IN ('authorized', 'imported', 'forgotten'))";
        Ok(self.connection()?.query_row(knew, [], |row| row.get(0))?)
    }

    /// Whose access token was accepted or refused by its account since then.
    pub fn proved_since(&self, since: Timestamp) -> Result<HashSet<ProfileName>, LedgerError> {
        let connection = self.connection()?;
        let mut select = connection.prepare_cached(
            "SELECT DISTINCT profile FROM history WHERE at >= ?1 AND profile IS NOT NULL
             AND (action = 'verify' AND outcome IN ('verified', 'refused') OR outcome = 'imported')",
        )?;
        let found = select.query_map([Millis(since)], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The last lines of one profile or of all, the newest first.
    pub fn history(
        &self,
        profile: Option<&ProfileName>,
        limit: usize,
    ) -> Result<Rows<Event>, LedgerError> {
        self.history_since(profile, Timestamp::MIN, limit)
    }

    /// The same, but none that is older.
    pub fn history_since(
        &self,
        profile: Option<&ProfileName>,
        since: Timestamp,
        limit: usize,
    ) -> Result<Rows<Event>, LedgerError> {
        let connection = self.connection()?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let select = format!(
            "SELECT * FROM history WHERE {} ORDER BY at DESC, id DESC LIMIT ?3",
            of_whom(profile)
        );
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query((profile, Millis(since), limit))?;
        Ok(rows(found, "id", read)?)
    }

    /// How many lines there are of one profile or of all.
    pub fn history_count(
        &self,
        profile: Option<&ProfileName>,
        since: Timestamp,
    ) -> Result<u64, LedgerError> {
        let select = format!("SELECT count(*) FROM history WHERE {}", of_whom(profile));
        let connection = self.connection()?;
        let mut select = connection.prepare_cached(&select)?;
        Ok(select.query_row((profile, Millis(since)), |row| row.get(0))?)
    }
}

fn add(connection: &Connection, event: &Event) -> Result<(), SqlError> {
    insert(
        connection,
        "INSERT INTO history",
        named_params! {
            ":at": Millis(event.at),
            ":profile": event.profile,
            ":action": event.action,
            ":outcome": event.outcome,
            ":took_ms": event.took_ms,
            ":peer": cut(event.peer.as_deref()),
            ":user_agent": cut(event.user_agent.as_deref()),
            ":detail": cut(event.detail.as_deref()),
            ":request_id": cut(event.request_id.as_deref()),
        },
    )
}

fn cut(text: Option<&str>) -> Option<String> {
    Some(text?.chars().take(LONGEST).collect())
}

/// Which lines: each of the two has an index.
const fn of_whom(profile: Option<&ProfileName>) -> &'static str {
    match profile {
        Some(_) => "profile = ?1 AND at >= ?2",
        None => "?1 IS NULL AND at >= ?2",
    }
}

fn read(row: &Columns<'_>) -> Result<Event, SqlError> {
    Ok(Event {
        at: row.time("at")?,
        profile: row.get("profile")?,
        action: row.get("action")?,
        outcome: row.get("outcome")?,
        took_ms: row.get("took_ms")?,
        peer: row.get("peer")?,
        user_agent: row.get("user_agent")?,
        detail: row.get("detail")?,
        request_id: row.get("request_id")?,
    })
}
