//! The shape of the ledger, version by version. A step that was released is never changed: a new
//! column, and a new word in an old one, is a new step.

use std::time::Duration;

use backon::{BlockingRetryable as _, ConstantBuilder};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::BUSY;
use super::error::LedgerError;

/// The step at index *n* leads from version *n* to *n* + 1.
pub(super) const STEPS: [&str; 6] = [
    "
    CREATE TABLE profiles (
        name TEXT PRIMARY KEY,
        host TEXT NOT NULL,
        grant_type TEXT NOT NULL,
        store TEXT NOT NULL,
        client_id TEXT,
        redirect_uri TEXT,
        sandbox TEXT,
        generation INTEGER NOT NULL,
        account_id INTEGER,
        account_name TEXT,
        user_id INTEGER,
        user_name TEXT,
        scopes TEXT NOT NULL,
        access_expires_at INTEGER,
        access_lifetime INTEGER,
        access_fingerprint TEXT,
        refresh_issued_at INTEGER,
        refresh_estimated_expiry INTEGER,
        refresh_fingerprint TEXT,
        clock_skew INTEGER NOT NULL,
        last_refresh_at INTEGER,
        last_refresh_outcome TEXT,
        needs_authorization_since INTEGER,
        needs_authorization_hint TEXT,
        elsewhere_since INTEGER,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Of a state only its SHA-256 is kept.
    CREATE TABLE pending (
        state_hash TEXT PRIMARY KEY,
        profile TEXT NOT NULL,
        host TEXT NOT NULL,
        client_id TEXT NOT NULL,
        redirect_uri TEXT NOT NULL,
        sandbox TEXT,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- No reference to profiles: the history of a deleted one stays.
    CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        profile TEXT,
        action TEXT NOT NULL,
        outcome TEXT NOT NULL,
        took_ms INTEGER,
        peer TEXT,
        user_agent TEXT,
        detail TEXT,
        request_id TEXT
    ) STRICT;
    CREATE INDEX history_by_profile ON history (profile, at);
    CREATE INDEX history_by_time ON history (at);
",
    // When an answer was lost that may have held the new pair.
    "ALTER TABLE profiles ADD COLUMN answer_lost_at INTEGER",
    // Exports, imports and hooks, in the history too; what is written again after each refresh, and what is run.
    "
    CREATE TABLE exports (
        profile TEXT NOT NULL,
        form TEXT NOT NULL,
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (profile, form, kind, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE hooks (
        event TEXT PRIMARY KEY,
        days INTEGER,
        command TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What a hook was run for last: the same is told once.
    CREATE TABLE hooks_run (
        profile TEXT NOT NULL,
        event TEXT NOT NULL,
        about INTEGER NOT NULL,
        PRIMARY KEY (profile, event)
    ) STRICT, WITHOUT ROWID;
",
    // What each kept export holds: the SHA-256 of an access token, NULL where that is not known. When a hook was
    // begun, until it has ended well: NULL means that it has. What failed last was not told to anybody.
    "
    ALTER TABLE exports ADD COLUMN held TEXT;
    ALTER TABLE hooks_run ADD COLUMN begun_at INTEGER;
    DELETE FROM hooks_run WHERE 'failed' = (
        SELECT outcome FROM history
        WHERE history.profile = hooks_run.profile AND action = 'hook' AND detail LIKE event || ' %'
        ORDER BY at DESC, id DESC LIMIT 1
    );
",
    // Since when the account does not accept the access token.
    "ALTER TABLE profiles ADD COLUMN access_refused_at INTEGER",
    // A line of the person's own; the name before the first rename. Renames are in the history too.
    "
    ALTER TABLE profiles ADD COLUMN note TEXT;
    ALTER TABLE profiles ADD COLUMN first_name TEXT;
",
];

/// The version that this program writes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "there is no way to convert in a constant, and there are a few steps only"
)]
pub(super) const VERSION: i32 = STEPS.len() as i32;

/// Between two attempts to be alone with the file.
const WAL_WAIT: Duration = Duration::from_millis(2);

pub(super) fn version(connection: &Connection) -> Result<i32, LedgerError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

pub(super) fn check_known(version: i32) -> Result<(), LedgerError> {
    match version {
        0..=VERSION => Ok(()),
        found => Err(LedgerError::Newer { found, known: VERSION }),
    }
}

/// Takes the steps that are missing, all of them or none.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), LedgerError> {
    use_wal(connection)?;
    if version(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have been faster.
    let from = version(&transaction)?;
    check_known(from)?;
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Readers and a writer side by side. It is said once in a file's life, and only here SQLite does
/// not wait by itself when somebody else is at the file.
fn use_wal(connection: &Connection) -> Result<(), LedgerError> {
    let mode = |pragma| connection.query_row(pragma, [], |row| row.get::<_, String>(0));
    if mode("PRAGMA journal_mode")? == "wal" {
        return Ok(());
    }
    let tries = BUSY.as_millis() / WAL_WAIT.as_millis();
    let again = ConstantBuilder::default()
        .with_delay(WAL_WAIT)
        .with_max_times(usize::try_from(tries).unwrap_or(usize::MAX));
    (|| mode("PRAGMA journal_mode = WAL"))
        .retry(again)
        .when(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
        .call()?;
    Ok(())
}
