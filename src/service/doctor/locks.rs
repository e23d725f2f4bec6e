//! Who holds a profile now.

use std::path::Path;
use std::time::Duration;

use super::bounded::bounded;
use super::check::Check;
use super::subject::HomePaths;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::Trouble;
use crate::store::{LockError, ProfileLock};

/// Takes every lock once, without waiting: one line for those that are free, and one for each that is not.
pub async fn check(paths: &Result<HomePaths, Trouble>, profiles: &[Profile]) -> Vec<Check> {
    let (Ok(paths), [first, ..]) = (paths, profiles) else {
        return vec![Check::not_applicable("locks", "doctor-no-profiles")];
    };
    let names: Vec<_> = profiles.iter().map(|row| row.name.clone()).collect();
    let folder = paths.locks.clone();
    let looked =
        bounded(move || names.iter().filter_map(|name| look(&folder, name)).collect::<Vec<_>>());
    let taken = looked
        .await
        .unwrap_or_else(|slow| vec![Check::trouble(format!("lock:{}", first.name), slow)]);
    let free = match profiles.len().saturating_sub(taken.len()) {
        // The lines of those that are not free follow.
        0 => Check::not_applicable("locks", "doctor-locks-free").number("free", 0_u64),
        free => Check::ok("locks", "doctor-locks-free").number("free", free),
    };
    std::iter::once(free.number("of", profiles.len())).chain(taken).collect()
}

/// A lock that is not free. It is there to be held; one that never ends is worth a look.
fn look(folder: &Path, profile: &ProfileName) -> Option<Check> {
    let name = format!("lock:{profile}");
    match ProfileLock::acquire(&[folder], profile, Duration::ZERO, |_| {}) {
        Ok(_) => None,
        Err(LockError::Busy { holder: Some(holder) }) => Some(
            Check::attention(name, "doctor-lock-held-by")
                .text("holder", &holder)
                // As text: a number of a process is a name.
                .text("pid", holder.pid)
                .fix("doctor-lock-mend"),
        ),
        Err(LockError::Busy { holder: None }) => {
            Some(Check::attention(name, "doctor-lock-held").fix("doctor-lock-wait"))
        }
        Err(error @ LockError::Io(_)) => Some(Check::trouble(name, error.into())),
    }
}
