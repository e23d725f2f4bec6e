//! What unfinished authorizations leave behind, and how it goes away.

use std::collections::BTreeSet;

use crate::domain::authorize::pending::Pending;
use crate::domain::profile::ProfileName;
use crate::domain::tokens::{Draft, Record, nobody};
use crate::domain::trouble::Trouble;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;

/// The draft of a profile, as long as its callback is waited for. One that a killed program left counts for nothing.
pub async fn live_draft(
    context: &Context,
    name: &ProfileName,
    record: &Record,
) -> Result<Option<Draft>, Trouble> {
    let Some(draft) = record.draft.clone() else {
        return Ok(None);
    };
    let live = live(context).await?;
    Ok(Some(draft).filter(|draft| is_live(&live, name, draft)))
}

async fn live(context: &Context) -> Result<Vec<Pending>, Trouble> {
    let now = context.now();
    context.with_ledger(move |ledger| ledger.pending(now)).await
}

/// Whether a draft's callback is waited for.
pub fn is_live(live: &[Pending], name: &ProfileName, draft: &Draft) -> bool {
    live.iter().any(|pending| pending.profile == *name && pending.is_of(draft))
}

/// Drops the draft of a profile; the record too, when there is nothing else in it.
pub async fn drop_draft(context: &Context, name: &ProfileName) -> Result<(), Trouble> {
    let profile = LockedProfile::acquire(context, name, &nobody()).await?;
    if profile.record.draft.is_none() {
        return Ok(());
    }
    drop_held(profile).await
}

/// Drops the draft of an attempt that is given up; not while another attempt waits with the same, as one does that a killed
/// program left and that was gone on with, and not when another one has taken its place.
pub async fn take_back(
    context: &Context,
    attempt: &Pending,
    name: &ProfileName,
    draft: &Draft,
) -> Result<(), Trouble> {
    let profile = LockedProfile::acquire(context, name, &nobody()).await?;
    let mut live = live(context).await?;
    live.retain(|pending| pending.state != attempt.state);
    if profile.record.draft.as_ref() != Some(draft) || is_live(&live, name, draft) {
        return Ok(());
    }
    drop_held(profile).await
}

async fn drop_held(mut profile: LockedProfile) -> Result<(), Trouble> {
    let record = Record { draft: None, ..profile.record.clone() };
    profile.save_or_delete(record).await
}

/// Ends the attempts of a profile that were begun with something else than its draft.
pub async fn cancel_replaced(
    context: &Context,
    name: &ProfileName,
    draft: &Draft,
) -> Result<(), Trouble> {
    let live = live(context).await?.into_iter();
    let replaced = live.filter(|it| it.profile == *name && !it.is_of(draft));
    let states: Vec<_> = replaced.map(|pending| pending.state).collect();
    if states.is_empty() {
        return Ok(());
    }
    context
        .with_ledger(move |ledger| states.iter().try_for_each(|it| ledger.cancel(it).map(drop)))
        .await
}

/// Whose drafts there are that nobody waits for, in the whole store. A store that does not list what it has is asked
/// for the profiles that are known.
pub async fn abandoned(context: &Context) -> Result<Vec<ProfileName>, Trouble> {
    let now = context.now();
    let (rows, ended) =
        context.with_ledger(move |ledger| Ok((ledger.profiles()?, ledger.ended(now)?))).await?;
    let listed = context.with_store(|store| store.profiles()).await.unwrap_or_else(|trouble| {
        tracing::info!(%trouble, "the store does not list what it has");
        Vec::new()
    });
    let known = rows.read.into_iter().map(|row| row.name);
    let names: BTreeSet<_> =
        known.chain(ended.into_iter().map(|pending| pending.profile)).chain(listed).collect();
    let live = live(context).await?;
    let mut abandoned = Vec::new();
    for name in names {
        let draft = context.record(&name).await?.and_then(|record| record.draft);
        if draft.is_some_and(|draft| !is_live(&live, &name, &draft)) {
            abandoned.push(name);
        }
    }
    Ok(abandoned)
}

/// Removes authorizations whose time is over, and every draft in the store that nobody waits for. How many there were.
pub async fn clean(context: &Context) -> Result<usize, Trouble> {
    let mut names: BTreeSet<ProfileName> = BTreeSet::new();
    for name in abandoned(context).await? {
        drop_draft(context, &name).await?;
        names.insert(name);
    }
    names.extend(clean_ended(context).await?);
    Ok(names.len())
}

/// Removes authorizations whose time is over: their drafts, which hold the secret key, before themselves. Where there
/// are none, the store is not opened.
pub async fn clean_ended(context: &Context) -> Result<Vec<ProfileName>, Trouble> {
    let now = context.now();
    let ended = context.with_ledger(move |ledger| ledger.ended(now)).await?;
    let mut names = Vec::new();
    for Pending { profile, state, .. } in ended {
        if let Some(record) = context.record(&profile).await?
            && record.draft.is_some()
            && live_draft(context, &profile, &record).await?.is_none()
        {
            drop_draft(context, &profile).await?;
        }
        context.with_ledger(move |ledger| ledger.cancel(&state)).await?;
        names.push(profile);
    }
    Ok(names)
}

/// The same at the start of a program, which does not fail for it.
pub async fn tidy(context: &Context) {
    if let Err(trouble) = clean_ended(context).await {
        tracing::warn!(%trouble, "what was never finished is still kept");
    }
}
