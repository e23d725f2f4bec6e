//! What unfinished authorizations leave behind, and how it goes away.

use super::context::Context;
use super::locked_profile::LockedProfile;
use crate::domain::profile::ProfileName;
use crate::domain::record::Record;
use crate::domain::refreshing::nobody;
use crate::domain::trouble::Trouble;

/// Drops the draft of a profile; the record too, when there is nothing else in it.
pub async fn drop_draft(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let mut profile = LockedProfile::acquire(context, name, &nobody()).await?;
    if profile.record.draft.is_none() {
        return Ok(());
    }
    let record = Record {
        draft: None,
        ..profile.record.clone()
    };
    profile.save_or_delete(record).await
}
