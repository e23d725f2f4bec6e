//! The access token of a profile.

use super::context::Context;
use crate::domain::profile::ProfileName;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// The access token as it is stored.
pub async fn stored(context: &Context, name: &ProfileName) -> Result<Secret, Trouble> {
    let record = context.load(name).await?;
    match record.and_then(|record| record.connection) {
        Some(connection) => Ok(connection.access().clone()),
        None => Err(Cause::NeedsAuthorization {
            name: name.to_string(),
        }
        .into()),
    }
}
