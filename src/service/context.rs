//! What every verb works with.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::locked_profile::LockedProfile;
use super::patience::Patience;
use super::rate_limit::RateLimit;
use super::under_way::UnderWay;
use crate::domain::history::Event;
use crate::domain::moment::{Moment, Uptime};
use crate::domain::profile::{NeedsAuthorization, Profile, ProfileName, StoreKind};
use crate::domain::record::Record;
use crate::domain::redirect_uri::LoopbackTarget;
use crate::domain::reflect;
use crate::domain::refreshing::{self, Refreshing, Watcher};
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::{Ledger, LedgerError};
use crate::loopback::Words;
use crate::oauth::Client;
use crate::store::{Holder, ProfileLock, Store, StoreError};

/// Tells the time; the runtime owns the real one, tests move theirs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Tells how long the system runs, where it can.
pub type Running = Arc<dyn Fn() -> Option<Uptime> + Send + Sync>;

/// This program as a process of its own.
#[derive(Clone, Debug)]
pub struct HookHost {
    /// The program.
    pub program: PathBuf,
    /// `AMOKEY_HOME`.
    pub home: PathBuf,
}

/// The adapters, ready for use. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// Where secrets are.
    pub store: Arc<dyn Store>,
    /// Where everything else is.
    pub ledger: Arc<Ledger>,
    /// amoCRM.
    pub oauth: Client,
    /// The folders of the lock files, in the order in which a profile is locked in them: that of the home, then that of
    /// the keychain's entries, which other homes may use as well.
    pub locks: Vec<PathBuf>,
    /// The folder of what all homes of this user share. It may be missing: whoever writes there creates it.
    pub user: PathBuf,
    /// The time.
    pub clock: Clock,
    /// How long the system runs: no jump of the clock changes that.
    pub running: Running,
    /// amoCRM's limits.
    pub rate_limit: RateLimit,
    /// What must not be left half-way.
    pub under_way: UnderWay,
    /// How long is waited for what.
    pub patience: Patience,
    /// What sees to hooks, where they may outlive this process.
    pub hook_host: Option<HookHost>,
    /// The words of the pages that the browser is shown.
    pub pages: Words,
    /// Where a page on the person's own site hands the callback on to, when the redirect URI is there.
    pub handed_on: LoopbackTarget,
}

impl Context {
    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The moment, by both clocks.
    pub fn moment(&self) -> Moment {
        Moment {
            now: self.now(),
            uptime: (self.running)(),
        }
    }

