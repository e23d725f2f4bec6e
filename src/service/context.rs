//! What every verb works with.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::patience::Patience;
use crate::domain::history::Event;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::record::Record;
use crate::domain::reflect;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::{Ledger, LedgerError};
use crate::loopback::Words;
use crate::oauth::Client;
use crate::store::{ProfileLock, Store, StoreError};

/// Tells the time; the runtime owns the real one, tests move theirs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The adapters, ready for use. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// Where secrets are.
    pub store: Arc<dyn Store>,
    /// Where everything else is.
    pub ledger: Arc<Ledger>,
    /// amoCRM.
    pub oauth: Client,
    /// The folder of the lock files.
    pub locks: PathBuf,
    /// The time.
    pub clock: Clock,
    /// How long is waited for what.
    pub patience: Patience,
    /// The words of the pages that the browser is shown.
    pub pages: Words,
}

impl Context {
    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Works with the store where blocking is allowed.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let store = Arc::clone(&self.store);
        blocking(move || work(&*store).map_err(Trouble::from)).await
    }

    /// Works with the ledger where blocking is allowed.
    pub async fn with_ledger<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let ledger = Arc::clone(&self.ledger);
        blocking(move || work(&ledger).map_err(Trouble::from)).await
    }

    /// Takes the lock of a profile. It is never stolen and never skipped.
    pub async fn lock(&self, name: &ProfileName) -> Result<ProfileLock, Trouble> {
        let (folder, name, wait) = (self.locks.clone(), name.clone(), self.patience.lock);
        blocking(move || ProfileLock::acquire(&folder, &name, wait, |_| {}).map_err(Trouble::from))
            .await
    }

    /// Reads a record, and heals the ledger's row where it fell behind.
    pub async fn load(&self, name: &ProfileName) -> Result<Option<Record>, Trouble> {
        let wanted = name.clone();
        let record = self.with_store(move |store| store.load(&wanted)).await?;
        if let Some(record) = &record {
            self.reflect(name, record).await?;
        }
        Ok(record)
    }

    /// Changes a record under its lock, saves it with the next generation, and writes the row after it.
    pub async fn change(
        &self,
        name: &ProfileName,
        change: impl FnOnce(&mut Record) + Send,
    ) -> Result<(Record, Option<Profile>), Trouble> {
        let lock = self.lock(name).await?;
        let wanted = name.clone();
        let mut record = self
            .with_store(move |store| store.load(&wanted))
            .await?
            .unwrap_or_else(Record::empty);
        change(&mut record);
        let saved = self.save(name, record).await;
        drop(lock);
        saved
    }

    /// Saves a record with the next generation, and writes the row after it. The lock must be held.
    pub async fn save(
        &self,
        name: &ProfileName,
        mut record: Record,
    ) -> Result<(Record, Option<Profile>), Trouble> {
        record.generation += 1;
        let (wanted, saved) = (name.clone(), record.clone());
        self.with_store(move |store| store.save(&wanted, &saved))
            .await?;
        let row = self.reflect(name, &record).await?;
        Ok((record, row))
    }

    /// Writes the row that follows from a record, where it differs from the one that is there.
    async fn reflect(
        &self,
        name: &ProfileName,
        record: &Record,
    ) -> Result<Option<Profile>, Trouble> {
        let (name, record, kind, now) =
            (name.clone(), record.clone(), self.store.kind(), self.now());
        self.with_ledger(move |ledger| {
            let before = ledger.profile(&name)?;
            let row = reflect::profile(&name, kind, &record, before.clone(), now);
            if let Some(row) = &row
                && before.as_ref() != Some(row)
            {
                ledger.put_profile(row)?;
            }
            Ok(row)
        })
        .await
    }

    /// Writes a line of the history. What happened has happened: that it could not be written down is told
    /// to the log and stops nothing.
    pub async fn note(&self, event: Event) {
        if let Err(trouble) = self.with_ledger(move |ledger| ledger.record(&event)).await {
            tracing::warn!(%trouble, "the history could not be written");
        }
    }
}

/// Runs what blocks beside the loop.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(Trouble::noted(Cause::Internal, "a worker ended early")),
    }
}
