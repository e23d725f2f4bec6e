//! What every verb works with.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::rate_limit::RateLimit;
use crate::domain::authorize::LoopbackTarget;
use crate::domain::clock_reading::{ClockReading, Uptime};
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::profile::project;
use crate::domain::profile::{NeedsAuthorization, Profile, ProfileName, StoreKind};
use crate::domain::tokens::{Claims, Connection, Record, Refreshing, Renaming, Watcher, nobody};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::ledger::{Ledger, LedgerError};
use crate::loopback::PageTexts;
use crate::oauth::Client;
use crate::service::in_flight::InFlight;
use crate::service::profiles::rename;
use crate::service::profiles::unknown::no_such;
use crate::service::timeouts::Timeouts;
use crate::store::{Holder, ProfileLock, Store, StoreError};

/// Tells the time; the runtime owns the real one, tests move theirs.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Tells how long the system runs, where it can.
pub type Running = Arc<dyn Fn() -> Option<Uptime> + Send + Sync>;

/// This program as a process of its own.
#[derive(Clone, Debug)]
pub struct HookHost {
    pub program: PathBuf,
    /// `AMOKEY_HOME`.
    pub home: PathBuf,
}

/// The adapters, ready for use. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    pub store: Arc<dyn Store>,
    pub ledger: Arc<Ledger>,
    pub oauth: Client,
    /// The folders of the lock files, in the order in which a profile is locked in them: that of the home, then that of
    /// the keychain's entries, which other homes may use as well.
    pub locks: Vec<PathBuf>,
    /// The folder of what all homes of this user share. It may be missing: whoever writes there creates it.
    pub user: PathBuf,
    pub clock: Clock,
    /// How long the system runs: no jump of the clock changes that.
    pub running: Running,
    pub rate_limit: RateLimit,
    /// What must not be left half-way.
    pub in_flight: InFlight,
    /// How long is waited for what.
    pub timeouts: Timeouts,
    /// What sees to hooks, where they may outlive this process.
    pub hook_host: Option<HookHost>,
    /// The words of the pages that the browser is shown.
    pub pages: PageTexts,
    /// Where a page on the person's own site hands the callback on to, when the redirect URI is there.
    pub handed_on: LoopbackTarget,
}

impl Context {
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub fn moment(&self) -> ClockReading {
        ClockReading { now: self.now(), uptime: (self.running)() }
    }

