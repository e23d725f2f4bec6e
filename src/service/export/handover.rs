//! Hands the refresh token over: at no instant has it two owners.

use super::super::context::Context;
use super::super::locked_profile::LockedProfile;
use super::super::refresh::{Need, refresh, refused_before};
use super::super::token::lasting;
use super::{ExportError, Exported, Wanted, check, given_back, prepare, published, written};
use crate::domain::handing::Place;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::ProfileName;
use crate::domain::record::{Grant, Record};
use crate::domain::refreshing::{Watcher, nobody};
use crate::domain::trouble::{Cause, Trouble};

/// What stands for a place where none is named.
const STANDARD_OUTPUT: &str = "-";

/// Writes both tokens, and never refreshes the profile again until it is taken back.
pub async fn hand_over(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    check(wanted)?;
    let is_file = !matches!(wanted.place, Some(Place::N8n(_)));
    if !wanted.form.takes_refresh() || !is_file {
        return Err(ExportError::NothingToHandOver);
    }
    for _ in 0..TRIES {
        let begun = settle(context, name, watcher).await?;
        // Between the mark and the file nobody is dropped half-way.
        let under_way = context.under_way.begin();
        let (own, name, wanted) = (context.clone(), name.clone(), wanted.clone());
        let task = tokio::spawn(async move {
            let result = give_away(&own, &name, &wanted, begun).await;
            if matches!(result, Ok(Some(_))) {
                note(&own, &name, &wanted).await;
            }
            drop(under_way);
            result
        });
        let given = task
            .await
            .map_err(|_| Trouble::noted(Cause::Internal, "a handover ended early"))?;
        if let Some(exported) = given? {
            return Ok(exported);
        }
    }
    Err(Trouble::new(Cause::Busy { holder: None }).into())
}

/// How often a pair is settled that somebody else begins to spend before it is held.
const TRIES: usize = 3;

/// Who had the refresh token when the handover began.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    Ours,
    Elsewhere,
}

/// A pair that may be spent already is not given to anybody: a lost answer is looked for first.
async fn settle(
    context: &Context,
    name: &ProfileName,
    watcher: &Watcher,
) -> Result<Begun, ExportError> {
    let record = context.load(name).await?;
    let record = record.as_ref();
    if record.is_some_and(|record| record.elsewhere_since.is_some()) {
        return Ok(Begun::Elsewhere);
    }
    let grant = record.and_then(Record::oauth);
    if grant.is_some_and(|grant| grant.refreshing_since.is_some()) {
        refresh(context, name, Need::Forced, watcher).await?;
    }
    lasting(context, name, watcher).await?;
    Ok(Begun::Ours)
}

/// The order is what keeps a refresh token from two owners, whenever we die: under the profile's lock the file is
/// written and synced under another name, then the mark is saved, then the file gets its name. Without the mark nobody
/// else has the file; without the file the mark keeps everybody from refreshing, and the same tokens, which are still
/// stored, can be handed over again. The other way round both would refresh. `None`: somebody has begun to spend the pair
/// before it was held, and it has to be settled first.
async fn give_away(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    begun: Begun,
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
    match (before.elsewhere_since, begun) {
        (None, _) if grant.refreshing_since.is_some() => return Ok(None),
        // Somebody else was faster, and another program has it.
        (Some(_), Begun::Ours) => {
            let name = name.to_string();
            return Err(Trouble::new(Cause::Elsewhere { name }).into());
        }
        (None, _) | (Some(_), Begun::Elsewhere) => {}
    }
    // The same file again has the same owner; another one would be a second.
    let to = wanted
        .place
        .as_ref()
        .map_or_else(|| STANDARD_OUTPUT.to_owned(), ToString::to_string);
    let is_same = to != STANDARD_OUTPUT && before.handed_to.as_ref() == Some(&to);
    if before.elsewhere_since.is_some() && !is_same {
        let name = name.to_string();
        return Err(Trouble::new(Cause::Elsewhere { name }).into());
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

async fn note(context: &Context, name: &ProfileName, wanted: &Wanted) {
    let place = wanted.place.as_ref().map(|place| format!(" {place}"));
    let detail = wanted.form.id().to_owned() + &place.unwrap_or_default();
    let event = Event::new(
        context.now(),
        Some(name.clone()),
        Action::Export,
        Outcome::HandedOver,
    );
    context
        .note(Event {
            detail: Some(detail),
            ..event
        })
        .await;
}
