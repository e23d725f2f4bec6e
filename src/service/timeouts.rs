//! How long is waited for what: in tests, not at all.

use std::time::Duration;

use crate::store::lock;

#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// How long a profile that somebody else holds is waited for.
    pub lock: Duration,
    /// Before the same refresh token is sent again; as many tries as there are pauses, and the first one.
    pub ask: &'static [Duration],
    /// The longest `retry_after` that is slept through with the profile held.
    pub longest: Duration,
    /// Before a pair that exists only in memory is saved again.
    pub save: &'static [Duration],
    /// For how long that is tried at least, with the last of these pauses again and again.
    pub save_for: Duration,
    /// How long a hook may run.
    pub hook: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        const fn ms(millis: u64) -> Duration {
            Duration::from_millis(millis)
        }
        Self {
            lock: lock::WAIT,
            ask: const { &[ms(500), ms(2_000), ms(5_000)] },
            longest: ms(10_000),
            save: const { &[ms(200), ms(500), ms(1_000), ms(3_000), ms(5_000), ms(10_000)] },
            // As long as somebody may need to unlock a keychain.
            save_for: Duration::from_secs(600),
            hook: Duration::from_secs(30),
        }
    }
}
