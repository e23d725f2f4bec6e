//! Exports that are kept up to date: written again whenever there are new tokens.

use super::super::context::Context;
use super::{ExportError, Wanted, note, put};
use crate::domain::handing::{Kept, Place};
use crate::domain::profile::ProfileName;
use crate::domain::record::{N8nKey, Record};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How often newer tokens are written, should they go on coming.
const AT_MOST: usize = 3;

/// Keeps an export that went well. The key of an n8n is kept where the tokens are.
pub async fn keep(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
) -> Result<(), ExportError> {
    let Some(place) = wanted.place.clone() else {
        return Err(ExportError::NotKept);
    };
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
        .with_ledger(move |ledger| ledger.keep_export(&kept))
        .await?
    {
        Ok(())
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

/// Writes all that is kept of a profile. What fails is in the history, and tried again after the next refresh.
pub async fn again(context: &Context, name: &ProfileName) {
    let asked = name.clone();
    let kept = context
        .with_ledger(move |ledger| ledger.kept_exports(&asked))
        .await;
    let kept = kept.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "what is kept up to date is not known");
        Vec::new()
    });
    if kept.is_empty() {
        return;
    }
    // Two who refreshed one after the other may write the other way round: who finds newer tokens afterwards writes
    // these.
    let mut seen = None;
    for _ in 0..AT_MOST {
        let asked = name.clone();
        let record = context.with_store(move |store| store.load(&asked)).await;
        let Ok(Some(record)) = record else {
            return;
        };
        let Some(connection) = &record.connection else {
            return;
        };
        if seen.as_ref() == Some(connection.access()) {
            return;
        }
        for kept in &kept {
            let wanted = Wanted {
                form: kept.form,
                n8n_key: key(&record, &kept.place),
                place: Some(kept.place.clone()),
            };
            let result = put(context, name, connection, &wanted).await;
            note(context, name, &wanted, result.as_ref().err()).await;
        }
        seen = Some(connection.access().clone());
    }
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
