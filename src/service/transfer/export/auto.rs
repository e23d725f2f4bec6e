//! Exports that are kept up to date: how one is begun, and ended.

use crate::domain::profile::ProfileName;
use crate::domain::token_files::{AutoExport, ExportTarget};
use crate::domain::tokens::{N8nKey, Watcher};
use crate::domain::trouble::Trouble;
use crate::service::context::Context;
use crate::service::transfer::export::{ExportError, ExportRequest, Exported, export_token};

/// Writes an access token that lasts for a while, and keeps what was written up to date. The key of an n8n is kept
/// where the tokens are.
pub async fn keep(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    let Some(place) = wanted.place.clone() else {
        return Err(ExportError::NotKept);
    };
    let (exported, access) = export_token(context, name, wanted, watcher).await?;
    if let (ExportTarget::N8n(url), Some(key)) = (&place, &wanted.n8n_key) {
        let (url, key) = (url.clone(), key.clone());
        context
            .change(name, |record| {
                record.n8n.retain(|known| known.url != url);
                record.n8n.push(N8nKey { url, key });
            })
            .await?;
    }
    let kept = AutoExport { profile: name.clone(), form: wanted.form, place };
    if context.with_ledger(move |ledger| ledger.keep_export(&kept, &access.sha256())).await? {
        Ok(exported)
    } else {
        Err(ExportError::NotKept)
    }
}

/// Keeps it no longer, nor the key that was kept for it. `false` when it was not kept.
pub async fn keep_no_longer(context: &Context, kept: AutoExport) -> Result<bool, Trouble> {
    let AutoExport { profile, place, .. } = kept.clone();
    let was = context.with_ledger(move |ledger| ledger.drop_export(&kept)).await?;
    if let (true, ExportTarget::N8n(url)) = (was, place) {
        context.change(&profile, |record| record.n8n.retain(|known| known.url != url)).await?;
    }
    Ok(was)
}
