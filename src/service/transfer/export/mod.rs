//! Writes tokens for another program: the access token as often as wanted, the refresh token only by handing it over.

mod auto;
mod handover;
pub mod lagging;
mod write;

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::Outcome;
use crate::domain::secret::Secret;
use crate::domain::tokens::Watcher;
use crate::service::access::token::with_headroom;
use crate::service::context::Context;

pub use crate::export::N8nError;
pub use auto::{keep, keep_no_longer};
pub use handover::hand_over;
pub use write::{ExportError, ExportRequest, Exported};
use write::{check, log, put};

/// Writes an access token that lasts for a while.
pub async fn export(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    let (exported, _) = export_token(context, name, wanted, watcher).await?;
    Ok(exported)
}

/// The same, and the token that was written.
async fn export_token(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    watcher: &Watcher,
) -> Result<(Exported, Secret), ExportError> {
    check(wanted)?;
    let connection = with_headroom(context, name, watcher).await?;
    let result = put(context, name, &connection, wanted).await;
    log(context, name, wanted, result.as_ref().map(|_| Outcome::Exported)).await;
    let exported = Exported { is_long_lived: connection.credentials().is_none(), ..result? };
    Ok((exported, connection.access().clone()))
}
