//! What was tried. The newest lines are kept, however many come: a page in the browser can send
//! callbacks as fast as it likes.

use jiff::Timestamp;
use rusqlite::{Error as SqlError, Row, named_params};

use super::columns::{Columns, from_word, millis, number, rows, word};
use super::{Ledger, LedgerError};
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::ProfileName;
use crate::domain::rows::Rows;

/// How many lines are kept: a year of a thousand profiles refreshed by a nightly cron.
const KEPT: i64 = 400_000;

/// How many come before the oldest are looked at again.
const BATCH: i64 = 1024;

/// What somebody else sent is cut to this many characters.
const LONGEST: usize = 500;

/// A line of the history as far as the small picture of the last 30 days needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// What was tried.
    pub action: Action,
    /// How it ended.
    pub outcome: Outcome,
}

impl Ledger {
    /// Adds a line.
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
            connection
                .prepare_cached(
                    "INSERT INTO history (at, profile, action, outcome, took_ms, peer, user_agent,
                     detail, request_id) VALUES (:at, :profile, :action, :outcome, :took_ms, :peer,
                     :user_agent, :detail, :request_id)",
                )?
                .execute(named_params! {
                    ":at": millis(event.at),
                    ":profile": event.profile.as_ref().map(ProfileName::as_str),
                    ":action": word(event.action)?,
                    ":outcome": word(event.outcome)?,
                    ":took_ms": event.took_ms.map(number).transpose()?,
                    ":peer": cut(event.peer.as_deref()),
                    ":user_agent": cut(event.user_agent.as_deref()),
                    ":detail": cut(event.detail.as_deref()),
                    ":request_id": cut(event.request_id.as_deref()),
                })?;
            let id = connection.last_insert_rowid();
            if id % batch == 0 {
                connection.execute("DELETE FROM history WHERE id <= ?1", [id - kept])?;
            }
            Ok(())
        })
    }

    /// Whether a profile was ever connected, imported or forgotten with this ledger. What was tried in vain does not count.
    pub fn knew_profiles(&self) -> Result<bool, LedgerError> {
        let knew = "SELECT EXISTS (SELECT 1 FROM history WHERE outcome IN ('authorized', 'imported', 'forgotten'))";
        Ok(self.connection()?.query_row(knew, [], |row| row.get(0))?)
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
        let name = profile.map(ProfileName::as_str);
        let found = select.query((name, millis(since), limit))?;
        Ok(rows(found, "id", read)?)
    }

    /// How many lines there are of one profile or of all.
    pub fn history_count(
        &self,
        profile: Option<&ProfileName>,
        since: Timestamp,
    ) -> Result<u64, LedgerError> {
        let connection = self.connection()?;
        let select = format!("SELECT count(*) FROM history WHERE {}", of_whom(profile));
        let mut select = connection.prepare_cached(&select)?;
        let name = profile.map(ProfileName::as_str);
        let count: i64 = select.query_row((name, millis(since)), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// What happened to a profile since then, the oldest first. Days are cut out of it where a time
    /// zone is known.
    pub fn marks(&self, profile: &ProfileName, since: Timestamp) -> Result<Vec<Mark>, LedgerError> {
        let connection = self.connection()?;
        let mut select = connection.prepare_cached(
            "SELECT at, action, outcome FROM history WHERE profile = ?1 AND at >= ?2
             ORDER BY at, id",
        )?;
        let rows = select.query_map((profile.as_str(), millis(since)), |row| {
            let row = Columns::of(row);
            Ok(Mark {
                at: row.time("at")?,
                action: row.parsed("action", from_word)?,
                outcome: row.parsed("outcome", from_word)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Which lines: each of the two has an index.
const fn of_whom(profile: Option<&ProfileName>) -> &'static str {
    match profile {
        Some(_) => "profile = ?1 AND at >= ?2",
        None => "?1 IS NULL AND at >= ?2",
    }
}

/// Nothing that somebody else sent is kept at any length.
fn cut(text: Option<&str>) -> Option<String> {
    text.map(|text| text.chars().take(LONGEST).collect())
}

fn read(row: &Row<'_>) -> Result<Event, SqlError> {
    let row = Columns::of(row);
    Ok(Event {
        at: row.time("at")?,
        profile: row.parsed_if_any("profile", ProfileName::parse)?,
        action: row.parsed("action", from_word)?,
        outcome: row.parsed("outcome", from_word)?,
        took_ms: row.number_if_any("took_ms")?,
        peer: row.get("peer")?,
        user_agent: row.get("user_agent")?,
        detail: row.get("detail")?,
        request_id: row.get("request_id")?,
    })
}
