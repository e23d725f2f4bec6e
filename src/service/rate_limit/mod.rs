//! The way to amoCRM: its limits are never tried out, because who exceeds them again and again is blocked.
//!
//! All processes of a user count together, in a small file. Where that cannot be used, each allows itself
//! one request a second.

mod file;
mod paced;

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

use self::file::SharedFile;
use crate::domain::authorize::ClientId;
use crate::domain::rate_limit::{PER_INTEGRATION, PerSecond, RateLimitKey, RateLimits};
use crate::domain::secret::Secret;
use crate::domain::tokens::Claims;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::Endpoint;

/// How many profiles of an integration are held at once: enough for the limit where answers take two seconds, and few
/// that stand marked before their turn.
const AT_ONCE: usize = 2 * PER_INTEGRATION;

/// Under this name the requests are counted whose token does not say whose they are.
const NOBODY: &str = "nobody";

/// A clock that all processes share and nobody sets.
#[derive(Clone)]
pub struct SharedClock {
    /// The start of the system that is counted from.
    pub boot: String,
    pub elapsed: Arc<dyn Fn() -> Duration + Send + Sync>,
}

/// Counts what is sent. Cheap to clone.
#[derive(Clone)]
pub struct RateLimit(Arc<Shared>);

struct Shared {
    file: SharedFile,
    clock: SharedClock,
    /// What is counted where the file cannot be used.
    alone: Mutex<RateLimits>,
    /// Told once that it cannot; then it is gone.
    unusable: Mutex<Option<Unusable>>,
    rotations: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// Told why the file cannot be used.
pub type Unusable = Box<dyn FnOnce(&io::Error) + Send>;

/// Held for a whole rotation.
#[derive(Debug)]
pub struct Permit {
    _permit: Option<OwnedSemaphorePermit>,
}

impl RateLimitKey {
    /// Who counts the requests of an integration to an account. A sandbox is not the account that it plays.
    pub fn of(client_id: &ClientId, at: &Endpoint) -> Self {
        Self::named(client_id.as_str(), at)
    }

    /// Who counts what is asked with an access token: it names its integration.
    pub fn by_token(access: &Secret, at: &Endpoint) -> Self {
        let client_id = Claims::of(access).and_then(|claims| claims.client_id);
        Self::named(client_id.as_deref().unwrap_or(NOBODY), at)
    }

    fn named(integration: &str, at: &Endpoint) -> Self {
        let played = at.sandbox.as_ref().map(|origin| format!("@{origin}"));
        let played = played.unwrap_or_default();
        Self {
            integration: format!("{}{played}", integration.to_ascii_lowercase()),
            account: format!("{}{played}", at.host),
        }
    }
}

impl RateLimit {
    /// Counts in a file of this folder. `unusable` is told if that cannot be done.
    pub fn new(folder: &Path, clock: SharedClock, unusable: Unusable) -> Self {
        Self(Arc::new(Shared {
            file: SharedFile::new(folder),
            alone: Mutex::new(RateLimits::since(&clock.boot)),
            clock,
            unusable: Mutex::new(Some(unusable)),
            rotations: Mutex::default(),
        }))
    }

    /// Waits until a profile may be held for a rotation; `queued` is told when that is not at once. What is closed
    /// for longer than `longest` is not waited for.
    pub async fn permit(
        &self,
        counted: &RateLimitKey,
        longest: Duration,
        queued: impl FnOnce(),
    ) -> Result<Permit, Trouble> {
        self.is_open(counted, longest).await?;
        let rotations = {
            let mut all = lock(&self.0.rotations);
            let integration = counted.integration.clone();
            let new = || Arc::new(Semaphore::new(AT_ONCE));
            Arc::clone(all.entry(integration).or_insert_with(new))
        };
        let permit = if let Ok(permit) = Arc::clone(&rotations).try_acquire_owned() {
            Some(permit)
        } else {
            queued();
            // Nobody ever closes it.
            rotations.acquire_owned().await.ok()
        };
        self.is_open(counted, longest).await?;
        Ok(Permit { _permit: permit })
    }

    /// How long nothing may be sent, because the server said 429.
    pub async fn closed_for(&self, counted: &RateLimitKey) -> Duration {
        self.with(|limits, _, now| limits.closed_for(counted, now)).await
    }

    /// Waits for the moment at which one request may be sent, and tells it; it has to be sent at once.
    pub(super) async fn turn(
        &self,
        counted: &RateLimitKey,
        longest: Duration,
    ) -> Result<u64, Trouble> {
        loop {
            let turn = self.with(|limits, allowed, now| {
                let closed = limits.closed_for(counted, now);
                if !closed.is_zero() {
                    return Err(closed);
                }
                let at = limits.reserve(counted, allowed, now);
                Ok((at, Duration::from_millis(at.saturating_sub(now))))
            });
            let at = match turn.await {
                Ok((at, wait)) if wait.is_zero() => return Ok(at),
                Ok((at, wait)) => {
                    sleep(wait).await;
                    at
                }
                Err(closed) if closed > longest => return Err(too_many(closed)),
                Err(closed) => {
                    sleep(closed).await;
                    continue;
                }
            };
            // It may have closed while we waited: then this turn is gone. And who wakes up late counts from now on.
            let ours = self.with(|limits, _, now| {
                let is_open = limits.closed_for(counted, now).is_zero();
                if is_open {
                    limits.postpone(counted, at, now);
                }
                is_open.then_some(now)
            });
            if let Some(at) = ours.await {
                return Ok(at);
            }
        }
    }

    async fn is_open(&self, counted: &RateLimitKey, longest: Duration) -> Result<(), Trouble> {
        let closed = self.closed_for(counted).await;
        if closed > longest {
            return Err(too_many(closed));
        }
        Ok(())
    }

    /// Looks at what all processes have sent, and adds to it.
    pub(super) async fn with<T>(&self, work: impl Fn(&mut RateLimits, PerSecond, u64) -> T) -> T {
        let now = || u64::try_from((self.0.clock.elapsed)().as_millis()).unwrap_or(u64::MAX);
        let boot = &self.0.clock.boot;
        let shared = self.0.file.change(|limits| {
            let now = now();
            let mut limits = limits.current(boot, now);
            let result = work(&mut limits, PerSecond::TOGETHER, now);
            (limits, result)
        });
        match shared.await {
            Ok(result) => result,
            Err(error) => {
                tracing::warn!(%error, "the requests of other processes are not counted");
                if let Some(unusable) = lock(&self.0.unusable).take() {
                    unusable(&error);
                }
                let (mut alone, now) = (lock(&self.0.alone), now());
                *alone = std::mem::take(&mut *alone).current(boot, now);
                work(&mut alone, PerSecond::ALONE, now)
            }
        }
    }
}

fn too_many(left: Duration) -> Trouble {
    let retry_after = Some(left.as_secs().max(1));
    Cause::TooManyRequests { retry_after }.into()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
