//! Exports that are kept up to date: each is known by the token that it holds, and written again where that is not
//! the one in use.

use super::write::{ExportRequest, log, put};
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::Outcome;
use crate::domain::secret::Secret;
use crate::domain::token_files::{AutoExport, ExportTarget};
use crate::domain::tokens::{Connection, Record};
use crate::domain::trouble::Trouble;
use crate::service::context::Context;

/// How often newer tokens are written, should they go on coming.
const AT_MOST: usize = 3;

/// Writes what is kept of a profile and holds another access token than the one that is stored. What fails is in the
/// history, and is tried again at the next run.
pub async fn update(context: &Context, name: &ProfileName) {
    if let Err(trouble) = write_lagging(context, name).await {
        tracing::warn!(%trouble, "what is kept up to date stays behind");
    }
}

async fn write_lagging(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let asked = name.clone();
    let all = context.with_ledger(move |ledger| ledger.kept_exports(&asked)).await?;
    if all.is_empty() {
        return Ok(());
    }
    // Two who refreshed one after the other may write the other way round: who finds newer tokens afterwards writes
    // these, whatever the ledger says that is held.
    let mut written: Option<Secret> = None;
    for _ in 0..AT_MOST {
        let record = context.record(name).await?.unwrap_or_default();
        let Some(connection) = &record.connection else {
            return Ok(());
        };
        let access = connection.access();
        let (asked, sha256) = (name.clone(), access.sha256());
        let wanted = match &written {
            Some(written) if written == access => return Ok(()),
            Some(_) => all.clone(),
            None => {
                context.with_ledger(move |ledger| ledger.lagging_exports(&asked, &sha256)).await?
            }
        };
        if wanted.is_empty() {
            return Ok(());
        }
        for kept in wanted {
            write_kept(context, &record, connection, kept).await?;
        }
        written = Some(access.clone());
    }
    Ok(())
}

async fn write_kept(
    context: &Context,
    record: &Record,
    connection: &Connection,
    kept: AutoExport,
) -> Result<(), Trouble> {
    let mut keys = record.n8n.iter();
    let known = keys.find(|it| matches!(&kept.place, ExportTarget::N8n(url) if *url == it.url));
    let wanted = ExportRequest {
        form: kept.form,
        n8n_key: known.map(|known| known.key.clone()),
        place: Some(kept.place.clone()),
    };
    let result = put(context, &kept.profile, connection, &wanted).await;
    log(context, &kept.profile, &wanted, result.as_ref().map(|_| Outcome::Exported)).await;
    if result.is_ok() {
        let sha256 = connection.access().sha256();
        context.with_ledger(move |ledger| ledger.set_held(&kept, &sha256)).await?;
    }
    Ok(())
}
