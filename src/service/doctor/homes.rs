//! What is kept in the keychain for homes that are gone: nobody else would ever find it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bounded::bounded;
use super::check::Check;
use crate::domain::home_id::HomeId;
use crate::store::Store;

/// Asks the store for records of homes that are not there: a line for each. A store that does not
/// answer is told elsewhere.
pub async fn check(store: &Arc<dyn Store>, there: &[HomeId]) -> Vec<Check> {
    let store = Arc::clone(store);
    let Ok(Ok(others)) = bounded(move || store.of_other_homes()).await else {
        return Vec::new();
    };
    let mut gone: BTreeMap<HomeId, Vec<String>> = BTreeMap::new();
    for (home, profile) in others {
        if !there.contains(&home) {
            gone.entry(home).or_default().push(profile.to_string());
        }
    }
    // They do no harm, and may be the last of an account.
    let told = gone.into_iter().map(|(home, profiles)| {
        Check::attention(format!("home:{home}"), "doctor-home-gone")
            .text("profiles", profiles.join(", "))
            .text("command", format_args!("amokey store move --to keychain --from {home}"))
            .fix("doctor-home-gone-mend")
    });
    told.collect()
}
