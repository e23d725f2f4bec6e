//! A pair of tokens: proved without spending it where its access token lives, and by a rotation where it does not.

use jiff::Timestamp;

use super::super::aftermath;
use super::super::context::Context;
use super::super::exchange;
use super::super::known::{same_account, same_integration};
use super::super::rotation::{self, Held, Rotated};
use super::super::verify::{introduce, is_named, verify};
use crate::domain::credentials::Credentials;
use crate::domain::handing::Found;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::{Connection, Grant, OAuthGrant, Record};
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::token::{Claims, TokenPair};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::{Endpoint, Whereabouts};

/// A pair, and what is needed to refresh it.
pub struct Pair<'a> {
    pub at: Endpoint,
    pub credentials: Credentials,
    pub refresh: &'a Secret,
    pub found: &'a Found,
}

impl Pair<'_> {
    /// Proves it and stores it, in this order where the order can be had.
    pub async fn take_over(
        &self,
        context: &Context,
        name: &ProfileName,
        kept: Option<&Connection>,
        watcher: &Watcher,
    ) -> Result<Profile, Trouble> {
        let client_id = self.credentials.client_id.as_str();
        same_integration(kept, Some(client_id))?;
        let claims = self.found.access.as_ref().and_then(Claims::of);
        let named = claims.as_ref().and_then(|claims| claims.client_id.as_ref());
        if named.is_some_and(|named| !named.eq_ignore_ascii_case(client_id)) {
            return Err(Cause::WrongIntegration.into());
        }
        if let Some(access) = &self.found.access {
            same_account(kept, &self.at.host, access)?;
        }
        context.with_store(|store| store.check()).await?;
        if let Some(access) = self.living(context.now()) {
            match context.oauth.account(&self.at, access).await {
                Ok(account) => {
                    is_named(&self.at, access, &account)?;
                    self.is_accepted(context, access).await?;
                    let connection = self.connection(context.now());
                    exchange::save(context, name, connection).await?;
                    return introduce(context, name, account).await;
                }
                // Of the refresh token this says nothing; and an account that moved is followed by a rotation.
                Err(Trouble {
                    cause: Cause::Unauthorized | Cause::NoSuchAccount,
                    ..
                }) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        self.revived(context, name, watcher).await
    }

    /// The access token, unless it has ended.
    fn living(&self, now: Timestamp) -> Option<&Secret> {
        let ended = self.found.access_expires_at().is_some_and(|end| end <= now);
        self.found.access.as_ref().filter(|_| !ended)
    }

    /// Whether the refresh token is accepted, as far as that is told without spending it. Where nobody tells, the
    /// next refresh does.
    async fn is_accepted(&self, context: &Context, access: &Secret) -> Result<(), Trouble> {
        let told = context.oauth.renamed(&self.at, access, self.refresh).await;
        match told {
            Ok(Whereabouts::TokenRefused(trouble)) => Err(trouble),
            Ok(Whereabouts::Here | Whereabouts::Moved(_)) => Ok(()),
            Err(trouble) => {
                tracing::info!(%trouble, "nobody tells whether the refresh token is accepted");
                Ok(())
            }
        }
    }

    fn connection(&self, now: Timestamp) -> Connection {
        let issued_at = self.found.issued_at().unwrap_or(now);
        // An end that nobody tells has come: the next who wants a token gets a new one.
        let end = self.found.access_expires_at().unwrap_or(issued_at);
        Connection {
            host: self.at.host.clone(),
            sandbox: self.at.sandbox.clone(),
            grant: Grant::OAuth(OAuthGrant {
                credentials: self.credentials.clone(),
                tokens: TokenPair {
                    access: self
                        .found
                        .access
                        .clone()
                        .unwrap_or_else(|| Secret::new(String::new())),
                    refresh: self.refresh.clone(),
                    issued_at,
                    expires_in: u64::try_from(end.as_second() - issued_at.as_second()).unwrap_or(0),
                    clock_skew: 0,
                    received_after: None,
                },
                previous_refresh: None,
                refreshing_since: None,
            }),
        }
    }

    /// The refresh token is all there is. To prove it is to spend it, so it is stored *before* it is proved, like any
    /// that is about to be spent: whatever kills us, the store has it, with the mark, or the new pair. Where it is
    /// refused, or nothing is heard, what was there before is put back: it is still where it was found.
    async fn revived(
        &self,
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Profile, Trouble> {
        let under_way = context.under_way.begin();
        let (own, profile, watcher) = (context.clone(), name.clone(), watcher.clone());
        let connection = self.connection(context.now());
        let task = tokio::spawn(async move {
            let result = rotated(&own, &profile, connection, &watcher).await;
            drop(under_way);
            result
        });
        let row = match task.await {
            Ok(result) => result?,
            Err(_) => return Err(Trouble::noted(Cause::Internal, "an import ended early")),
        };
        aftermath::begin(context, name, true);
        // The tokens are saved; the account's name can wait.
        Ok(verify(context, name).await.unwrap_or(row))
    }
}

async fn rotated(
    context: &Context,
    name: &ProfileName,
    connection: Connection,
    watcher: &Watcher,
) -> Result<Profile, Trouble> {
    let lock = context.lock(name).await?;
    let asked = name.clone();
    let before = context.with_store(move |store| store.load(&asked)).await?;
    let imported = Record {
        generation: before.as_ref().map_or(0, |record| record.generation),
        connection: Some(connection),
        n8n: before
            .as_ref()
            .map(|record| record.n8n.clone())
            .unwrap_or_default(),
        ..Record::empty()
    };
    let none = || Trouble::noted(Cause::Internal, "a pair without a pair");
    let held = Held::take(context, name, lock, &imported, watcher.clone()).ok_or_else(none)?;
    let place = held.place().await?;
    match rotation::rotate(held, place).await {
        Ok(Rotated::Here(row) | Rotated::Renamed(row)) => Ok(row),
        Ok(Rotated::Overtaken(record)) => context.row(name, &record).await.ok_or_else(none),
        Err(trouble) => {
            // A store that failed may hold the mark of a rotation that happened: it is for the next refresh.
            if trouble.cause.severity() != Severity::Store
                && let Err(stays) = put_back(context, name, before, &imported).await
            {
                tracing::warn!(trouble = %stays, "what could not be imported is still stored");
            }
            Err(trouble)
        }
    }
}

/// Puts back what was stored, unless somebody else has made something of the tokens meanwhile.
async fn put_back(
    context: &Context,
    name: &ProfileName,
    before: Option<Record>,
    imported: &Record,
) -> Result<(), Trouble> {
    let lock = context.lock(name).await?;
    let asked = name.clone();
    let now = context.with_store(move |store| store.load(&asked)).await?;
    let refresh = |record: &Record| record.oauth().map(|grant| grant.tokens.refresh.clone());
    let Some(now) = now.filter(|now| refresh(now) == refresh(imported)) else {
        return Ok(());
    };
    let wanted = name.clone();
    if let Some(before) = before {
        let restored = Record {
            generation: now.generation + 1,
            ..before
        };
        let saved = restored.clone();
        context
            .with_store(move |store| store.save(&wanted, &saved))
            .await?;
        context.row(name, &restored).await;
    } else {
        context
            .with_store(move |store| store.delete(&wanted))
            .await?;
        let wanted = name.clone();
        context
            .with_ledger(move |ledger| ledger.delete_profile(&wanted))
            .await?;
    }
    drop(lock);
    Ok(())
}