    /// Works with the store where blocking is allowed.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.with(Arc::clone(&self.store), work).await
    }

    /// The same with another store.
    pub async fn with<T: Send + 'static>(
        &self,
        store: Arc<dyn Store>,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
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
        self.lock_watched(name, &refreshing::nobody()).await
    }

    /// The same, telling who holds it if it has to be waited for.
    pub async fn lock_watched(
        &self,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<ProfileLock, Trouble> {
        let (folders, name, wait) = (self.locks.clone(), name.clone(), self.patience.lock);
        let watcher = Arc::clone(watcher);
        let held = move |holder: Option<&Holder>| {
            let holder = holder.map(ToString::to_string);
            watcher(Refreshing::Held { holder });
        };
        blocking(move || ProfileLock::acquire(&folders, &name, wait, held).map_err(Trouble::from))
            .await
    }

    /// Reads a record, and heals the ledger's row where it fell behind. A ledger that cannot be written keeps
    /// nobody from his tokens.
    pub async fn load(&self, name: &ProfileName) -> Result<Option<Record>, Trouble> {
        let record = self.stored(name).await?;
        if let Some(record) = &record
            && let Err(trouble) = self.reflect(name, record, Seen::InPassing).await
        {
            tracing::warn!(%trouble, "the ledger stays behind");
        }
        Ok(record)
    }

    /// Reads a record, and leaves the ledger alone while all is well.
    pub async fn stored(&self, name: &ProfileName) -> Result<Option<Record>, Trouble> {
        let wanted = name.clone();
        match self.with_store(move |store| store.load(&wanted)).await {
            Ok(record) => Ok(record),
            // A store that the profile is not in need not work.
            Err(trouble) => Err(self.in_another_store(name).await.unwrap_or(trouble)),
        }
    }

    /// Reads the record of a profile that has to be there. Where the row says that it is kept in another store, that
    /// is told, and nothing is looked for there.
    pub async fn require(&self, name: &ProfileName) -> Result<Record, Trouble> {
        match self.load(name).await? {
            Some(record) => Ok(record),
            None => Err(self.absent(name).await),
        }
    }

    /// The generation of the last record that the ledger has seen of a profile; 0 where it knows none.
    pub async fn listed_generation(&self, name: &ProfileName) -> u64 {
        let (wanted, here) = (name.clone(), self.store.kind());
        let row = self
            .with_ledger(move |ledger| ledger.readable_profile(&wanted))
            .await;
        let row = row.ok().flatten().filter(|row| row.store == here);
        row.map_or(0, |row| row.generation)
    }

    /// The row says that the profile is kept in another store.
    async fn in_another_store(&self, name: &ProfileName) -> Option<Trouble> {
        let wanted = name.clone();
        let row = self
            .with_ledger(move |ledger| ledger.profile(&wanted))
            .await;
        let store = row.ok()??.store;
        let name = name.to_string();
        (store != self.store.kind() && store != StoreKind::Memory)
            .then(|| Cause::InAnotherStore { name, store }.into())
    }

    /// Why this store has no record of a profile. A row that says that it has is marked.
    pub async fn absent(&self, name: &ProfileName) -> Trouble {
        if let Some(trouble) = self.in_another_store(name).await {
            return trouble;
        }
        let (wanted, here, since) = (name.clone(), self.store.kind(), self.now());
        let marked = self
            .with_ledger(move |ledger| {
                let row = ledger.change_profile(&wanted, |row| {
                    let mut row = row?;
                    if row.store == here {
                        row.needs_authorization.get_or_insert(NeedsAuthorization {
                            since,
                            hint: None,
                            lost_at: None,
                        });
                    }
                    Some(row)
                })?;
                Ok(row.is_some_and(|row| row.store == here))
            })
            .await;
        let name = name.to_string();
        match marked {
            Ok(true) => Cause::RecordMissing { name }.into(),
            Ok(false) | Err(_) => Cause::NoSuchProfile { name }.into(),
        }
    }

    /// The row of a record that was read under its lock.
    pub async fn row(&self, name: &ProfileName, record: &Record) -> Option<Profile> {
        match self.reflect(name, record, Seen::UnderLock).await {
            Ok(row) => row,
            Err(trouble) => {
                tracing::warn!(%trouble, "the ledger stays behind");
                reflect::profile(name, self.store.kind(), record, None, self.now())
            }
        }
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
        profile.save(record).await?;
        self.row(name, &profile.record).await;
        Ok(())
    }

    /// Writes the row that follows from a record, where it differs from the one that is there.
    async fn reflect(
        &self,
        name: &ProfileName,
        record: &Record,
        seen: Seen,
    ) -> Result<Option<Profile>, Trouble> {
        let (name, record, kind, now) =
            (name.clone(), record.clone(), self.store.kind(), self.now());
        self.with_ledger(move |ledger| {
            ledger.change_profile(&name, |before| {
                let newer = |row: &Profile| row.generation > record.generation;
                if seen == Seen::InPassing && before.as_ref().is_some_and(newer) {
                    return before;
                }
                reflect::profile(&name, kind, &record, before, now)
            })
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

/// How a record was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Nobody can have changed it meanwhile: it is the truth, even where a backup made it older than the row.
    UnderLock,
    /// Somebody may have saved a newer one, and its row.
    InPassing,
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
