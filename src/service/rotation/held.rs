//! A profile that is held: the parts of its record, and how they are saved.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::time::sleep;

use super::super::Context;
use crate::domain::account::AccountHost;
use crate::domain::history::Outcome;
use crate::domain::profile::{LastRefresh, Profile, ProfileName};
use crate::domain::record::{Connection, Grant, OAuthGrant, Record};
use crate::domain::reflect;
use crate::domain::refreshing::{Refreshing, Watcher};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::oauth::Endpoint;
use crate::store::ProfileLock;

/// A profile whose lock is held, taken apart.
pub struct Held {
    pub context: Context,
    pub name: ProfileName,
    pub host: AccountHost,
    pub sandbox: Option<SandboxOrigin>,
    pub grant: OAuthGrant,
    /// Told what happens.
    pub watcher: Watcher,
    /// Since when an answer may be lost: by a crash before us, or by the network now.
    pub lost: Option<Timestamp>,
    /// The rest of the record.
    pub record: Record,
    _lock: ProfileLock,
}

impl Held {
    /// Takes a record apart; `None` when there is nothing to rotate in it.
    pub fn take(
        context: &Context,
        name: &ProfileName,
        lock: ProfileLock,
        record: &Record,
        watcher: Watcher,
    ) -> Option<Self> {
        let connection = record.connection.clone()?;
        let grant = match connection.grant {
            Grant::OAuth(grant) => grant,
            Grant::LongLived { .. } => return None,
        };
        Some(Self {
            context: context.clone(),
            name: name.clone(),
            host: connection.host,
            sandbox: connection.sandbox,
            lost: grant.refreshing_since,
            grant,
            watcher,
            record: record.clone(),
            _lock: lock,
        })
    }

    /// Where to ask.
    pub fn at(&self) -> Endpoint {
        Endpoint {
            host: self.host.clone(),
            sandbox: self.sandbox.clone(),
        }
    }

    /// Puts the record together with the next generation.
    fn next(&self) -> Record {
        Record {
            generation: self.record.generation + 1,
            connection: Some(Connection {
                host: self.host.clone(),
                sandbox: self.sandbox.clone(),
                grant: Grant::OAuth(self.grant.clone()),
            }),
            ..self.record.clone()
        }
    }

    /// Saves the record. The ledger is not asked: a full disk must not come between an answer and its save.
    pub async fn save(&mut self) -> Result<(), Trouble> {
        let (name, next) = (self.name.clone(), self.next());
        let saved = next.clone();
        self.context
            .with_store(move |store| store.save(&name, &saved))
            .await?;
        self.record = next;
        Ok(())
    }

    /// Saves what exists nowhere else: a store that fails is tried again, for long.
    pub async fn save_patiently(&mut self) -> Result<(), Trouble> {
        (self.watcher)(Refreshing::Saving);
        let begun = Instant::now();
        let patience = self.context.patience;
        let mut pauses = patience.save.iter().copied();
        let mut pause = Duration::ZERO;
        loop {
            let trouble = match self.save().await {
                Ok(()) => return Ok(()),
                Err(trouble) => trouble,
            };
            // After the last pause, the last one again.
            let listed = pauses.next();
            let is_over = listed.is_none() && begun.elapsed() >= patience.save_for;
            if is_over || trouble.cause.severity() != Severity::Store {
                (self.watcher)(Refreshing::NotSaved(trouble.clone()));
                return Err(trouble);
            }
            pause = listed.unwrap_or(pause);
            (self.watcher)(Refreshing::NotSavedYet(trouble.clone()));
            tracing::error!(profile = %self.name, %trouble, "the new tokens are not saved yet");
            sleep(pause).await;
        }
    }

    /// Writes the row that follows from the record, and how the attempt ended. The record is the truth, so a
    /// ledger that fails is told to the log and healed later.
    pub async fn show(&self, outcome: Outcome) -> Result<Profile, Trouble> {
        let (name, host, record) = (self.name.clone(), self.host.clone(), self.record.clone());
        let (kind, now) = (self.context.store.kind(), self.context.now());
        let row = move |before: Option<Profile>| {
            // A renamed account is the same account: what is known of it goes with it.
            let before = before.map(|row| Profile { host, ..row });
            let mut row = reflect::profile(&name, kind, &record, before, now)?;
            row.last_refresh = Some(LastRefresh { at: now, outcome });
            Some(row)
        };
        let (wanted, alone) = (self.name.clone(), row.clone());
        let written = self
            .context
            .with_ledger(move |ledger| {
                let row = row(ledger.readable_profile(&wanted)?);
                if let Some(row) = &row {
                    ledger.put_profile(row)?;
                }
                Ok(row)
            })
            .await;
        let row = written.unwrap_or_else(|trouble| {
            tracing::warn!(%trouble, "the ledger could not follow a refresh");
            (self.watcher)(Refreshing::NotShown(trouble));
            alone(None)
        });
        row.ok_or_else(|| Trouble::noted(Cause::Internal, "a connection without a row"))
    }
}
