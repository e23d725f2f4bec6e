//! A profile that is held from before anything is sent until what was received is saved: the one way of refresh,
//! connect, authorize and import.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::context::Context;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::Record;
use crate::domain::reflect;
use crate::domain::refreshing::{Refreshing, Watcher};
use crate::domain::token::odd_length;
use crate::domain::trouble::{Severity, Trouble};
use crate::store::{ProfileLock, killpoint};

/// A profile whose lock is held, and its record as it is stored.
pub struct LockedProfile {
    /// What it was held with.
    pub context: Context,
    /// Which.
    pub name: ProfileName,
    /// Empty where nothing is stored.
    pub record: Record,
    /// The highest generation that was ever seen: the next one is above it, also where an older copy was put back.
    highest: u64,
    _lock: ProfileLock,
}

impl LockedProfile {
    /// Takes the lock, which is waited for, then reads the record.
    pub async fn acquire(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, Trouble> {
        let lock = context.lock_watched(name, watcher).await?;
        killpoint::passed("locked");
        let mut locked = Self {
            context: context.clone(),
            name: name.clone(),
            record: Record::empty(),
            highest: 0,
            _lock: lock,
        };
        locked.record = locked.stored().await?.unwrap_or_else(Record::empty);
        let listed = context.listed_generation(name).await;
        if listed > locked.record.generation && !locked.record.is_bare() {
            watcher(Refreshing::OlderCopy);
        }
        locked.highest = listed.max(locked.record.generation);
        killpoint::passed("read");
        Ok(locked)
    }

    /// What the store has at this moment: another home of this user, or another machine, may have written it.
    pub async fn stored(&self) -> Result<Option<Record>, Trouble> {
        let name = self.name.clone();
        self.context
            .with_store(move |store| store.load(&name))
            .await
    }

    /// Saves a record with the next generation. The ledger is not asked: a full disk must not come between an answer
    /// and its save.
    pub async fn save(&mut self, record: Record) -> Result<(), Trouble> {
        let next = Record {
            generation: self.highest + 1,
            ..record
        };
        let (name, saved) = (self.name.clone(), next.clone());
        self.context
            .with_store(move |store| store.save(&name, &saved))
            .await?;
        self.highest = next.generation;
        self.record = next;
        Ok(())
    }

    /// Saves what exists nowhere else: a store that fails is tried again, for long.
    pub async fn save_patiently(
        &mut self,
        record: Record,
        watcher: &Watcher,
    ) -> Result<(), Trouble> {
        watcher(Refreshing::Saving);
        if let Some(length) = record
            .connection
            .as_ref()
            .and_then(|it| odd_length(it.access()))
        {
            let name = self.name.clone();
            watcher(Refreshing::OddToken { name, length });
        }
        let begun = Instant::now();
        let patience = self.context.patience;
        let mut pauses = patience.save.iter().copied();
        let mut pause = Duration::ZERO;
        loop {
            let trouble = match self.save(record.clone()).await {
                Ok(()) => return Ok(()),
                Err(trouble) => trouble,
            };
            // After the last pause, the last one again.
            let listed = pauses.next();
            let is_over = listed.is_none() && begun.elapsed() >= patience.save_for;
            if is_over || trouble.cause.severity() != Severity::Store {
                watcher(Refreshing::NotSaved(trouble.clone()));
                return Err(trouble);
            }
            pause = listed.unwrap_or(pause);
            watcher(Refreshing::NotSavedYet(trouble.clone()));
            tracing::error!(profile = %self.name, %trouble, "the new tokens are not saved yet");
            sleep(pause).await;
        }
    }

    /// Saves a record; one that holds nothing any more is removed.
    pub async fn save_or_delete(&mut self, record: Record) -> Result<(), Trouble> {
        if record.is_bare() {
            self.delete().await
        } else {
            self.save(record).await
        }
    }

    /// Gives up the tokens that had to prove themselves.
    pub async fn drop_candidate(&mut self) -> Result<(), Trouble> {
        let record = Record {
            candidate: None,
            ..self.record.clone()
        };
        self.save_or_delete(record).await
    }

    async fn delete(&mut self) -> Result<(), Trouble> {
        let name = self.name.clone();
        self.context
            .with_store(move |store| store.delete(&name))
            .await?;
        self.record = Record::empty();
        Ok(())
    }

    /// Writes the row that follows from the record, with what else is known of it; `None` while nothing is connected.
    /// The record is the truth: a ledger that fails is told, and healed later.
    pub async fn show(
        &self,
        watcher: &Watcher,
        more: impl Fn(&mut Profile) + Clone + Send + 'static,
    ) -> Option<Profile> {
        let (name, record) = (self.name.clone(), self.record.clone());
        let (kind, now) = (self.context.store.kind(), self.context.now());
        let row = move |before: Option<Profile>| {
            let mut row = reflect::profile(&name, kind, &record, before, now)?;
            more(&mut row);
            Some(row)
        };
        let (wanted, alone) = (self.name.clone(), row.clone());
        let written = self
            .context
            .with_ledger(move |ledger| ledger.change_profile(&wanted, row))
            .await;
        written.unwrap_or_else(|trouble| {
            tracing::warn!(%trouble, "the ledger stays behind");
            watcher(Refreshing::NotShown(trouble));
            alone(None)
        })
    }
}
