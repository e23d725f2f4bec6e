//! The way to amoCRM's token endpoint: its limits are never tried out, because who exceeds them again and again is
//! blocked.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::pacing::{PER_ACCOUNT, PER_INTEGRATION, Pacing};

/// How many profiles of an integration are held at once: enough for the limit where answers take two seconds, and few
/// that stand marked before their turn.
const AT_ONCE: usize = 2 * PER_INTEGRATION;

/// Counts what this process sends. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    begun: Instant,
    doors: Arc<Mutex<Doors>>,
}

#[derive(Debug, Default)]
struct Doors {
    integrations: HashMap<ClientId, (Arc<Semaphore>, Pacing)>,
    accounts: HashMap<AccountHost, Pacing>,
}

/// A place before the door, kept until everything that belongs to a rotation was sent.
#[derive(Debug)]
pub struct Place {
    _permit: Option<OwnedSemaphorePermit>,
}

/// The server said 429, and it will be this long until it can be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed(pub Duration);

impl Default for Gate {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            doors: Arc::default(),
        }
    }
}

impl Gate {
    /// Waits for a place; `queued` is told when there is none at once. A gate that is closed for longer than
    /// `longest` is not waited for.
    pub async fn place(
        &self,
        client_id: &ClientId,
        longest: Duration,
        queued: impl FnOnce(),
    ) -> Result<Place, Closed> {
        self.is_open(client_id, longest)?;
        let places = self.integration(client_id, |(places, _)| Arc::clone(places));
        let permit = if let Ok(permit) = Arc::clone(&places).try_acquire_owned() {
            Some(permit)
        } else {
            queued();
            // Nobody ever closes it.
            places.acquire_owned().await.ok()
        };
        self.is_open(client_id, longest)?;
        Ok(Place { _permit: permit })
    }

    /// Waits for the moment at which one request may be sent; it has to be sent at once.
    pub async fn pass(
        &self,
        _place: &Place,
        client_id: &ClientId,
        host: &AccountHost,
        longest: Duration,
    ) -> Result<(), Closed> {
        loop {
            self.is_open(client_id, longest)?;
            let now = self.begun.elapsed();
            let at = self.integration(client_id, |(_, door)| door.next(now));
            let at = self.account(host, |door| door.next(at)).max(at);
            sleep(at.saturating_sub(now)).await;
            // It may have closed while we waited: then this turn is gone.
            if self.closed_for(client_id).is_zero() {
                return Ok(());
            }
        }
    }

    /// Nobody of this integration passes for a while: the server said 429.
    pub fn close(&self, client_id: &ClientId, wait: Duration) {
        let now = self.begun.elapsed();
        self.integration(client_id, |(_, door)| door.close(now, wait));
    }

    fn is_open(&self, client_id: &ClientId, longest: Duration) -> Result<(), Closed> {
        let closed = self.closed_for(client_id);
        if closed > longest {
            return Err(Closed(closed));
        }
        Ok(())
    }

    fn closed_for(&self, client_id: &ClientId) -> Duration {
        let now = self.begun.elapsed();
        self.integration(client_id, |(_, door)| door.closed_for(now))
    }

    fn integration<T>(
        &self,
        client_id: &ClientId,
        look: impl FnOnce(&mut (Arc<Semaphore>, Pacing)) -> T,
    ) -> T {
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        look(known(&mut doors.integrations, client_id, || {
            (
                Arc::new(Semaphore::new(AT_ONCE)),
                Pacing::new(PER_INTEGRATION),
            )
        }))
    }

    fn account<T>(&self, host: &AccountHost, look: impl FnOnce(&mut Pacing) -> T) -> T {
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        look(known(&mut doors.accounts, host, || {
            Pacing::new(PER_ACCOUNT)
        }))
    }
}

fn known<'a, K: Clone + Eq + Hash, V>(
    all: &'a mut HashMap<K, V>,
    key: &K,
    fresh: impl FnOnce() -> V,
) -> &'a mut V {
    all.entry(key.clone()).or_insert_with(fresh)
}
