//! Who holds a profile now.

use std::path::Path;
use std::time::Duration;

use super::{Check, Finding, Places, Verdict, bounded, too_slow};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::Trouble;
use crate::store::{Holder, LockError, ProfileLock};

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// There is no profile, or no folder.
    NoProfiles,
    /// So many were taken and given back.
    Free {
        /// How many.
        free: u64,
        /// Of how many.
        of: u64,
    },
    /// Somebody has this one.
    Held {
        /// Which.
        profile: ProfileName,
        /// Who, where it told.
        holder: Option<Holder>,
    },
    /// This one cannot be locked at all.
    Unusable {
        /// Which.
        profile: ProfileName,
        /// Why.
        trouble: Trouble,
    },
}

impl Seen {
    /// A lock is there to be held; one that never ends is worth a look.
    pub const fn verdict(&self) -> Verdict {
        match self {
            // The lines of those that are not free follow.
            Self::NoProfiles | Self::Free { free: 0, .. } => Verdict::NotApplicable,
            Self::Free { .. } => Verdict::Ok,
            Self::Held { .. } => Verdict::Attention,
            Self::Unusable { .. } => Verdict::Failed,
        }
    }
}

/// Takes every lock once, without waiting: one line for those that are free, and one for each that is not.
pub async fn check(places: &Result<Places, Trouble>, profiles: &[Profile]) -> Vec<Check> {
    let all = |seen| Check::new("locks", Finding::Locks(seen));
    let Ok(places) = places else {
        return vec![all(Seen::NoProfiles)];
    };
    let Some(first) = profiles.first() else {
        return vec![all(Seen::NoProfiles)];
    };
    let names: Vec<_> = profiles.iter().map(|row| row.name.clone()).collect();
    let of = u64::try_from(names.len()).unwrap_or(u64::MAX);
    let folder = places.locks.clone();
    let looked = bounded(move || {
        names
            .into_iter()
            .filter_map(|name| look(&folder, name))
            .collect::<Vec<_>>()
    });
    let taken = looked.await.unwrap_or_else(|| {
        let profile = first.name.clone();
        let trouble = too_slow();
        vec![(profile.clone(), Seen::Unusable { profile, trouble })]
    });
    let free = of.saturating_sub(u64::try_from(taken.len()).unwrap_or(u64::MAX));
    let mut checks = vec![all(Seen::Free { free, of })];
    checks.extend(
        taken
            .into_iter()
            .map(|(name, seen)| Check::about("lock", name, Finding::Locks(seen))),
    );
    checks
}

fn look(folder: &Path, profile: ProfileName) -> Option<(ProfileName, Seen)> {
    let name = profile.clone();
    match ProfileLock::acquire(&[folder], &profile, Duration::ZERO, |_| {}) {
        Ok(_) => None,
        Err(LockError::Busy { holder }) => Some((name, Seen::Held { profile, holder })),
        Err(error @ LockError::Io(_)) => {
            let trouble = error.into();
            Some((name, Seen::Unusable { profile, trouble }))
        }
    }
}
