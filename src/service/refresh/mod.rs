//! Refreshes one profile: the only way to a new pair of tokens.

pub(crate) mod begun;
pub mod many;
pub(crate) mod request;
pub(crate) mod rotation;

use std::ops::ControlFlow;
use std::time::Instant;

use jiff::SignedDuration;

use super::context::Context;
use super::locked_profile::LockedProfile;
use super::rate_limit::Permit;
use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::{NeedsAuthorization, Profile, ProfileName};
use crate::domain::tokens::Watcher;
use crate::domain::tokens::due::is_due;
use crate::domain::trouble::{Cause, Detail, Trouble};
use crate::service::after_refresh;
use crate::service::refresh::rotation::Rotation;

/// What a refresh is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A new pair in any case.
    Forced,
    /// A new pair where an unattended refresh would want one.
    Due,
    /// An access token that is good for that long.
    Valid(SignedDuration),
}

/// How a refresh ended well. How it ended badly is a [`Trouble`], whose severity says what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// `Rotated`, `Renamed`, `StillFresh` or `MovedUnderUs`.
    pub outcome: Outcome,
    /// The profile as it is now.
    pub profile: Box<Profile>,
}

/// Refreshes a profile where the need is not met yet. Until something is sent, the caller may go away and nothing
/// has happened; from then on it is finished, whoever goes away.
pub async fn refresh(
    context: &Context,
    name: &ProfileName,
    need: Need,
    watcher: &Watcher,
) -> Result<Refreshed, Trouble> {
    let begun = Instant::now();
    let (rotation, permit) = match prepare(context, name, need, watcher).await {
        Ok(ControlFlow::Continue(ready)) => ready,
        Ok(ControlFlow::Break(enough)) => return ended(context, name, Ok(enough), begun).await,
        Err(trouble) => return ended(context, name, Err(trouble), begun).await,
    };
    let (own, name) = (context.clone(), name.clone());
    let task = context.finish(async move {
        let result = Box::pin(rotation::rotate(*rotation, permit)).await;
        ended(&own, &name, result, begun).await
    });
    task.await
}

/// Holds the profile. Goes on with its rotation where the refresh token has to be spent, and may be sent now.
async fn prepare(
    context: &Context,
    name: &ProfileName,
    need: Need,
    watcher: &Watcher,
) -> Result<ControlFlow<Refreshed, (Box<Rotation>, Permit)>, Trouble> {
    let seen = context.require(name).await?;
    let profile = LockedProfile::acquire(context, name, watcher).await?;
    if profile.record.is_bare() {
        // It was deleted, or has another name, since it was looked for.
        return Err(context.absent(name).await);
    }
    let record = &profile.record;
    let needs_person = || {
        let name = name.to_string();
        Trouble::new(Cause::NeedsAuthorization { name })
    };
    let row = context.row(name, record).await.ok_or_else(needs_person)?;
    let enough = |outcome, row| ControlFlow::Break(Refreshed { outcome, profile: Box::new(row) });
    let moment = context.moment();
    if let Some(cause) = record.is_elsewhere(name) {
        return Err(cause.into());
    }
    let Some(grant) = record.oauth() else {
        return match &record.connection {
            Some(connection) if connection.is_good_for(&moment, SignedDuration::ZERO) => {
                Ok(enough(Outcome::StillFresh, row))
            }
            _ => Err(needs_person()),
        };
    };
    // Asking again for what was refused is for a person to decide.
    if let (Some(needs), Need::Due | Need::Valid(_)) = (&record.needs_authorization, need) {
        return Err(refused_before(name, needs));
    }
    let moved = seen.oauth().is_none_or(|seen| seen.tokens.refresh != grant.tokens.refresh);
    let good_for = |least| grant.tokens.is_good_for(&moment, least);
    let is_met = match need {
        Need::Forced => moved && good_for(SignedDuration::ZERO),
        Need::Due => !is_due(&row, moment.now) && good_for(SignedDuration::ZERO),
        Need::Valid(least) => good_for(least),
    };
    if is_met {
        let outcome = if moved { Outcome::MovedUnderUs } else { Outcome::StillFresh };
        return Ok(enough(outcome, row));
    }
    let rotation = Rotation::of(profile, watcher).ok_or_else(needs_person)?;
    let permit = rotation.permit().await?;
    Ok(ControlFlow::Continue((Box::new(rotation), permit)))
}

/// What a profile that waits for a person says to whoever asks once more.
pub(super) fn refused_before(name: &ProfileName, needs: &NeedsAuthorization) -> Trouble {
    let name = name.to_string();
    Trouble {
        cause: match needs.lost_at {
            Some(at) => Cause::AnswerLost { at },
            None => Cause::NeedsAuthorization { name },
        },
        detail: Detail { hint: needs.hint.clone(), ..Detail::default() },
    }
}

/// Begins what follows, and writes into the history how it ended.
async fn ended(
    context: &Context,
    name: &ProfileName,
    result: Result<Refreshed, Trouble>,
    begun: Instant,
) -> Result<Refreshed, Trouble> {
    let outcome = result.as_ref().map(|refreshed| refreshed.outcome);
    let is_new = matches!(outcome, Ok(Outcome::Rotated | Outcome::Renamed));
    after_refresh::begin(context, name, is_new);
    context.log_result(name, Action::Refresh, begun, outcome).await;
    result
}
