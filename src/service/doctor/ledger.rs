//! Every page of the ledger.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::{Check, Finding, Places, Verdict, bounded, millis_since, too_slow};
use crate::domain::profile::Profile;
use crate::domain::rows::UnreadableRow;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Every page is whole.
    Whole {
        /// The file's size.
        bytes: u64,
        /// How many profiles are in it.
        profiles: u64,
        /// How long it took.
        took_ms: u64,
    },
    /// The row of a profile makes no sense.
    Row(UnreadableRow),
    /// It cannot be opened, or not be read.
    Broken {
        /// The file, where it is known.
        file: Option<PathBuf>,
        /// Why.
        trouble: Trouble,
        /// The newest copy from before an upgrade.
        backup: Option<PathBuf>,
    },
}

impl Seen {
    /// Without it nothing works.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Whole { .. } => Verdict::Ok,
            Self::Row(_) | Self::Broken { .. } => Verdict::Failed,
        }
    }
}

/// The profiles that the other checks are about; none where they cannot be read, which this check tells.
pub(super) async fn profiles(ledger: &Result<Arc<Ledger>, Trouble>) -> Vec<Profile> {
    let Ok(ledger) = ledger.clone() else {
        return Vec::new();
    };
    let profiles = bounded(move || ledger.profiles()).await;
    let profiles = profiles.and_then(Result::ok);
    profiles.map_or_else(Vec::new, |profiles| profiles.read)
}

/// Looks at every page, and at every row: one line for each that makes no sense.
pub async fn check(
    ledger: &Result<Arc<Ledger>, Trouble>,
    places: &Result<Places, Trouble>,
) -> Vec<Check> {
    let file = places.as_ref().ok().map(|places| places.ledger.clone());
    let looked = match ledger.clone() {
        Ok(ledger) => {
            let file = file.clone();
            bounded(move || look(&ledger, file)).await
        }
        Err(trouble) => Some(Err(trouble)),
    };
    match looked.unwrap_or_else(|| Err(too_slow())) {
        Ok((seen, unreadable)) => {
            let rows = unreadable.into_iter().map(|row| {
                let name = row.key.clone();
                Check::about("row", name, Finding::Ledger(Seen::Row(row)))
            });
            let whole = Check::new("ledger", Finding::Ledger(seen));
            std::iter::once(whole).chain(rows).collect()
        }
        Err(trouble) => {
            let backup = file.as_deref().and_then(Ledger::backup_of);
            let broken = Seen::Broken {
                file,
                trouble,
                backup,
            };
            vec![Check::new("ledger", Finding::Ledger(broken))]
        }
    }
}

fn look(ledger: &Ledger, file: Option<PathBuf>) -> Result<(Seen, Vec<UnreadableRow>), Trouble> {
    let begun = Instant::now();
    ledger.check()?;
    let rows = ledger.profiles()?;
    let profiles = rows.read.len() + rows.unreadable.len();
    let bytes = file
        .and_then(|file| std::fs::metadata(file).ok())
        .map_or(0, |metadata| metadata.len());
    let whole = Seen::Whole {
        bytes,
        profiles: u64::try_from(profiles).unwrap_or(u64::MAX),
        took_ms: millis_since(begun),
    };
    Ok((whole, rows.unreadable))
}
