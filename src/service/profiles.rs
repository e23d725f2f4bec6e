//! What the ledger knows: profiles, pending authorizations, history. No network, and no store but where the ledger was
//! lost.

use super::context::Context;
use super::heal;
use crate::domain::history::Event;
use crate::domain::pending::Pending;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rows::UnreadableRow;
use crate::domain::trouble::Trouble;

/// How many lines of history are read for the screen: 30 days of hourly refreshes.
const HISTORY: usize = 1000;

/// What the ledger knows.
#[derive(Clone, Debug)]
pub struct Known {
    /// All profiles whose rows can be read.
    pub profiles: Vec<Profile>,
    /// The rows that cannot be read.
    pub unreadable: Vec<UnreadableRow>,
    /// The authorizations that wait for their callback.
    pub pending: Vec<Pending>,
}

/// All profiles, and the authorizations that wait for their callback.
pub async fn all(context: &Context) -> Result<Known, Trouble> {
    let known = listed(context).await?;
    if !known.profiles.is_empty() || !known.unreadable.is_empty() {
        return Ok(known);
    }
    heal::lost_ledger(context).await?;
    listed(context).await
}

async fn listed(context: &Context) -> Result<Known, Trouble> {
    let now = context.now();
    let (profiles, pending) = context
        .with_ledger(move |ledger| Ok((ledger.profiles()?, ledger.pending(now)?)))
        .await?;
    Ok(Known {
        profiles: profiles.read,
        unreadable: profiles.unreadable,
        pending,
    })
}

/// The history of a profile, newest first.
pub async fn history(context: &Context, name: &ProfileName) -> Result<Vec<Event>, Trouble> {
    let name = name.clone();
    let history = context
        .with_ledger(move |ledger| ledger.history(Some(&name), HISTORY))
        .await?;
    for row in history.unreadable {
        tracing::warn!(
            line = row.key,
            reason = row.reason,
            "not shown in the history"
        );
    }
    Ok(history.read)
}
