//! Refreshes many profiles at once, within amoCRM's limits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::context::Context;
use super::refresh::{Need, Refreshed, refresh};
use crate::domain::credentials::ClientId;
use crate::domain::pacing::Pacing;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::{Cause, Trouble};

/// How many are under way at once: enough for the limit with slow answers, and few for a keychain.
const AT_ONCE: usize = 32;

/// What became of one profile.
#[derive(Clone, Debug)]
pub struct Done {
    /// Which.
    pub name: ProfileName,
    /// How.
    pub result: Result<Refreshed, Trouble>,
}

/// Refreshes profiles concurrently, and tells each one's result as it comes. The results are in the order of
/// the profiles.
pub async fn refresh_all(
    context: &Context,
    profiles: Vec<Profile>,
    need: Need,
    mut tell: impl FnMut(&Done),
) -> Vec<Done> {
    let doors = Arc::new(Doors::new());
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    let names: Vec<_> = profiles
        .iter()
        .map(|profile| profile.name.clone())
        .collect();
    for (index, profile) in profiles.into_iter().enumerate() {
        let (context, doors, places) = (context.clone(), Arc::clone(&doors), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await;
            let result = one(&context, &doors, &profile, need).await;
            (index, profile.name, result)
        });
    }
    let mut results: Vec<Option<Done>> = names.iter().map(|_| None).collect();
    while let Some(ended) = tasks.join_next().await {
        let Ok((index, name, result)) = ended else {
            continue;
        };
        let done = Done { name, result };
        tell(&done);
        if let Some(slot) = results.get_mut(index) {
            *slot = Some(done);
        }
    }
    let ended_early = |name| Done {
        name,
        result: Err(Trouble::noted(Cause::Internal, "a refresh ended early")),
    };
    results
        .into_iter()
        .zip(names)
        .map(|(done, name)| done.unwrap_or_else(|| ended_early(name)))
        .collect()
}

/// One profile, when its integration's turn comes.
async fn one(
    context: &Context,
    doors: &Doors,
    profile: &Profile,
    need: Need,
) -> Result<Refreshed, Trouble> {
    let Some(client_id) = &profile.client_id else {
        return refresh(context, &profile.name, need).await;
    };
    if let Some(closed) = doors.pass(client_id, context.patience.longest).await {
        let retry_after = Some(closed.as_secs().max(1));
        return Err(Cause::TooManyRequests { retry_after }.into());
    }
    let result = refresh(context, &profile.name, need).await;
    if let Err(trouble) = &result
        && let Cause::TooManyRequests { retry_after } = trouble.cause
    {
        doors.close(client_id, Duration::from_secs(retry_after.unwrap_or(1)));
    }
    result
}

/// The pacing of each integration.
struct Doors {
    begun: Instant,
    doors: Mutex<HashMap<ClientId, Pacing>>,
}

impl Doors {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            doors: Mutex::default(),
        }
    }

    /// Waits for a place. A door that is closed for longer than `longest` is not waited for: how long it still
    /// is comes back, and nothing is sent, because who goes on asking is blocked in the end.
    async fn pass(&self, client_id: &ClientId, longest: Duration) -> Option<Duration> {
        loop {
            let closed = self.door(client_id, |door, now| door.closed_for(now));
            if closed > longest {
                return Some(closed);
            }
            let wait = self.door(client_id, |door, now| door.next(now).saturating_sub(now));
            sleep(wait).await;
            // It may have closed while we waited: then this place is gone.
            if self
                .door(client_id, |door, now| door.closed_for(now))
                .is_zero()
            {
                return None;
            }
        }
    }

    fn close(&self, client_id: &ClientId, wait: Duration) {
        self.door(client_id, |door, now| door.close(now, wait));
    }

    fn door<T>(&self, client_id: &ClientId, look: impl FnOnce(&mut Pacing, Duration) -> T) -> T {
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        look(
            doors.entry(client_id.clone()).or_default(),
            self.begun.elapsed(),
        )
    }
}
