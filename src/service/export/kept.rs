//! Exports that are kept up to date: each is known by the token that it holds, and written again where that is not the
//! one in use.

use super::super::context::Context;
use super::{ExportError, Exported, Wanted, export_token, note, put};
use crate::domain::handing::{Kept, Place};
use crate::domain::profile::ProfileName;
use crate::domain::record::{Connection, N8nKey, Record};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How often newer tokens are written, should they go on coming.
const AT_MOST: usize = 3;

/// Writes an access token that lasts for a while, and keeps what was written up to date. The key of an n8n is kept
/// where the tokens are.
pub async fn keep(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    let Some(place) = wanted.place.clone() else {
        return Err(ExportError::NotKept);
    };
    let (exported, access) = export_token(context, name, wanted, watcher).await?;
    if let (Place::N8n(url), Some(key)) = (&place, &wanted.n8n_key) {
        let (url, key) = (url.clone(), key.clone());
        context
            .change(name, |record| {
                record.n8n.retain(|known| known.url != url);
                record.n8n.push(N8nKey { url, key });
            })
            .await?;
    }
    let kept = Kept {
        profile: name.clone(),
        form: wanted.form,
        place,
    };
    if context
        .with_ledger(move |ledger| ledger.keep_export(&kept, &access.sha256()))
        .await?
    {
        Ok(exported)
    } else {
        Err(ExportError::NotKept)
    }
}

/// Keeps it no longer, nor the key that was kept for it. `false` when it was not kept.
pub async fn keep_no_longer(context: &Context, kept: Kept) -> Result<bool, Trouble> {
    let name = kept.profile.clone();
    let n8n = match &kept.place {
        Place::N8n(url) => Some(url.clone()),
        Place::File(_) => None,
    };
    let was = context
        .with_ledger(move |ledger| ledger.drop_export(&kept))
        .await?;
    if let Some(url) = n8n.filter(|_| was) {
        context
            .change(&name, |record| record.n8n.retain(|known| known.url != url))
            .await?;
    }
    Ok(was)
}

/// Writes what is kept of a profile and holds another access token than the one that is stored. What fails is in the
/// history, and is tried again at the next run.
pub async fn again(context: &Context, name: &ProfileName) {
    if let Err(trouble) = write_lagging(context, name).await {
        tracing::warn!(%trouble, "what is kept up to date stays behind");
    }
}

async fn write_lagging(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let asked = name.clone();
    let all = context
        .with_ledger(move |ledger| ledger.kept_exports(&asked))
        .await?;
    if all.is_empty() {
        return Ok(());
    }
    // Two who refreshed one after the other may write the other way round: who finds newer tokens afterwards writes
    // these, whatever the ledger says that is held.
    let mut written: Option<Secret> = None;
    for _ in 0..AT_MOST {
        let asked = name.clone();
        let record = context.with_store(move |store| store.load(&asked)).await?;
        let Some(record) = record else {
            return Ok(());
        };
        let Some(connection) = &record.connection else {
            return Ok(());
        };
        let access = connection.access();
        let (asked, sha256) = (name.clone(), access.sha256());
        let wanted = match &written {
            Some(written) if written == access => return Ok(()),
            Some(_) => all.clone(),
            None => {
                context
                    .with_ledger(move |ledger| ledger.lagging_exports(&asked, &sha256))
                    .await?
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
    kept: Kept,
) -> Result<(), Trouble> {
    let wanted = Wanted {
        form: kept.form,
        n8n_key: key(record, &kept.place),
        place: Some(kept.place.clone()),
    };
    let result = put(context, &kept.profile, connection, &wanted).await;
    note(context, &kept.profile, &wanted, result.as_ref().err()).await;
    if result.is_ok() {
        let sha256 = connection.access().sha256();
        context
            .with_ledger(move |ledger| ledger.set_held(&kept, &sha256))
            .await?;
    }
    Ok(())
}

fn key(record: &Record, place: &Place) -> Option<Secret> {
    match place {
        Place::File(_) => None,
        Place::N8n(url) => {
            let known = record.n8n.iter().find(|known| known.url == *url)?;
            Some(known.key.clone())
        }
    }
}
