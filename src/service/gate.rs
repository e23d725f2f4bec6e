//! The way to amoCRM's token endpoint, one place after another: its limits are never tried out, because who
//! exceeds them again and again is blocked.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::domain::account::AccountHost;
use crate::domain::credentials::ClientId;
use crate::domain::pacing::{PER_ACCOUNT, PER_INTEGRATION, Pacing};

/// Counts what this process sends. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    begun: Instant,
    doors: Arc<Mutex<Doors>>,
}

#[derive(Debug, Default)]
struct Doors {
    integrations: HashMap<ClientId, Pacing>,
    accounts: HashMap<AccountHost, Pacing>,
}

/// The right to send one request, now.
#[derive(Debug)]
pub struct Place(());

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
    pub async fn pass(
        &self,
        client_id: &ClientId,
        host: &AccountHost,
        longest: Duration,
        queued: impl FnOnce(),
    ) -> Result<Place, Closed> {
        let mut queued = Some(queued);
        loop {
            let now = self.begun.elapsed();
            let closed = self.integration(client_id, |door| door.closed_for(now));
            if closed > longest {
                return Err(Closed(closed));
            }
            let at = self.integration(client_id, |door| door.next(now));
            let at = self.account(host, |door| door.next(at)).max(at);
            let wait = at.saturating_sub(now);
            if !wait.is_zero() {
                if let Some(queued) = queued.take() {
                    queued();
                }
                sleep(wait).await;
            }
            // It may have closed while we waited: then this place is gone.
            let now = self.begun.elapsed();
            if self
                .integration(client_id, |door| door.closed_for(now))
                .is_zero()
            {
                return Ok(Place(()));
            }
        }
    }

    /// Nobody of this integration passes for a while: the server said 429.
    pub fn close(&self, client_id: &ClientId, wait: Duration) {
        let now = self.begun.elapsed();
        self.integration(client_id, |door| door.close(now, wait));
    }

    fn integration<T>(&self, client_id: &ClientId, look: impl FnOnce(&mut Pacing) -> T) -> T {
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        look(door(&mut doors.integrations, client_id, PER_INTEGRATION))
    }

    fn account<T>(&self, host: &AccountHost, look: impl FnOnce(&mut Pacing) -> T) -> T {
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        look(door(&mut doors.accounts, host, PER_ACCOUNT))
    }
}

fn door<'a, K: Clone + Eq + Hash>(
    doors: &'a mut HashMap<K, Pacing>,
    key: &K,
    per_second: usize,
) -> &'a mut Pacing {
    doors
        .entry(key.clone())
        .or_insert_with(|| Pacing::new(per_second))
}
