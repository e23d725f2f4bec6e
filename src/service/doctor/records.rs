//! Each profile's record: readable, and equal to its row.

use std::time::Instant;

use jiff::Timestamp;

use super::super::unfinished::is_live;
use super::{Check, Finding, PATIENCE, Subject, Verdict, bounded, store};
use crate::domain::profile::{Profile, ProfileName, StoreKind};
use crate::domain::reflect;
use crate::domain::trouble::Trouble;
use crate::store::Store;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// There is no profile.
    NoProfiles,
    /// These are in the store, and not on the list.
    Unlisted {
        /// Which.
        profiles: Vec<ProfileName>,
    },
    /// The secret keys of these are kept for a consent that nobody waits for any more.
    Abandoned {
        /// Which.
        profiles: Vec<ProfileName>,
    },
    /// The store cannot be used, so nothing was read.
    StoreFails,
    /// So many were read and agree with their rows.
    Agree {
        /// How many.
        agree: u64,
        /// Of how many.
        of: u64,
    },
    /// The time was over before this many were read.
    NotRead {
        /// How many.
        left: u64,
    },
    /// This one is in a store that is not in use now.
    Elsewhere {
        /// Which.
        profile: ProfileName,
        /// Where.
        store: StoreKind,
    },
    /// This one has no record.
    Missing {
        /// Which.
        profile: ProfileName,
    },
    /// This one cannot be read.
    Unreadable {
        /// Which.
        profile: ProfileName,
        /// Why.
        trouble: Trouble,
    },
    /// This one says something else than its row.
    Differs {
        /// Which.
        profile: ProfileName,
        /// In what: the name of a column, what the row says, and what the record says.
        first: Difference,
        /// How many columns differ.
        columns: u64,
    },
}

/// What a row and its record say of the same thing. Nothing of it is secret: it is what rows are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The column.
    pub column: String,
    /// What the row says.
    pub row: String,
    /// What the record says.
    pub record: String,
}

impl Seen {
    /// A row that fell behind is mended by the next use; a record that is gone is not.
    pub const fn verdict(&self) -> Verdict {
        match self {
            // The lines of those that do not agree follow.
            Self::NoProfiles | Self::StoreFails | Self::Agree { agree: 0, .. } => {
                Verdict::NotApplicable
            }
            Self::Agree { .. } => Verdict::Ok,
            Self::NotRead { .. }
            | Self::Elsewhere { .. }
            | Self::Abandoned { .. }
            | Self::Differs { .. } => Verdict::Attention,
            Self::Unlisted { .. } | Self::Missing { .. } | Self::Unreadable { .. } => {
                Verdict::Failed
            }
        }
    }

    const fn profile(&self) -> Option<&ProfileName> {
        match self {
            Self::NoProfiles
            | Self::StoreFails
            | Self::Agree { .. }
            | Self::NotRead { .. }
            | Self::Abandoned { .. }
            | Self::Unlisted { .. } => None,
            Self::Elsewhere { profile, .. }
            | Self::Missing { profile }
            | Self::Unreadable { profile, .. }
            | Self::Differs { profile, .. } => Some(profile),
        }
    }
}

/// Reads the records: one line for all that agree, and one for each that does not.
pub async fn check(subject: &Subject, profiles: &[Profile], store: &store::Seen) -> Vec<Check> {
    let all = |seen| vec![Check::new("records", Finding::Records(seen))];
    if store.verdict() != Verdict::Ok {
        return all(if profiles.is_empty() {
            Seen::NoProfiles
        } else {
            Seen::StoreFails
        });
    }
    let mut checks = compared(subject, profiles).await;
    let unlisted = unlisted(subject, profiles).await;
    if !unlisted.is_empty() {
        let profiles = unlisted;
        checks.push(Check::new(
            "list",
            Finding::Records(Seen::Unlisted { profiles }),
        ));
    }
    let profiles = abandoned(subject).await;
    if !profiles.is_empty() {
        let seen = Seen::Abandoned { profiles };
        checks.push(Check::new("drafts", Finding::Records(seen)));
    }
    checks
}

/// Whose drafts nobody waits for.
async fn abandoned(subject: &Subject) -> Vec<ProfileName> {
    let Ok(ledger) = subject.ledger.clone() else {
        return Vec::new();
    };
    let (store, now) = (subject.store.clone(), (subject.clock)());
    let found = bounded(move || {
        let live = ledger.pending(now).unwrap_or_default();
        let is_abandoned = |name: &ProfileName| {
            let draft = store.load(name).ok().flatten().and_then(|it| it.draft);
            draft.is_some_and(|draft| !is_live(&live, name, &draft))
        };
        let names = store.profiles().unwrap_or_default().into_iter();
        names.filter(is_abandoned).collect()
    });
    found.await.unwrap_or_default()
}