    /// Works with the store where blocking is allowed.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.with(Arc::clone(&self.store), work).await
    }

    /// [`Self::with_store`], of another store.
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
    /// The watcher is told who holds it if it has to be waited for.
    pub async fn lock(
        &self,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<ProfileLock, Trouble> {
        self.lock_within(self.timeouts.lock, name, watcher).await
    }

    async fn lock_within(
        &self,
        wait: Duration,
        name: &ProfileName,
        watcher: &Watcher,
    ) -> Result<ProfileLock, Trouble> {
        let (folders, name) = (self.locks.clone(), name.clone());
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
            && let Err(trouble) = self.project(name, record).await
        {
            tracing::warn!(%trouble, "the ledger stays behind");
        }
        Ok(record)
    }

    /// Reads a record from the store alone.
    pub async fn record(&self, name: &ProfileName) -> Result<Option<Record>, Trouble> {
        let name = name.clone();
        self.with_store(move |store| store.load(&name)).await
    }

    /// Reads a row of the ledger.
    pub async fn listed(&self, name: &ProfileName) -> Result<Option<Profile>, Trouble> {
        let name = name.clone();
        self.with_ledger(move |ledger| ledger.profile(&name)).await
    }

    /// The account's number: in the token, or as the account told it once. A ledger that cannot be read
    /// keeps nobody from it.
    pub async fn account_id(&self, name: &ProfileName, connection: &Connection) -> Option<u64> {
        match Claims::of(connection.access()).and_then(|claims| claims.account_id) {
            Some(id) => Some(id),
            None => Some(self.listed(name).await.ok()??.account?.id),
        }
    }

    /// Reads a record, and leaves the ledger alone while all is well. A rename that was begun is finished first: not to be
    /// called by whoever holds a profile.
    pub async fn stored(&self, name: &ProfileName) -> Result<Option<Record>, Trouble> {
        match self.record(name).await {
            Ok(Some(record)) => match record.renaming.clone() {
                None => Ok(Some(record)),
                Some(begun) => match (Box::pin(rename::finish(self, name, &begun)).await, begun) {
                    (Ok(()), _) => self.record(name).await,
                    (Err(trouble), Renaming::From(_)) => {
                        tracing::warn!(profile = %name, %trouble, "a rename is not finished");
                        Ok(Some(record))
                    }
                    (Err(trouble), Renaming::To(_)) => Err(trouble),
                },
            },
            Ok(None) => Ok(None),
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
        let row = self.with_ledger(move |ledger| ledger.readable_profile(&wanted)).await;
        let row = row.ok().flatten().filter(|row| row.store == here);
        row.map_or(0, |row| row.generation)
    }

    /// The row says that the profile is kept in another store.
    async fn in_another_store(&self, name: &ProfileName) -> Option<Trouble> {
        let store = self.listed(name).await.ok()??.store;
        let name = name.to_string();
        (store != self.store.kind() && store != StoreKind::Memory)
            .then(|| Cause::InAnotherStore { name, store }.into())
    }

    /// Why this store has no record of a profile. A row that says that it has is marked.
    pub async fn absent(&self, name: &ProfileName) -> Trouble {
        if let Some(trouble) = self.in_another_store(name).await {
            return trouble;
        }
        if self.is_missing(name).await.unwrap_or(false) {
            Cause::RecordMissing { name: name.to_string() }.into()
        } else {
            no_such(self, name).await
        }
    }

    /// Whether a row says in vain that this store has its record; it is marked. A profile that has got this name since its
    /// record was looked for has both: its record comes before its row, and goes after it.
    async fn is_missing(&self, name: &ProfileName) -> Result<bool, Trouble> {
        let (wanted, here, since) = (name.clone(), self.store.kind(), self.now());
        let row = self.with_ledger(move |ledger| ledger.readable_profile(&wanted)).await?;
        let Some(seen) = row.filter(|row| row.store == here) else {
            return Ok(false);
        };
        if self.record(name).await.is_ok_and(|record| record.is_some()) {
            return Ok(false);
        }
        let is_seen = move |row: &Profile| row.store == here && row.generation == seen.generation;
        let wanted = name.clone();
        self.with_ledger(move |ledger| {
            let row = ledger.change_profile(&wanted, |row| {
                let mut row = row?;
                if is_seen(&row) {
                    row.needs_authorization.get_or_insert(NeedsAuthorization {
                        since,
                        hint: None,
                        lost_at: None,
                    });
                }
                Some(row)
            })?;
            Ok(row.is_some_and(|row| is_seen(&row)))
        })
        .await
    }

    /// Writes the row that follows from a record, where it differs from the one that is there. It was not read under
    /// its lock: somebody may have saved a newer one, and its row.
    async fn project(&self, name: &ProfileName, record: &Record) -> Result<(), Trouble> {
        let (wanted, kind, now) = (name.clone(), self.store.kind(), self.now());
        let is_connected = record.connection.is_some();
        let record = record.clone();
        let row = self.with_ledger(move |ledger| {
            ledger.change_profile(&wanted, |before| {
                let newer = |row: &Profile| row.generation > record.generation;
                match before {
                    Some(row) if !newer(&row) => {
                        project::profile(&wanted, kind, &record, Some(row), now)
                    }
                    before => before,
                }
            })
        });
        match row.await? {
            None if is_connected => self.list_anew(name).await,
            Some(_) | None => Ok(()),
        }
    }

    /// Writes a row where there is none, under the profile's lock: whoever deletes or renames the profile meanwhile would
    /// leave a row of nothing behind. Who holds it writes the row himself.
    async fn list_anew(&self, name: &ProfileName) -> Result<(), Trouble> {
        let _lock = match self.lock_within(Duration::ZERO, name, &nobody()).await {
            Err(Trouble { cause: Cause::Busy { .. }, .. }) => return Ok(()),
            lock => lock?,
        };
        if let Some(record) = self.record(name).await? {
            self.row(name, &record).await;
        }
        Ok(())
    }

    /// Runs to its end, whoever goes away: a program that ends waits for it.
    pub async fn finish<T: Send + 'static, E: From<Trouble> + Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E> {
        let in_flight = self.in_flight.begin();
        let task = tokio::spawn(async move {
            let result = work.await;
            drop(in_flight);
            result
        });
        match task.await {
            Ok(result) => result,
            Err(_) => Err(Trouble::noted(Cause::Internal, "a task ended early").into()),
        }
    }

    /// Writes into the history how something ended that was begun at `begun`.
    pub async fn log_result(
        &self,
        name: &ProfileName,
        action: Action,
        begun: Instant,
        result: Result<Outcome, &Trouble>,
    ) {
        let outcome = result.unwrap_or_else(|trouble| match trouble.cause.severity() {
            // Of tokens that were in use nobody has said anything yet.
            Severity::Person if matches!(action, Action::Authorize | Action::Verify) => {
                Outcome::Refused
            }
            severity => Outcome::of_failure(severity),
        });
        let detail = result.err().map(|trouble| trouble.detail.clone()).unwrap_or_default();
        self.log_event(Event {
            took_ms: u64::try_from(begun.elapsed().as_millis()).ok(),
            detail: detail.hint.or(detail.note),
            request_id: detail.request_id,
            ..Event::new(self.now(), Some(name.clone()), action, outcome)
        })
        .await;
    }

    /// Writes a line of the history. What happened has happened: that it could not be written down is told
    /// to the log and stops nothing.
    pub async fn log_event(&self, event: Event) {
        if let Err(trouble) = self.with_ledger(move |ledger| ledger.record(&event)).await {
            tracing::warn!(%trouble, "the history could not be written");
        }
    }
}

/// Runs what blocks beside the loop.
pub(super) async fn blocking<T: Send + 'static, E: From<Trouble> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(Trouble::noted(Cause::Internal, "a worker ended early").into()),
    }
}
