//! Every call of a store ends in time, whatever the system behind it does.
//!
//! One thread does the work, in the order in which it was asked for. When it is stuck (a call into a
//! keychain cannot be taken back) callers get their error, what they asked for is withdrawn if it was
//! not begun, and no second thread is started.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use super::{Store, StoreError, Unlocking};
use crate::domain::home_id::HomeId;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::Record;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallTimeouts {
    pub usual: Duration,
    /// While a person is being asked to unlock the store.
    pub person: Duration,
    /// Whether the system shows dialogs of which no program is told, so that silence is the
    /// only sign of one.
    pub unseen: bool,
}

impl CallTimeouts {
    /// Eight seconds, for a keychain that many processes ask at once answers late, and two minutes for a person.
    pub const DEFAULT: Self = Self {
        usual: Duration::from_secs(8),
        person: Duration::from_secs(120),
        unseen: cfg!(target_os = "macos"),
    };
}

type Work<S> = Box<dyn FnOnce(&S) + Send>;

/// What was asked for, until the worker or the caller that gave up takes it.
type QueuedWork<S> = Arc<Mutex<Option<Work<S>>>>;

pub struct Bounded<S> {
    kind: StoreKind,
    timeouts: CallTimeouts,
    unlocking: Unlocking,
    queue: mpsc::Sender<QueuedWork<S>>,
}

impl<S: Store + 'static> Bounded<S> {
    /// Bounds a store that tells through `unlocking` when a person is asked.
    pub fn new(inner: S, unlocking: Unlocking) -> Self {
        Self::with_timeouts(inner, unlocking, CallTimeouts::DEFAULT)
    }

    pub fn with_timeouts(inner: S, unlocking: Unlocking, timeouts: CallTimeouts) -> Self {
        let kind = inner.kind();
        let (queue, queued) = mpsc::channel::<QueuedWork<S>>();
        let work = move || {
            for slot in queued {
                if let Some(work) = take(&slot) {
                    work(&inner);
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("store".into()).spawn(work) {
            // The other end of the queue is gone with it: every call will say so.
            tracing::error!(%error, "no thread for the store");
        }
        Self { kind, timeouts, unlocking, queue }
    }

    pub(super) fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&S) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (tell, answer) = mpsc::sync_channel(1);
        let slot: QueuedWork<S> = Arc::new(Mutex::new(Some(Box::new(move |store: &S| {
            // A caller that gave up does not listen any more.
            let _ = tell.send(work(store));
        }))));
        // The queue alone keeps it: if the thread ends, so does every wait for an answer.
        let asked = Arc::downgrade(&slot);
        self.queue.send(slot).map_err(|_| ended())?;
        let timeouts = self.timeouts;
        match answer.recv_timeout(timeouts.usual) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) if timeouts.unseen || self.unlocking.is_asked() => {
                let _asked = self.unlocking.ask();
                let more = timeouts.person.saturating_sub(timeouts.usual);
                answer.recv_timeout(more).unwrap_or_else(|_| {
                    withdraw(&asked);
                    Err(StoreError::Locked)
                })
            }
            Err(RecvTimeoutError::Timeout) => {
                withdraw(&asked);
                Err(StoreError::TimedOut)
            }
            Err(RecvTimeoutError::Disconnected) => Err(ended()),
        }
    }
}

fn ended() -> StoreError {
    StoreError::Other("the store's thread ended".into())
}

fn take<S>(slot: &QueuedWork<S>) -> Option<Work<S>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Takes back what was not begun, and with it the secrets it holds.
fn withdraw<S>(asked: &Weak<Mutex<Option<Work<S>>>>) {
    drop(asked.upgrade().and_then(|slot| take(&slot)));
}

impl<S: Store + 'static> Store for Bounded<S> {
    fn kind(&self) -> StoreKind {
        self.kind
    }

    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        let profile = profile.clone();
        self.call(move |store| store.load(&profile))
    }

    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        let (profile, record) = (profile.clone(), record.clone());
        self.call(move |store| store.save(&profile, &record))
    }

    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        let profile = profile.clone();
        self.call(move |store| store.delete(&profile))
    }

    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        self.call(Store::profiles)
    }

    fn of_other_homes(&self) -> Result<Vec<(HomeId, ProfileName)>, StoreError> {
        self.call(Store::of_other_homes)
    }

    fn open_ahead(&self) {
        let work: Work<S> = Box::new(Store::open_ahead);
        // Nobody waits for it.
        let _ = self.queue.send(Arc::new(Mutex::new(Some(work))));
    }

    fn check(&self) -> Result<(), StoreError> {
        self.call(Store::check)
    }
}

#[cfg(test)]
mod tests;
