//! The rotation: the order of its steps is the product.
//!
//! Whatever kills it, the store has the old token, or the new pair, or (where a server allows no second
//! try) a mark that says since when an answer is missing.

use crate::domain::profile::NeedsAuthorization;
use crate::domain::profile::history::Outcome;
use crate::domain::secret::Secret;
use crate::domain::tokens::{Claims, Connection, Record, TokenPair, TokenResponse};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::AccountLocation;
use crate::service::authorize::plan::{hold_free, may_replace};
use crate::service::locked_profile::LockedProfile;
use crate::service::rate_limit::Permit;
use crate::service::refresh::Refreshed;
use crate::store::killpoint;

pub use crate::service::refresh::begun::Rotation;

/// Rotates. Nothing here may be dropped half-way: it runs as a task of its own.
pub async fn rotate(mut rotation: Rotation, _permit: Permit) -> Result<Refreshed, Trouble> {
    let now = rotation.profile.context.now();
    rotation.grant.refreshing_since.get_or_insert(now);
    // A store that cannot be written is found out before the token is spent.
    rotation.save().await?;
    killpoint::passed("marked");
    let result = rotation.spend().await;
    if let Err(trouble) = &result
        && !rotation.is_candidate
    {
        let outcome = Outcome::of_failure(trouble.cause.severity());
        if let Err(unshown) = rotation.show(outcome).await {
            tracing::warn!(%unshown, "a failed refresh is not shown");
        }
    }
    result
}

impl Rotation {
    async fn spend(&mut self) -> Result<Refreshed, Trouble> {
        let token = self.grant.tokens.refresh.clone();
        let mut refusal = match self.ask(&token).await {
            Ok(answer) => return self.keep(answer, token, Outcome::Rotated).await,
            Err(trouble) => trouble,
        };
        if !is_refusal(&refusal.cause) && !is_unread(&refusal) {
            return self.leave(refusal).await;
        }
        let moved = match self.renamed().await {
            Ok(AccountLocation::Moved(host)) => Some(host),
            Ok(AccountLocation::Here) => None,
            Ok(AccountLocation::TokenRefused(told)) => {
                // Of the account nothing is known here, but of the token.
                if refusal.cause == Cause::NoSuchAccount {
                    refusal = told;
                }
                None
            }
            Err(trouble) => return self.leave(trouble).await,
        };
        if let Some(host) = moved {
            tracing::info!(from = %self.at.host, to = %host, "the account has a new address");
            self.at.host = host;
            refusal = match self.ask(&token).await {
                Ok(answer) => return self.keep(answer, token, Outcome::Renamed).await,
                Err(trouble) => trouble,
            };
            if !is_refusal(&refusal.cause) {
                return self.leave(refusal).await;
            }
        }
        if let Some(record) = self.overtaken().await? {
            return self.moved_under_us(&record).await;
        }
        if let Some(previous) = self.grant.previous_refresh.clone()
            && is_refusal(&refusal.cause)
        {
            match self.ask(&previous).await {
                Ok(answer) => return self.keep(answer, previous, Outcome::Rotated).await,
                Err(trouble) if is_refusal(&trouble.cause) => {}
                Err(trouble) => return self.leave(trouble).await,
            }
        }
        match refusal.cause.severity() {
            Severity::Person => self.mark_lost(refusal).await,
            // Nobody lives at this address, which says nothing about the token.
            Severity::Temporary | Severity::Store | Severity::Busy | Severity::Failed => {
                self.leave(refusal).await
            }
        }
    }

    /// Saves a new pair before anything uses it. What it was a candidate for is its own now.
    async fn keep(
        &mut self,
        answer: TokenResponse,
        spent: Secret,
        outcome: Outcome,
    ) -> Result<Refreshed, Trouble> {
        killpoint::passed("answered");
        let now = self.profile.context.now();
        let stranger = another_account(&self.grant.tokens.access, &answer.access);
        self.grant.tokens = TokenPair::received(answer, self.profile.context.moment());
        self.grant.previous_refresh = Some(spent);
        self.grant.refreshing_since = None;
        let watcher = self.watcher.clone();
        let mut left = None;
        let mut record = self.profile.record.clone();
        if self.is_candidate {
            if may_replace(record.connection.as_ref(), &self.connection()).is_err() {
                // What the name stands for stays, and tokens that were given for spent ones are not thrown away.
                let free = hold_free(&self.profile.context, &self.at.host, &watcher).await?;
                record = free.record.clone();
                left = Some(std::mem::replace(&mut self.profile, free));
            }
            self.is_candidate = false;
            record.draft = None;
            // New tokens are ours, whoever looked after the ones before.
            record.elsewhere_since = None;
            record.handed_to = None;
        }
        let next = Record {
            connection: Some(self.connection()),
            candidate: None,
            needs_authorization: stranger.as_ref().map(|trouble| NeedsAuthorization {
                since: now,
                hint: trouble.detail.note.clone(),
                lost_at: None,
            }),
            ..record
        };
        self.profile.save_patiently(next, &watcher).await?;
        killpoint::passed("saved");
        if let Some(mut left) = left
            && let Err(trouble) = left.drop_candidate().await
        {
            tracing::warn!(%trouble, "a candidate that found its own name stays");
        }
        let row = self.show(outcome).await;
        killpoint::passed("shown");
        match stranger {
            None => Ok(Refreshed { outcome, profile: Box::new(row?) }),
            Some(trouble) => Err(trouble),
        }
    }

