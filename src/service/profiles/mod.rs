//! What the ledger knows: profiles, pending authorizations, history. No network, and no store but where
//! the ledger was lost.

pub mod forget;
pub mod heal;
pub mod list;
pub mod note;
pub mod rename;
pub mod selection;
pub mod short;
pub mod status;
pub mod unknown;
pub mod which;

use super::context::Context;
use crate::domain::profile::history::{Event, Past};
use crate::domain::profile::{ProfileName, Profiles, Rows};
use crate::domain::trouble::Trouble;

/// How many lines of history are read for the screen: 30 days of hourly refreshes of one profile, a day of 1,000.
const HISTORY: usize = 1000;

/// All profiles, and the authorizations that wait for their callback.
pub async fn all(context: &Context) -> Result<Profiles, Trouble> {
    let known = listed(context).await?;
    if !known.is_empty() {
        return Ok(known);
    }
    heal::lost_ledger(context).await?;
    listed(context).await
}

async fn listed(context: &Context) -> Result<Profiles, Trouble> {
    let now = context.now();
    let (profiles, pending) =
        context.with_ledger(move |ledger| Ok((ledger.profiles()?, ledger.pending(now)?))).await?;
    Ok(Profiles { all: profiles.read, unreadable: profiles.unreadable, pending })
}

/// The history of a profile, and which programs it is written for.
pub async fn past(context: &Context, name: &ProfileName) -> Result<Past, Trouble> {
    let name = name.clone();
    let read = context.with_ledger(move |ledger| {
        Ok((ledger.history(Some(&name), HISTORY)?, ledger.kept_exports(&name)?))
    });
    let (history, kept) = read.await?;
    Ok(Past { events: readable(history), kept })
}

/// What happened last, across all profiles, newest first.
pub async fn log(context: &Context) -> Result<Vec<Event>, Trouble> {
    Ok(readable(context.with_ledger(move |ledger| ledger.history(None, HISTORY)).await?))
}

fn readable(history: Rows<Event>) -> Vec<Event> {
    for row in history.unreadable {
        tracing::warn!(line = row.key, reason = row.reason, "not shown in the history");
    }
    history.read
}
