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
use crate::domain::authorize::pending::Pending;
use crate::domain::profile::history::{Event, Past};
use crate::domain::profile::{ProfileName, Profiles, Rows};
use crate::domain::trouble::Trouble;
use crate::ledger::LedgerVersion;

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

/// What a look at the ledger found.
#[derive(Debug)]
pub enum Look {
    /// Nobody has written anything since; what waits may have expired meanwhile.
    Unchanged(Vec<Pending>),
    Read(Profiles, LedgerVersion),
}

/// The profiles, where the ledger is not as it was known: a program that waits for others' changes looks every minute, and
/// need not read ten thousand rows for it.
pub async fn look(context: &Context, known: Option<LedgerVersion>) -> Result<Look, Trouble> {
    let now = context.now();
    let (version, pending) =
        context.with_ledger(move |ledger| Ok((ledger.version()?, ledger.pending(now)?))).await?;
    if known == Some(version) {
        return Ok(Look::Unchanged(pending));
    }
    Ok(Look::Read(all(context).await?, version))
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
