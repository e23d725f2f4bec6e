//! A pair of tokens: proved without spending it where its access token lives, and by a rotation where it does not.

use jiff::Timestamp;

use crate::domain::authorize::Credentials;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::token_files::ImportedTokens;
use crate::domain::tokens::{Claims, Connection, Grant, OAuthGrant, Record, TokenPair, Watcher};
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::oauth::{AccountLocation, Endpoint};
use crate::service::after_refresh;
use crate::service::authorize::exchange;
use crate::service::authorize::plan::{same_account, same_integration, same_server};
use crate::service::authorize::verify;
use crate::service::authorize::verify::{introduce, is_named, verify};
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;
use crate::service::refresh::rotation;
use crate::service::refresh::rotation::Rotation;

/// A pair, and what is needed to refresh it.
pub struct Pair<'a> {
    pub name: &'a ProfileName,
    pub at: Endpoint,
    pub credentials: Credentials,
    pub refresh: &'a Secret,
    pub found: &'a ImportedTokens,
}

impl Pair<'_> {
    /// Proves it and stores it, in this order where the order can be had. The name is held meanwhile.
    pub async fn take_over(
        &self,
        context: &Context,
        watcher: &Watcher,
    ) -> Result<Profile, Trouble> {
        let profile = LockedProfile::acquire(context, self.name, watcher).await?;
        let kept = profile.record.connection.as_ref();
        let client_id = self.credentials.client_id.as_str();
        same_integration(kept, Some(client_id))?;
        same_server(kept, &self.at.host, self.at.sandbox.as_ref())?;
        let claims = self.found.access.as_ref().and_then(Claims::of);
        let named = claims.as_ref().and_then(|claims| claims.client_id.as_ref());
        if named.is_some_and(|named| !named.eq_ignore_ascii_case(client_id)) {
            return Err(Cause::WrongIntegration.into());
        }
        if let Some(access) = &self.found.access {
            same_account(kept, &self.at.host, access)?;
        }
        self.is_nobody_elses(context).await?;
        context.with_store(|store| store.check()).await?;
        if let Some(access) = self.living(context.now()) {
            match verify::account(context, &self.at, access).await {
                Ok(account) => {
                    is_named(&self.at, access, &account)?;
                    self.is_accepted(context, access).await?;
                    let connection = self.connection(context.now());
                    let row = exchange::keep(profile, connection, watcher).await?;
                    return introduce(context, row, account).await;
                }
                // Of the refresh token this says nothing; and an account that moved is followed by a rotation.
                Err(Trouble { cause: Cause::Unauthorized | Cause::NoSuchAccount, .. }) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Box::pin(self.revived(profile, watcher)).await
    }

    /// Refuses a refresh token that another profile has: the first of the two to refresh would take it from the other.
    /// The rows tell who may have it, their records who has.
    async fn is_nobody_elses(&self, context: &Context) -> Result<(), Trouble> {
        let fingerprint = self.refresh.fingerprint();
        let rows = context.with_ledger(Ledger::profiles).await?;
        for row in rows.read {
            let facts = row.refresh.as_ref();
            if row.name == *self.name || facts.is_none_or(|it| it.fingerprint != fingerprint) {
                continue;
            }
            let record = context.record(&row.name).await?;
            // Who has handed it over refreshes no more.
            let owner = record.filter(|record| record.elsewhere_since.is_none());
            let has = owner.as_ref().and_then(Record::oauth);
            if has.is_some_and(|grant| grant.tokens.refresh == *self.refresh) {
                let name = row.name.to_string();
                return Err(Cause::TokenOfAnotherProfile { name }.into());
            }
        }
        Ok(())
    }

    /// The access token, unless it has ended.
    fn living(&self, now: Timestamp) -> Option<&Secret> {
        let ended = self.found.access_expires_at().is_some_and(|end| end <= now);
        self.found.access.as_ref().filter(|_| !ended)
    }

    /// Whether the refresh token is accepted, as far as that is told without spending it. Where nobody tells,
    /// the next refresh does.
    async fn is_accepted(&self, context: &Context, access: &Secret) -> Result<(), Trouble> {
        let counted = RateLimitKey::of(&self.credentials.client_id, &self.at);
        let asked = context.oauth.renamed(&self.at, access, self.refresh);
        match context.paced(&counted, asked).await {
            Ok(AccountLocation::TokenRefused(trouble)) => Err(trouble),
            Ok(AccountLocation::Here) => Ok(()),
            // The account of the access token has just answered at its address.
            Ok(AccountLocation::Moved(host)) => {
                let (expected, got) = (self.at.host.to_string(), host.to_string());
                Err(Cause::AnotherAccount { expected, got }.into())
            }
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
                    access: self.found.access.clone().unwrap_or_else(|| Secret::new(String::new())),
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
    /// that is about to be spent, beside what is connected: whatever kills us, that is still in use.
    async fn revived(&self, profile: LockedProfile, watcher: &Watcher) -> Result<Profile, Trouble> {
        let none = || Trouble::noted(Cause::Internal, "a pair without a pair");
        let context = profile.context.clone();
        let candidate = self.connection(context.now());
        let rotation = Rotation::of_candidate(profile, candidate, watcher).ok_or_else(none)?;
        let permit = rotation.permit().await?;
        let rotated = context.finish(Box::pin(rotation::rotate(rotation, permit))).await?;
        let row = *rotated.profile;
        after_refresh::begin(&context, &row.name, true);
        // The tokens are saved; the account's name can wait.
        Ok(verify(&context, &row.name).await.unwrap_or(row))
    }
}