/// Whose connections are in the store and not on the list. A store that cannot tell is told where it matters.
async fn unlisted(subject: &Subject, profiles: &[Profile]) -> Vec<ProfileName> {
    let store = subject.store.clone();
    let listed: Vec<_> = profiles.iter().map(|row| row.name.clone()).collect();
    let is_connected = move |store: &dyn Store, name: &ProfileName| {
        let record = store.load(name);
        record.is_ok_and(|record| record.is_some_and(|record| record.connection.is_some()))
    };
    let found = bounded(move || {
        let names = store.profiles().unwrap_or_default().into_iter();
        names
            .filter(|name| !listed.contains(name) && is_connected(&*store, name))
            .collect()
    });
    found.await.unwrap_or_default()
}

/// One line for all that agree, and one for each that does not.
async fn compared(subject: &Subject, profiles: &[Profile]) -> Vec<Check> {
    let all = |seen| vec![Check::new("records", Finding::Records(seen))];
    if profiles.is_empty() {
        return all(Seen::NoProfiles);
    }
    let (rows, now) = (profiles.to_vec(), (subject.clock)());
    let (store, ledger) = (subject.store.clone(), subject.ledger.clone());
    let deadline = Instant::now() + PATIENCE / 2;
    let look = move |row: &Profile| {
        let seen = compare(row, &*store, now)?;
        // Somebody may have saved both since the rows were read.
        match ledger.as_ref().map(|ledger| ledger.profile(&row.name)) {
            Ok(Ok(Some(newer))) if newer != *row => compare(&newer, &*store, now),
            Ok(Ok(None)) => None,
            Ok(_) | Err(_) => Some(seen),
        }
    };
    let read = bounded(move || read(&rows, look, deadline)).await;
    let of = u64::try_from(profiles.len()).unwrap_or(u64::MAX);
    let Some((agree, differing)) = read else {
        return all(Seen::NotRead { left: of });
    };
    let mut checks = all(Seen::Agree { agree, of });
    checks.extend(differing.into_iter().map(|seen| match seen.profile() {
        Some(profile) => Check::about("record", profile.clone(), Finding::Records(seen)),
        None => Check::new("record", Finding::Records(seen)),
    }));
    checks
}

/// How many agree, and those that do not.
fn read(
    rows: &[Profile],
    look: impl Fn(&Profile) -> Option<Seen>,
    deadline: Instant,
) -> (u64, Vec<Seen>) {
    let (mut agree, mut differing) = (0, Vec::new());
    let mut left = rows.iter();
    for row in left.by_ref() {
        match look(row) {
            Some(seen) => differing.push(seen),
            None => agree += 1,
        }
        if Instant::now() > deadline {
            break;
        }
    }
    let left = u64::try_from(left.count()).unwrap_or(u64::MAX);
    if left > 0 {
        differing.push(Seen::NotRead { left });
    }
    (agree, differing)
}

fn compare(row: &Profile, store: &dyn Store, now: Timestamp) -> Option<Seen> {
    let profile = row.name.clone();
    if row.store != store.kind() {
        return Some(Seen::Elsewhere {
            profile,
            store: row.store,
        });
    }
    let record = match store.load(&row.name) {
        Ok(Some(record)) => record,
        Ok(None) => return Some(Seen::Missing { profile }),
        Err(error) => {
            return Some(Seen::Unreadable {
                profile,
                trouble: error.into(),
            });
        }
    };
    let Some(mut follows) = reflect::profile(&row.name, row.store, &record, Some(row.clone()), now)
    else {
        return Some(Seen::Missing { profile });
    };
    follows.generation = record.generation;
    let mut differences = differences(row, &follows);
    let columns = u64::try_from(differences.len()).unwrap_or(u64::MAX);
    // The number that every save counts up says most.
    differences.sort_by_key(|difference| difference.column != "generation");
    let first = differences.into_iter().next()?;
    Some(Seen::Differs {
        profile,
        first,
        columns,
    })
}

/// Column by column, as both would be written. Times are cut as the ledger cuts them.
fn differences(row: &Profile, record: &Profile) -> Vec<Difference> {
    let (Ok(serde_json::Value::Object(row)), Ok(serde_json::Value::Object(record))) =
        (serde_json::to_value(row), serde_json::to_value(record))
    else {
        return Vec::new();
    };
    row.into_iter()
        .filter_map(|(column, row)| {
            let record = record.get(&column)?;
            (cut(&row) != cut(record)).then(|| Difference {
                column,
                row: row.to_string(),
                record: record.to_string(),
            })
        })
        .collect()
}

/// A value with its times in milliseconds: more the ledger does not keep.
fn cut(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), cut(value)))
            .collect(),
        Value::String(text) => text
            .parse::<Timestamp>()
            .map_or_else(|_| value.clone(), |at| at.as_millisecond().into()),
        other => other.clone(),
    }
}