    /// Ends an attempt that changed nothing. The mark stays only where an answer may be missing.
    async fn leave(&mut self, trouble: Trouble) -> Result<Refreshed, Trouble> {
        self.grant.refreshing_since = self.lost;
        if let Err(unsaved) = self.put_down().await {
            tracing::warn!(%unsaved, "the mark of an attempt stays");
        }
        Err(trouble)
    }

    /// Only a person can go on. What is known of how it came to that is kept.
    async fn mark_lost(&mut self, trouble: Trouble) -> Result<Refreshed, Trouble> {
        let lost_at = self.lost.filter(|_| trouble.cause == Cause::TokenRevoked);
        // The next attempt must not take the mark of this one for an answer that was lost.
        self.grant.refreshing_since = self.lost;
        if !self.is_candidate {
            self.profile.record.needs_authorization = Some(NeedsAuthorization {
                since: self.profile.context.now(),
                hint: trouble.detail.hint.clone(),
                lost_at,
            });
        }
        if let Some(record) = self.put_down().await? {
            return self.moved_under_us(&record).await;
        }
        Err(match lost_at {
            Some(at) => Trouble { cause: Cause::AnswerLost { at }, ..trouble },
            None => trouble,
        })
    }

    /// Saves what is known after an answer that gave no pair. It never overwrites other tokens than it knows of: these
    /// are given back. Of a candidate nothing is left.
    async fn put_down(&mut self) -> Result<Option<Record>, Trouble> {
        if let Some(record) = self.overtaken().await? {
            return Ok(Some(record));
        }
        if self.is_candidate {
            self.profile.drop_candidate().await?;
        } else {
            self.save().await?;
        }
        Ok(None)
    }

    /// Somebody else saved this record since.
    async fn moved_under_us(&self, record: &Record) -> Result<Refreshed, Trouble> {
        let LockedProfile { context, name, .. } = &self.profile;
        let row = context.row(name, record).await;
        let row = row.ok_or_else(|| Cause::NeedsAuthorization { name: name.to_string() })?;
        Ok(Refreshed { outcome: Outcome::MovedUnderUs, profile: Box::new(row) })
    }

    async fn save(&mut self) -> Result<(), Trouble> {
        self.profile.save(self.record()).await
    }

    /// The record in the store, if somebody who does not know our lock has put other tokens there.
    async fn overtaken(&self) -> Result<Option<Record>, Trouble> {
        let tokens = |record: &Record| {
            let pair = |connection: &Option<Connection>| {
                let grant = connection.as_ref()?.oauth()?;
                Some(grant.tokens.refresh.clone())
            };
            (pair(&record.connection), pair(&record.candidate))
        };
        let stored = self.profile.stored().await?;
        let ours = tokens(&self.profile.record);
        Ok(stored.filter(|record| tokens(record) != ours))
    }
}

/// Whether somebody before the token endpoint said no, who did not look at the token: a renamed account
/// may be the reason.
fn is_unread(trouble: &Trouble) -> bool {
    trouble.cause == Cause::ServerError && trouble.detail.status == Some(401)
}

/// Whether the server said that this token, or this address, is none.
fn is_refusal(cause: &Cause) -> bool {
    cause.severity() == Severity::Person || *cause == Cause::NoSuchAccount
}

/// What is said of a pair that belongs to another account than the one before it.
fn another_account(before: &Secret, now: &Secret) -> Option<Trouble> {
    let number = |token| Claims::of(token).and_then(|claims| claims.account_id);
    let (expected, got) = number(before).zip(number(now))?;
    (expected != got).then(|| {
        let note = format!("the new tokens name account {got} instead of {expected}");
        let (expected, got) = (expected.to_string(), got.to_string());
        Trouble::noted(Cause::AnotherAccount { expected, got }, note)
    })
}
