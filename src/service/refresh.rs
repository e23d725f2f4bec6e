//! Refreshes one profile: the only way to a new pair of tokens.

use std::time::Instant;

use jiff::SignedDuration;

use super::context::Context;
use super::rotation::{self, Held, Rotated};
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::Record;
use crate::domain::trouble::{Cause, Trouble};

/// What a refresh is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A new pair in any case.
    Forced,
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

/// Refreshes a profile where the need is not met yet. What is begun is finished, even when the caller goes away.
pub async fn refresh(
    context: &Context,
    name: &ProfileName,
    need: Need,
) -> Result<Refreshed, Trouble> {
    let begun = Instant::now();
    let (own, wanted) = (context.clone(), name.clone());
    let task = tokio::spawn(async move {
        let result = try_it(&own, &wanted, need).await;
        note(&own, wanted, &result, begun).await;
        result
    });
    match task.await {
        Ok(result) => result,
        Err(_) => Err(Trouble::noted(Cause::Internal, "a refresh ended early")),
    }
}

async fn try_it(context: &Context, name: &ProfileName, need: Need) -> Result<Refreshed, Trouble> {
    let seen = read(context, name).await?;
    let lock = context.lock(name).await?;
    let record = read(context, name).await?;
    let row = row(context, name).await?;
    let needs_person = |note: &str| {
        let name = name.to_string();
        Trouble::noted(Cause::NeedsAuthorization { name }, note)
    };
    if row.elsewhere_since.is_some() {
        return Err(needs_person("another program looks after the profile"));
    }
    let now = context.now();
    let Some(grant) = record.oauth() else {
        return match &record.connection {
            Some(connection) if connection.is_good_for(now, SignedDuration::ZERO) => {
                Ok(Refreshed::StillFresh(Box::new(row)))
            }
            _ => Err(needs_person("there is no refresh token")),
        };
    };
    let moved = seen
        .oauth()
        .is_none_or(|seen| seen.tokens.refresh != grant.tokens.refresh);
    match need {
        Need::Forced if moved && grant.tokens.is_good_for(now, SignedDuration::ZERO) => {
            return Ok(Refreshed::MovedUnderUs(Box::new(row)));
        }
        Need::Forced => {}
        Need::Valid(least) if grant.tokens.is_good_for(now, least) => {
            let row = Box::new(row);
            return Ok(if moved {
                Refreshed::MovedUnderUs(row)
            } else {
                Refreshed::StillFresh(row)
            });
        }
        Need::Valid(_) => {
            // Asking again for what was refused is for a person to decide.
            if let Some(needs) = &record.needs_authorization {
                return Err(needs_person(needs.hint.as_deref().unwrap_or_default()));
            }
        }
    }
    let held = Held::take(context, name, lock, &record)
        .ok_or_else(|| needs_person("there is no refresh token"))?;
    match rotation::rotate(held).await? {
        Rotated::Here(row) => Ok(Refreshed::Rotated(Box::new(row))),
        Rotated::Renamed(row) => Ok(Refreshed::Renamed(Box::new(row))),
        Rotated::Overtaken => {
            read(context, name).await?;
            let row = self::row(context, name).await?;
            Ok(Refreshed::MovedUnderUs(Box::new(row)))
        }
    }
}

async fn read(context: &Context, name: &ProfileName) -> Result<Record, Trouble> {
    let none = || Cause::NoSuchProfile {
        name: name.to_string(),
    };
    Ok(context.load(name).await?.ok_or_else(none)?)
}

/// The row of a record that was just read, and healed by that.
async fn row(context: &Context, name: &ProfileName) -> Result<Profile, Trouble> {
    let wanted = name.clone();
    let row = context
        .with_ledger(move |ledger| ledger.profile(&wanted))
        .await?;
    row.ok_or_else(|| {
        Cause::NeedsAuthorization {
            name: name.to_string(),
        }
        .into()
    })
}

async fn note(
    context: &Context,
    name: ProfileName,
    result: &Result<Refreshed, Trouble>,
    begun: Instant,
) {
    let (outcome, detail) = match result {
        Ok(refreshed) => (refreshed.outcome(), None),
        Err(trouble) => (
            Outcome::of_failure(trouble.cause.severity()),
            Some(trouble.detail.clone()),
        ),
    };
    let detail = detail.unwrap_or_default();
    let said: Vec<_> = [detail.hint, detail.note].into_iter().flatten().collect();
    context
        .note(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: (!said.is_empty()).then(|| said.join("; ")),
            request_id: detail.request_id,
            ..Event::new(context.now(), Some(name), Action::Refresh, outcome)
        })
        .await;
}
