//! A profile that is held from before anything is sent until what was received is saved: the one way of refresh,
//! connect, authorize and import.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::context::Context;
use super::profiles::rename;
use crate::domain::profile::project;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::refreshing::{self, Refreshing, Watcher};
use crate::domain::tokens::{Record, Renaming, odd_length};
use crate::domain::trouble::{Severity, Trouble};
use crate::store::{ProfileLock, killpoint};

/// A profile whose lock is held, and its record as it is stored.
pub struct LockedProfile {
    pub context: Context,
    pub name: ProfileName,
    /// Empty where nothing is stored.
    pub record: Record,
    /// The highest generation that was ever seen: the next one is above it, also where an older copy was put back.
    highest: u64,
    _lock: ProfileLock,
}

impl LockedProfile {
    /// Takes the lock, which is waited for, then reads the record. A rename that was begun is finished first.
    pub async fn acquire(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, Trouble> {
        loop {
            let locked = Self::once(context, name, watcher).await?;
            let Some(renaming) = locked.record.renaming.clone() else {
                return Ok(locked);
            };
            drop(locked);
            match (Box::pin(rename::finish(context, name, &renaming)).await, renaming) {
                (Ok(()), _) => {}
                (Err(trouble), Renaming::From(_)) => {
                    tracing::warn!(profile = %name, %trouble, "a rename is not finished");
                    return Box::pin(Self::once(context, name, watcher)).await;
                }
                (Err(trouble), Renaming::To(_)) => return Err(trouble),
            }
        }
    }

    async fn once(
        context: &Context,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, Trouble> {
        let lock = context.lock(name, watcher).await?;
        killpoint::passed("locked");
        let mut locked = Self {
            context: context.clone(),
            name: name.clone(),
            record: Record::default(),
            highest: 0,
            _lock: lock,
        };
        locked.record = locked.stored().await?.unwrap_or_default();
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
        self.context.record(&self.name).await
    }

    /// Saves a record with the next generation. The ledger is not asked: a full disk must not come between an
    /// answer and its save.
    pub async fn save(&mut self, record: Record) -> Result<(), Trouble> {
        let next = Record { generation: self.highest + 1, ..record };
        let (name, saved) = (self.name.clone(), next.clone());
        self.context.with_store(move |store| store.save(&name, &saved)).await?;
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
        if let Some(length) = record.connection.as_ref().and_then(|it| odd_length(it.access())) {
            let name = self.name.clone();
            watcher(Refreshing::OddToken { name, length });
        }
        let begun = Instant::now();
        let patience = self.context.timeouts;
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
        if record.is_bare() { self.delete().await } else { self.save(record).await }
    }

    /// Gives up the tokens that had to prove themselves.
    pub async fn drop_candidate(&mut self) -> Result<(), Trouble> {
        let record = Record { candidate: None, ..self.record.clone() };
        self.save_or_delete(record).await
    }

    async fn delete(&mut self) -> Result<(), Trouble> {
        let name = self.name.clone();
        self.context.with_store(move |store| store.delete(&name)).await?;
        self.record = Record::default();
        Ok(())
    }
}

impl Context {
    /// The row of a record that was read under its lock.
    pub async fn row(&self, name: &ProfileName, record: &Record) -> Option<Profile> {
        self.show(name, record, &refreshing::nobody(), |_| {}).await
    }

    /// Writes the row that follows from a record, with what else is known of it; `None` while nothing is connected.
    /// A record that was read under its lock is the truth, even where a backup made it older than the row: a ledger
    /// that fails is told, and healed later.
    pub async fn show(
        &self,
        name: &ProfileName,
        record: &Record,
        watcher: &Watcher,
        more: impl Fn(&mut Profile) + Clone + Send + 'static,
    ) -> Option<Profile> {
        let (name, wanted, record) = (name.clone(), name.clone(), record.clone());
        let (kind, now) = (self.store.kind(), self.now());
        let row = move |before: Option<Profile>| {
            let mut row = project::profile(&name, kind, &record, before, now)?;
            more(&mut row);
            Some(row)
        };
        let alone = row.clone();
        let written = self.with_ledger(move |ledger| ledger.change_profile(&wanted, row)).await;
        written.unwrap_or_else(|trouble| {
            tracing::warn!(%trouble, "the ledger stays behind");
            watcher(Refreshing::NotShown(trouble));
            alone(None)
        })
    }

    /// Changes a record under its lock and saves it; the row follows where it can.
    pub async fn change(
        &self,
        name: &ProfileName,
        change: impl FnOnce(&mut Record) + Send,
    ) -> Result<(), Trouble> {
        let mut profile = LockedProfile::acquire(self, name, &refreshing::nobody()).await?;
        let mut record = profile.record.clone();
        change(&mut record);
        profile.save_or_delete(record).await?;
        self.row(name, &profile.record).await;
        Ok(())
    }
}
