//! Every page and every row of the ledger.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::bounded::bounded_with;
use super::check::Check;
use super::subject::HomePaths;
use crate::domain::profile::Profile;
use crate::domain::shell::quoted;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;

/// The profiles that the other checks are about; none where they cannot be read, which this check tells.
pub async fn profiles(ledger: &Result<Arc<Ledger>, Trouble>) -> Vec<Profile> {
    bounded_with(ledger, |ledger| Ok(ledger.profiles()?.read)).await.unwrap_or_default()
}

/// One line for the file, and one for each row that makes no sense.
pub async fn check(
    ledger: &Result<Arc<Ledger>, Trouble>,
    paths: &Result<HomePaths, Trouble>,
) -> Vec<Check> {
    let file = paths.as_ref().ok().map(|paths| paths.ledger.clone());
    let looked = file.clone();
    let looked = bounded_with(ledger, |ledger| look(&ledger, looked)).await;
    looked.unwrap_or_else(|trouble| vec![broken(file, trouble)])
}

fn look(ledger: &Ledger, file: Option<PathBuf>) -> Result<Vec<Check>, Trouble> {
    let begun = Instant::now();
    ledger.check()?;
    let rows = ledger.profiles()?;
    let bytes =
        file.and_then(|file| std::fs::metadata(file).ok()).map_or(0, |metadata| metadata.len());
    let whole = Check::ok("ledger", "doctor-ledger-whole")
        .number("profiles", rows.read.len() + rows.unreadable.len())
        .number("size", bytes.div_ceil(1024))
        .number("ms", begun.elapsed().as_millis());
    let unreadable =
        rows.unreadable.iter().map(|row| Check::trouble(format!("row:{}", row.key), row.trouble()));
    Ok(std::iter::once(whole).chain(unreadable).collect())
}

/// It cannot be opened, or not be read.
fn broken(file: Option<PathBuf>, trouble: Trouble) -> Check {
    let is_damaged = trouble.cause == Cause::LedgerDamaged;
    let check = Check::trouble("ledger", trouble);
    let Some(file) = file.filter(|_| is_damaged) else {
        return check;
    };
    let away = quoted(&file.with_extension("damaged").to_string_lossy());
    let damaged = quoted(&file.to_string_lossy());
    // What SQLite keeps beside it belongs to it.
    let check = check
        .text("command", format_args!("mkdir -p {away} && mv {damaged}* {away}/"))
        .fix("doctor-ledger-mend");
    match Ledger::backup_of(&file) {
        Some(backup) => check.text("path", backup.display()).fix("doctor-ledger-backup"),
        None => check,
    }
}
