//! A ledger that was lost is written again from the records in the store.

use crate::domain::profile::StoreKind;
use crate::domain::tokens::sealed_file::SealedFileError;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::service::context::Context;
use crate::store::lock;

/// Writes the rows of all records, where the ledger is one that nobody has used in a home that somebody has. What the
/// store does not tell, and what of it cannot be read, is an error: an empty list would be a lie.
pub async fn lost_ledger(context: &Context) -> Result<(), Trouble> {
    let is_unused = !context.with_ledger(Ledger::knew_profiles).await?;
    // A sealed file belongs to its home, whoever was there; a keychain that nobody has used is not opened for a list.
    let may_be_there = context.store.kind() == StoreKind::File
        || context.locks.first().is_some_and(|it| lock::was_used(it));
    if !is_unused || !may_be_there {
        return Ok(());
    }
    let names = match context.with_store(|store| store.profiles()).await {
        Ok(names) => names,
        Err(Trouble { cause: Cause::Sealed { fault: SealedFileError::Absent, .. }, .. }) => {
            return Ok(());
        }
        Err(trouble) => return Err(trouble),
    };
    let mut failed = None;
    for name in names {
        if let Err(trouble) = context.load(&name).await {
            tracing::warn!(profile = %name, %trouble, "not on the list again");
            failed = Some(trouble);
        }
    }
    failed.map_or(Ok(()), Err)
}
