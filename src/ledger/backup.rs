//! What a ledger was before a program brought it up to date: copies beside it, the last two of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::LedgerError;
use super::schema;
use crate::files::folder_of;

const KEPT: usize = 2;

/// Copies a ledger that has something in it, as it is, under the name of its version.
pub(super) fn keep(path: &Path, ledger: &Connection) -> Result<(), LedgerError> {
    // For its owner only, and under its name once it is whole.
    let file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    let mut copy = Connection::open(file.path())?;
    let all_pages = -1;
    Backup::new(ledger, &mut copy)?.step(all_pages)?;
    // It shall be one file, whatever the journal of the other one was.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    let version = schema::version(&copy)?;
    drop(copy);
    if (1..schema::VERSION).contains(&version) {
        file.as_file().sync_all()?;
        file.persist(path.with_extension(format!("v{version}.backup")))
            .map_err(|error| error.error)?;
    }
    let mut older = all(path)?;
    older.truncate(older.len().saturating_sub(KEPT));
    for (_, backup) in older {
        fs::remove_file(backup)?;
    }
    Ok(())
}

/// The newest copy of a ledger, where there is one.
pub(super) fn newest(path: &Path) -> Option<PathBuf> {
    let (_, newest) = all(path).ok()?.pop()?;
    Some(newest)
}

/// All copies, the oldest first.
fn all(path: &Path) -> io::Result<Vec<(i32, PathBuf)>> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut all = Vec::new();
    for entry in fs::read_dir(folder_of(path))? {
        let backup = entry?.path();
        let name = backup.file_name().unwrap_or_default().to_string_lossy();
        let version = name
            .strip_prefix(&*stem)
            .and_then(|rest| rest.strip_prefix(".v")?.strip_suffix(".backup"))
            .and_then(|version| version.parse().ok());
        if let Some(version) = version {
            all.push((version, backup));
        }
    }
    all.sort_unstable();
    Ok(all)
}
