//! A ledger that cannot be written: its disk is full or read-only, or it is somebody else's.

use std::fs::File;
use std::path::Path;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::error::LedgerError;
use super::{regular, schema, version_in};

/// Copies what is in the file into memory, brings the copy up to date, and lets nobody write into it. The file itself is
/// not touched: SQLite could not even read it without writing beside it.
pub(super) fn open(path: &Path) -> Result<Connection, LedgerError> {
    regular(path)?;
    let unavailable = || LedgerError::Unavailable("it cannot be read".into());
    let version = version_in(File::open(path)?)?.ok_or_else(unavailable)?;
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

fn copied(url: &Url) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let file = Connection::open_with_flags(url.as_str(), flags)?;
    let mut copy = Connection::open_in_memory()?;
    let all_pages = -1;
    Backup::new(&file, &mut copy)?.step(all_pages)?;
    Ok(copy)
}
