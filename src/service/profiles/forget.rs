//! Deletes a profile and its secrets; its history stays.

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::tokens::nobody;
use crate::domain::trouble::{Cause, Trouble};
use crate::service::context::Context;

/// Deletes the secrets first: a row without secrets can be deleted again, secrets without a row are never found.
pub async fn forget(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    // Its row would be gone, and its secrets still be where nobody looks for them.
    if let Err(trouble @ Trouble { cause: Cause::InAnotherStore { .. }, .. }) =
        context.require(name).await
    {
        return Err(trouble);
    }
    let lock = context.lock(name, &nobody()).await?;
    let wanted = name.clone();
    context.with_store(move |store| store.delete(&wanted)).await?;
    let wanted = name.clone();
    context.with_ledger(move |ledger| ledger.delete_profile(&wanted)).await?;
    drop(lock);
    let (action, outcome) = (Action::Forget, Outcome::Forgotten);
    context.log_event(Event::new(context.now(), Some(name.clone()), action, outcome)).await;
    Ok(())
}
