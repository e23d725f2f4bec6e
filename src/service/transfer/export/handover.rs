//! Hands the refresh token over: at no instant has it two owners.

use super::write::{
    ExportError, ExportRequest, Exported, check, given_back, log, prepare, published, written,
};
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::Outcome;
use crate::domain::token_files::ExportTarget;
use crate::domain::tokens::{Grant, HandedTo, Record, Watcher, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::service::access::token::with_headroom;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;
use crate::service::refresh::{Need, refresh, refused_before};

/// Writes both tokens, and never refreshes the profile again until it is taken back.
pub async fn hand_over(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    check(wanted)?;
    let is_file = !matches!(wanted.place, Some(ExportTarget::N8n(_)));
    if !wanted.form.takes_refresh() || !is_file {
        return Err(ExportError::NothingToHandOver);
    }
    for _ in 0..TRIES {
        let was_elsewhere = settle(context, name, watcher).await?;
        // Between the mark and the file nobody is dropped half-way.
        let (own, name, wanted) = (context.clone(), name.clone(), wanted.clone());
        let given = context.finish(async move {
            let given = give_away(&own, &name, &wanted, was_elsewhere).await?;
            if given.is_some() {
                log(&own, &name, &wanted, Ok(Outcome::HandedOver)).await;
            }
            Ok::<_, ExportError>(given)
        });
        if let Some(exported) = given.await? {
            return Ok(exported);
        }
    }
    Err(Trouble::new(Cause::Busy { holder: None }).into())
}

/// How often a pair is settled that somebody else begins to spend before it is held.
const TRIES: usize = 3;

/// A pair that may be spent already is not given to anybody: a lost answer is looked for first. Whether
/// it is elsewhere already.
async fn settle(
    context: &Context,
    name: &ProfileName,
    watcher: &Watcher,
) -> Result<bool, ExportError> {
    let record = context.load(name).await?;
    let record = record.as_ref();
    if record.is_some_and(|record| record.elsewhere_since.is_some()) {
        return Ok(true);
    }
    let grant = record.and_then(Record::oauth);
    if grant.is_some_and(|grant| grant.refreshing_since.is_some()) {
        refresh(context, name, Need::Forced, watcher).await?;
    }
    with_headroom(context, name, watcher).await?;
    Ok(false)
}

/// The order is what keeps a refresh token from two owners, whenever we die: under the profile's lock the file is
/// written and synced under another name, then the mark is saved, then the file gets its name. Without the mark nobody
/// else has the file; without the file the mark keeps everybody from refreshing, and the same tokens, which are still
/// stored, can be handed over again. The other way round both would refresh. `None`: somebody has begun to spend the pair
/// before it was held, and it has to be settled first.
async fn give_away(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    was_elsewhere: bool,
) -> Result<Option<Exported>, ExportError> {
    let mut profile = LockedProfile::acquire(context, name, &nobody()).await?;
    let before = profile.record.clone();
    if let Some(needs) = &before.needs_authorization {
        return Err(refused_before(name, needs).into());
    }
    let Some(connection) = &before.connection else {
        return Err(context.absent(name).await.into());
    };
    let Grant::OAuth(grant) = &connection.grant else {
        return Err(ExportError::NothingToHandOver);
    };
    let elsewhere = before.is_elsewhere(name);
    if elsewhere.is_none() && grant.refreshing_since.is_some() {
        return Ok(None);
    }
    // The same file again has the same owner; another one would be a second. And where somebody else was faster, another
    // program has it.
    let to = match &wanted.place {
        Some(place) => HandedTo::Place(place.to_string()),
        None => HandedTo::StandardOutput,
    };
    let is_same = to != HandedTo::StandardOutput && before.handed_to.as_ref() == Some(&to);
    if let Some(cause) = elsewhere
        && !(was_elsewhere && is_same)
    {
        return Err(Trouble::new(cause).into());
    }
    let written = written(context, name, connection, wanted.form, true).await;
    let prepared = prepare(wanted, &written).await?;
    let marked = Record {
        elsewhere_since: before.elsewhere_since.or_else(|| Some(context.now())),
        handed_to: Some(to),
        ..before.clone()
    };
    profile.save(marked).await?;
    context.row(name, &profile.record).await;
    let exported = match prepared {
        None => given_back(written)?,
        Some(prepared) => match published(prepared).await {
            Ok(exported) => exported,
            Err(error) => {
                // Nobody has it: it is still ours.
                profile.save(before).await?;
                context.row(name, &profile.record).await;
                return Err(error);
            }
        },
    };
    Ok(Some(exported))
}
