//! The rotation: the order of its steps is the product.
//!
//! Whatever kills it, the store has the old token, or the new pair, or (where a server allows no second
//! try) a mark that says since when an answer is missing.

mod ask;
mod held;

use super::gate::Place;
use crate::domain::history::Outcome;
use crate::domain::profile::{NeedsAuthorization, Profile};
use crate::domain::record::Record;
use crate::domain::secret::Secret;
use crate::domain::token::{TokenAnswer, TokenPair};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::Whereabouts;
use crate::store::killpoint;

pub use held::Held;

/// How a rotation ended well.
pub enum Rotated {
    /// There is a new pair.
    Here(Profile),
    /// There is a new pair, at a new address.
    Renamed(Profile),
    /// Somebody else saved this record since.
    Overtaken(Record),
}

/// Rotates. Nothing here may be dropped half-way: it runs as a task of its own.
pub async fn rotate(mut held: Held, place: Place) -> Result<Rotated, Trouble> {
    let now = held.context.now();
    held.grant.refreshing_since.get_or_insert(now);
    // A store that cannot be written is found out before the token is spent.
    held.save().await?;
    killpoint::passed("marked");
    let result = spend(&mut held, &place).await;
    if let Err(trouble) = &result {
        let outcome = Outcome::of_failure(trouble.cause.severity());
        if let Err(unshown) = held.show(outcome).await {
            tracing::warn!(%unshown, "a failed refresh is not shown");
        }
    }
    result
}

async fn spend(held: &mut Held, place: &Place) -> Result<Rotated, Trouble> {
    let token = held.grant.tokens.refresh.clone();
    let mut refusal = match held.ask(&token, place).await {
        Ok(answer) => {
            let row = held.keep(answer, token, Outcome::Rotated).await?;
            return Ok(Rotated::Here(row));
        }
        Err(trouble) => trouble,
    };
    if !is_refusal(&refusal.cause) {
        return held.leave(refusal).await;
    }
    let moved = match held.renamed(place).await {
        Ok(Whereabouts::Moved(host)) => Some(host),
        Ok(Whereabouts::Here) => None,
        Ok(Whereabouts::TokenRefused(told)) => {
            // Of the account nothing is known here, but of the token.
            if refusal.cause == Cause::NoSuchAccount {
                refusal = told;
            }
            None
        }
        Err(trouble) => return held.leave(trouble).await,
    };
    if let Some(host) = moved {
        tracing::info!(from = %held.host, to = %host, "the account has a new address");
        held.host = host;
        refusal = match held.ask(&token, place).await {
            Ok(answer) => {
                let row = held.keep(answer, token, Outcome::Renamed).await?;
                return Ok(Rotated::Renamed(row));
            }
            Err(trouble) => trouble,
        };
        if !is_refusal(&refusal.cause) {
            return held.leave(refusal).await;
        }
    }
    if let Some(record) = held.overtaken().await? {
        return Ok(Rotated::Overtaken(record));
    }
    if let Some(previous) = held.grant.previous_refresh.clone() {
        match held.ask(&previous, place).await {
            Ok(answer) => {
                let row = held.keep(answer, previous, Outcome::Rotated).await?;
                return Ok(Rotated::Here(row));
            }
            Err(trouble) if is_refusal(&trouble.cause) => {}
            Err(trouble) => return held.leave(trouble).await,
        }
    }
    match refusal.cause.severity() {
        Severity::Person => held.mark_lost(refusal).await,
        // Nobody lives at this address, which says nothing about the token.
        Severity::Temporary | Severity::Store | Severity::Busy | Severity::Failed => {
            held.leave(refusal).await
        }
    }
}

impl Held {
    /// Saves a new pair before anything uses it.
    async fn keep(
        &mut self,
        answer: TokenAnswer,
        spent: Secret,
        outcome: Outcome,
    ) -> Result<Profile, Trouble> {
        killpoint::passed("answered");
        self.grant.tokens = TokenPair::received(answer, self.context.moment());
        self.grant.previous_refresh = Some(spent);
        self.grant.refreshing_since = None;
        self.record.needs_authorization = None;
        self.save_patiently().await?;
        killpoint::passed("saved");
        let row = self.show(outcome).await;
        killpoint::passed("shown");
        row
    }

    /// Ends an attempt that changed nothing. The mark stays only where an answer may be missing.
    async fn leave(&mut self, trouble: Trouble) -> Result<Rotated, Trouble> {
        self.grant.refreshing_since = self.lost;
        if let Err(unsaved) = self.save().await {
            tracing::warn!(%unsaved, "the mark of an attempt stays");
        }
        Err(trouble)
    }

    /// The record in the store, if it has other tokens than those that were refused.
    async fn overtaken(&self) -> Result<Option<Record>, Trouble> {
        let name = self.name.clone();
        let record = self
            .context
            .with_store(move |store| store.load(&name))
            .await?;
        let own = Some(&self.grant.tokens.refresh);
        Ok(record.filter(|record| record.oauth().map(|grant| &grant.tokens.refresh) != own))
    }

    /// Only a person can go on. What is known of how it came to that is kept.
    async fn mark_lost(&mut self, trouble: Trouble) -> Result<Rotated, Trouble> {
        let lost_at = self.lost.filter(|_| trouble.cause == Cause::TokenRevoked);
        self.record.needs_authorization = Some(NeedsAuthorization {
            since: self.context.now(),
            hint: trouble.detail.hint.clone(),
            lost_at,
        });
        self.save().await?;
        Err(match lost_at {
            Some(at) => Trouble {
                cause: Cause::AnswerLost { at },
                ..trouble
            },
            None => trouble,
        })
    }
}

/// Whether the server said that this token, or this address, is none.
fn is_refusal(cause: &Cause) -> bool {
    cause.severity() == Severity::Person || *cause == Cause::NoSuchAccount
}
