//! A ledger that cannot be written: its disk is full or read-only, or it is somebody else's.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::error::LedgerError;
use super::{BUSY, schema, version_in};
use crate::files::open_regular;

/// Copies what is in the file into memory, brings the copy up to date, and lets nobody write into it. The file itself is
/// not touched: SQLite could not even read it without writing beside it.
pub(super) fn open(path: &Path) -> Result<Connection, LedgerError> {
    let unavailable = || LedgerError::Unavailable("it cannot be read".into());
    let version =
        version_in(open_regular(OpenOptions::new().read(true), path)?)?.ok_or_else(unavailable)?;
    schema::check_known(version)?;
    let mut url = Url::from_file_path(std::path::absolute(path)?).map_err(|()| unavailable())?;
    // What waits in the journal is read as well where it can be.
    url.set_query(Some("mode=ro"));
    let mut copy = copied(&url).or_else(|_| {
        url.set_query(Some("immutable=1"));
        copied(&url)
    })?;
    schema::migrate(&mut copy)?;
    copy.execute_batch("PRAGMA query_only = ON")?;
    Ok(copy)
}

/// Reads the file where it is; `None` where it has to be brought up to date for that.
pub(super) fn in_place(path: &Path) -> Result<Option<Connection>, LedgerError> {
    let file = Connection::open_with_flags(path, READ_ONLY)?;
    file.busy_timeout(BUSY)?;
    let version = schema::version(&file)?;
    schema::check_known(version)?;
    Ok((version == schema::VERSION).then_some(file))
}

const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_EXRESCODE);

fn copied(url: &Url) -> Result<Connection, LedgerError> {
    let flags = READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let file = Connection::open_with_flags(url.as_str(), flags)?;
    let mut copy = Connection::open_in_memory()?;
    let all_pages = -1;
    Backup::new(&file, &mut copy)?.step(all_pages)?;
    Ok(copy)
}
