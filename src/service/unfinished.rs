//! What unfinished authorizations leave behind, and how it goes away.

use super::context::Context;
use crate::domain::profile::ProfileName;
use crate::domain::trouble::Trouble;

/// Drops the draft of a profile; the record too, when there is nothing else in it.
pub async fn drop_draft(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let lock = context.lock(name).await?;
    let wanted = name.clone();
    let Some(mut record) = context.with_store(move |store| store.load(&wanted)).await? else {
        return Ok(());
    };
    if record.draft.take().is_none() {
        return Ok(());
    }
    if record.connection.is_none() {
        let wanted = name.clone();
        context
            .with_store(move |store| store.delete(&wanted))
            .await?;
    } else {
        context.save(name, record).await?;
    }
    drop(lock);
    Ok(())
}
