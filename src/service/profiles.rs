//! What the ledger knows: profiles, pending authorizations, history. No store, no network.

use super::context::Context;
use super::unfinished;
use crate::domain::history::Event;
use crate::domain::pending::Pending;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::Trouble;

/// How many lines of history are read for the screen: 30 days of hourly refreshes.
const HISTORY: usize = 1000;

/// All profiles, and the authorizations that wait for their callback.
pub async fn all(context: &Context) -> Result<(Vec<Profile>, Vec<Pending>), Trouble> {
    let now = context.now();
    context
        .with_ledger(move |ledger| Ok((ledger.profiles()?, ledger.pending(now)?)))
        .await
}

/// The history of a profile, newest first.
pub async fn history(context: &Context, name: &ProfileName) -> Result<Vec<Event>, Trouble> {
    let name = name.clone();
    context
        .with_ledger(move |ledger| ledger.history(Some(&name), HISTORY))
        .await
}

/// Removes authorizations whose time is over, with the drafts that were kept for them.
pub async fn clean(context: &Context) -> Result<usize, Trouble> {
    let now = context.now();
    let (expired, live) = context
        .with_ledger(move |ledger| Ok((ledger.clean(now)?, ledger.pending(now)?)))
        .await?;
    for pending in &expired {
        if !live.iter().any(|other| other.profile == pending.profile) {
            unfinished::drop_draft(context, &pending.profile).await?;
        }
    }
    Ok(expired.len())
}
