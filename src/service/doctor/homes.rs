//! What is kept in the keychain for homes that are gone: nobody else would ever find it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Check, Finding, Verdict, bounded};
use crate::domain::home_id::HomeId;
use crate::domain::profile::ProfileName;
use crate::store::Store;

/// Secrets of a home that is not known any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Which home.
    pub home: HomeId,
    /// Whose.
    pub profiles: Vec<ProfileName>,
}

impl Seen {
    /// They do no harm, and may be the last of an account.
    pub const fn verdict(&self) -> Verdict {
        Verdict::Attention
    }
}

/// Asks the store for records of homes that are not there: a line for each. A store that does not answer is told
/// elsewhere.
pub async fn check(store: &Arc<dyn Store>, there: &[HomeId]) -> Vec<Check> {
    let store = Arc::clone(store);
    let Some(Ok(others)) = bounded(move || store.of_other_homes()).await else {
        return Vec::new();
    };
    let mut gone: BTreeMap<HomeId, Vec<ProfileName>> = BTreeMap::new();
    for (home, profile) in others {
        if !there.contains(&home) {
            gone.entry(home).or_default().push(profile);
        }
    }
    gone.into_iter()
        .map(|(home, profiles)| {
            let name = home.clone();
            Check::about("home", name, Finding::Homes(Seen { home, profiles }))
        })
        .collect()
}
