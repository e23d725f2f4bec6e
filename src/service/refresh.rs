//! Refreshes one profile: the only way to a new pair of tokens.

use std::time::Instant;

use jiff::SignedDuration;

use super::aftermath;
use super::context::Context;
use super::locked_profile::LockedProfile;
use super::rate_limit::Permit;
use super::rotation::{self, Rotated, Rotation};
use crate::domain::due::is_due;
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::{NeedsAuthorization, Profile, ProfileName};
use crate::domain::refreshing::Watcher;
use crate::domain::trouble::{Cause, Detail, Trouble};

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
pub enum Refreshed {
    /// A new pair is saved.
    Rotated(Box<Profile>),
    /// Nothing had to be done.
    StillFresh(Box<Profile>),
    /// Somebody else refreshed meanwhile.
    MovedUnderUs(Box<Profile>),
    /// A new pair is saved, and the account has a new address.
    Renamed(Box<Profile>),
}

impl Refreshed {
    /// The profile as it is now.
    pub const fn profile(&self) -> &Profile {
        match self {
            Self::Rotated(profile)
            | Self::StillFresh(profile)
            | Self::MovedUnderUs(profile)
            | Self::Renamed(profile) => profile,
        }
    }

    /// Its word in the history.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Rotated(_) => Outcome::Rotated,
            Self::StillFresh(_) => Outcome::StillFresh,
            Self::MovedUnderUs(_) => Outcome::MovedUnderUs,
            Self::Renamed(_) => Outcome::Renamed,
        }
    }
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
        Ok(Ready::Rotate(rotation, permit)) => (rotation, permit),
        Ok(Ready::Enough(refreshed)) => {
            aftermath::begin(context, name, false);
            return ended(context, name, Ok(refreshed), begun).await;
        }
        Err(trouble) => {
            aftermath::begin(context, name, false);
            return ended(context, name, Err(trouble), begun).await;
        }
    };
    let under_way = context.under_way.begin();
    let (own, wanted) = (context.clone(), name.clone());
    let task = tokio::spawn(async move {
        let result = Box::pin(rotate(&own, &wanted, *rotation, permit)).await;
        let is_new = matches!(&result, Ok(Refreshed::Rotated(_) | Refreshed::Renamed(_)));
        aftermath::begin(&own, &wanted, is_new);
        let result = ended(&own, &wanted, result, begun).await;
        drop(under_way);
        result
    });
    match task.await {
        Ok(result) => result,
        Err(_) => Err(Trouble::noted(Cause::Internal, "a refresh ended early")),
    }
}

/// What is found with the profile held.
enum Ready {
    /// The need is met.
    Enough(Refreshed),
    /// Its refresh token has to be spent, and may be sent now.
    Rotate(Box<Rotation>, Permit),
}

async fn prepare(
    context: &Context,
    name: &ProfileName,
    need: Need,
    watcher: &Watcher,
) -> Result<Ready, Trouble> {
    let seen = context.require(name).await?;
    let profile = LockedProfile::acquire(context, name, watcher).await?;
    let record = &profile.record;
    let needs_person = || {
        let name = name.to_string();
        Trouble::new(Cause::NeedsAuthorization { name })
    };
    let row = context.row(name, record).await.ok_or_else(needs_person)?;
    let moment = context.moment();
    if record.elsewhere_since.is_some() {
        let name = name.to_string();
        return Err(Cause::Elsewhere { name }.into());
    }
    let Some(grant) = record.oauth() else {
        return match &record.connection {
            Some(connection) if connection.is_good_for(&moment, SignedDuration::ZERO) => {
                Ok(Ready::Enough(Refreshed::StillFresh(Box::new(row))))
            }
            _ => Err(needs_person()),
        };
    };
    // Asking again for what was refused is for a person to decide.
    if let (Some(needs), Need::Due | Need::Valid(_)) = (&record.needs_authorization, need) {
        return Err(refused_before(name, needs));
    }
    let moved = seen
        .oauth()
        .is_none_or(|seen| seen.tokens.refresh != grant.tokens.refresh);
    let good_for = |least| grant.tokens.is_good_for(&moment, least);
    let is_met = match need {
        Need::Forced => moved && good_for(SignedDuration::ZERO),
        Need::Due => !is_due(&row, moment.now) && good_for(SignedDuration::ZERO),
        Need::Valid(least) => good_for(least),
    };
    if is_met {
        let row = Box::new(row);
        return Ok(Ready::Enough(if moved {
            Refreshed::MovedUnderUs(row)
        } else {
            Refreshed::StillFresh(row)
        }));
    }
    let rotation = Rotation::of(profile, watcher).ok_or_else(needs_person)?;
    let permit = rotation.permit().await?;
    Ok(Ready::Rotate(Box::new(rotation), permit))
}

async fn rotate(
    context: &Context,
    name: &ProfileName,
    rotation: Rotation,
    permit: Permit,
) -> Result<Refreshed, Trouble> {
    match rotation::rotate(rotation, permit).await? {
        Rotated::Here(row) => Ok(Refreshed::Rotated(Box::new(row))),
        Rotated::Renamed(row) => Ok(Refreshed::Renamed(Box::new(row))),
        Rotated::Overtaken(record) => {
            let row = context.row(name, &record).await;
            let row = row.ok_or_else(|| Cause::NeedsAuthorization {
                name: name.to_string(),
            })?;
            Ok(Refreshed::MovedUnderUs(Box::new(row)))
        }
    }
}

/// What a profile that waits for a person says to whoever asks once more.
pub(super) fn refused_before(name: &ProfileName, needs: &NeedsAuthorization) -> Trouble {
    let name = name.to_string();
    Trouble {
        cause: match needs.lost_at {
            Some(at) => Cause::AnswerLost { at },
            None => Cause::NeedsAuthorization { name },
        },
        detail: Detail {
            hint: needs.hint.clone(),
            ..Detail::default()
        },
    }
}

/// Notes how it ended.
async fn ended(
    context: &Context,
    name: &ProfileName,
    result: Result<Refreshed, Trouble>,
    begun: Instant,
) -> Result<Refreshed, Trouble> {
    let (outcome, detail) = match &result {
        Ok(refreshed) => (refreshed.outcome(), Detail::default()),
        Err(trouble) => (
            Outcome::of_failure(trouble.cause.severity()),
            trouble.detail.clone(),
        ),
    };
    context
        .note(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: detail.hint.or(detail.note),
            request_id: detail.request_id,
            ..Event::new(context.now(), Some(name.clone()), Action::Refresh, outcome)
        })
        .await;
    result
}
