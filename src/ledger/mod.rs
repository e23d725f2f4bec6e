//! What may be shown without opening the store: profiles, pending authorizations, history.
//!
//! One SQLite file, shared by every process of a user. Nothing in it is secret. Times are kept in
//! milliseconds: a value comes back cut to these.

mod backup;
mod columns;
mod error;
mod exports;
mod history;
mod hooks;
mod pending;
mod profiles;
mod read_only;
mod rename;
mod schema;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::domain::trouble::Trouble;
use crate::files::{create_private_dir, open_regular, private};

pub use error::LedgerError;
pub use hooks::HookRun;
pub use pending::Taken;

/// How long a writer waits for another one. Every transaction takes well under a millisecond.
const BUSY: Duration = Duration::from_secs(5);

/// A ledger. One that cannot be opened is a value too: whatever is asked of it fails for that reason.
#[derive(Debug)]
pub struct Ledger {
    connection: Result<Mutex<Connection>, LedgerError>,
    unwritable: Option<LedgerError>,
}

/// Between two that are equal, of one opened ledger, nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerVersion {
    by_others: i64,
    by_us: u64,
}

impl Ledger {
    /// Opens or creates the file, and brings an older one up to date. A newer
    /// one is refused untouched.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::opened(path).map_err(|error| match error {
            // SQLite tells no broken disk from a full one when it opens a file.
            LedgerError::Full if has_room(path) => {
                LedgerError::Unavailable("the disk fails (I/O error)".into())
            }
            other => other,
        })
    }

    fn opened(path: &Path) -> Result<Self, LedgerError> {
        if let Some(version) = version_on_disk(path)? {
            schema::check_known(version)?;
        }
        let mut connection = Connection::open_with_flags(path, FLAGS)?;
        connection.busy_timeout(BUSY)?;
        // The file's first page may be older than the journal beside it: ask again, and do not let
        // the refusal of a newer ledger write that journal back.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        schema::check_known(schema::version(&connection)?)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        connection.execute_batch("PRAGMA synchronous = NORMAL")?;
        if (1..schema::VERSION).contains(&schema::version(&connection)?) {
            backup::keep(path, &connection)?;
        }
        schema::migrate(&mut connection)?;
        Ok(Self { connection: Ok(Mutex::new(connection)), unwritable: None })
    }

    /// Opens what can be: where the file cannot be written, what is in it can still be read.
    pub fn open_as_far_as_possible(path: &Path) -> Self {
        Self::open(path).unwrap_or_else(|error| Self {
            connection: read_only::open(path).map(Mutex::new).map_err(|_| error.clone()),
            unwritable: Some(error),
        })
    }

    /// Opens a file that is there, to read it at once: it is neither written nor copied where that can be. One of an
    /// older version is brought up to date first.
    pub fn look(path: &Path) -> Result<Self, LedgerError> {
        let connection = match read_only::in_place(path) {
            Ok(Some(connection)) => connection,
            Ok(None) => return Self::open(path),
            Err(error) => read_only::open(path).map_err(|_| error)?,
        };
        Ok(Self { connection: Ok(Mutex::new(connection)), unwritable: None })
    }

    /// The newest copy that was made before a ledger was brought up to date.
    pub fn backup_of(path: &Path) -> Option<PathBuf> {
        backup::newest(path)
    }

    /// Why nothing can be written, where that is so.
    pub fn trouble(&self) -> Option<Trouble> {
        self.unwritable.clone().map(Trouble::from)
    }

    /// How far it is written, by whomever. To be asked before what is read.
    pub fn version(&self) -> Result<LedgerVersion, LedgerError> {
        let connection = self.connection()?;
        Ok(LedgerVersion {
            by_others: connection.pragma_query_value(None, "data_version", |row| row.get(0))?,
            by_us: connection.total_changes(),
        })
    }

    /// Looks at every page. It takes as long as the file is large, so it is not part of opening.
    pub fn check(&self) -> Result<(), LedgerError> {
        let said: String =
            self.connection()?.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" { Ok(()) } else { Err(LedgerError::Damaged(said)) }
    }

    /// A panic elsewhere leaves the connection whole: an open transaction is rolled back
    /// when it is dropped.
    fn connection(&self) -> Result<MutexGuard<'_, Connection>, LedgerError> {
        let connection = self.connection.as_ref().map_err(LedgerError::clone)?;
        Ok(connection.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes something as one step: for readers, for other writers, and for a crash.
    fn change<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut connection = self.connection()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

/// The connection has a lock of ours around it and needs none of its own.
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_EXRESCODE);

/// Creates the file for its owner only, or reads the version out of its header: without SQLite, which
/// would touch the files beside it. `None` when it is empty.
fn version_on_disk(path: &Path) -> Result<Option<i32>, LedgerError> {
    if let Some(folder) = path.parent() {
        create_private_dir(folder)?;
    }
    version_in(open_regular(private().truncate(false), path)?)
}

fn version_in(file: File) -> Result<Option<i32>, LedgerError> {
    let mut header = Vec::new();
    file.take(64).read_to_end(&mut header)?;
    if header.is_empty() {
        return Ok(None);
    }
    let version = header
        .strip_prefix(b"SQLite format 3\0")
        .and_then(|rest| rest.last_chunk::<4>())
        .filter(|_| header.len() == 64)
        .ok_or_else(|| LedgerError::Damaged("it is no SQLite file".into()))?;
    Ok(Some(i32::from_be_bytes(*version)))
}

/// Whether the disk has room, blocks and inodes.
#[cfg(unix)]
fn has_room(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    let known = rustix::fs::statvfs(folder);
    known.is_ok_and(|disk| disk.f_bavail > 0 && (disk.f_files == 0 || disk.f_favail > 0))
}

#[cfg(not(unix))]
fn has_room(_: &Path) -> bool {
    false
}

#[cfg(test)]
pub mod tests;
