//! Deletes a profile and its secrets; its history stays.

use super::context::Context;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::{Cause, Trouble};

/// Deletes the secrets first: a row without secrets can be deleted again, secrets without a row are never found.
pub async fn forget(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let lock = context.lock(name).await?;
    // Its row would be gone, and its secrets still be where nobody looks for them.
    if let Err(
        trouble @ Trouble {
            cause: Cause::InAnotherStore { .. },
            ..
        },
    ) = context.require(name).await
    {
        return Err(trouble);
    }
    let wanted = name.clone();
    context
        .with_store(move |store| store.delete(&wanted))
        .await?;
    let wanted = name.clone();
    context
        .with_ledger(move |ledger| ledger.delete_profile(&wanted))
        .await?;
    drop(lock);
    context
        .note(Event::new(
            context.now(),
            Some(name.clone()),
            Action::Forget,
            Outcome::Forgotten,
        ))
        .await;
    Ok(())
}
