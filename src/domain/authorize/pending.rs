//! `state`: 256 random bits that tie a callback to the attempt it belongs to.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::credentials::ClientId;
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::profile::ProfileName;
use crate::domain::secret::{Secret, hex};

/// How long a callback is waited for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// A `state` in the clear, 64 hexadecimal digits: it lives in this process and in the browser, nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State(Secret);

impl State {
    pub fn from_random(bits: [u8; 32]) -> Self {
        Self(Secret::new(hex(&bits)))
    }

    pub fn secret(&self) -> &Secret {
        &self.0
    }

    pub fn hash(&self) -> StateHash {
        StateHash::of(&self.0)
    }
}

/// The SHA-256 of a state: all that is ever written down of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StateHash(String);

impl StateHash {
    pub fn of(echo: &Secret) -> Self {
        Self(echo.sha256())
    }

    pub fn from_hex(digits: impl Into<String>) -> Self {
        Self(digits.into())
    }

    /// 64 hexadecimal digits.
    pub fn as_hex(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StateHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StateHash({}…)", self.0.get(..6).unwrap_or_default())
    }
}

/// An authorization that waits for its callback. It outlives the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub state: StateHash,
    pub profile: ProfileName,
    /// The account that is expected to answer.
    pub host: AccountHost,
    pub client_id: ClientId,
    /// Where the callback is expected.
    pub redirect_uri: RedirectUri,
    pub sandbox: Option<SandboxOrigin>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Pending {
    /// Minutes for which it still waits, the begun one included.
    pub fn minutes_left(&self, now: Timestamp) -> u64 {
        let seconds = self.expires_at.as_second() - now.as_second();
        u64::try_from(seconds).unwrap_or(0).div_ceil(60)
    }

    /// Whether a callback would still be accepted. A clock that was set back is borne, as far as the life of a state
    /// goes: no state waits for longer than twice that.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now.duration_since(self.created_at) >= -LIFETIME && now < self.expires_at
    }
}

/// When an attempt begun `now` ends.
pub fn expiry(now: Timestamp) -> Timestamp {
    now.checked_add(LIFETIME).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_256_bits_and_its_hash_is_what_a_callback_is_found_by() {
        let state = State::from_random([0xa5; 32]);
        assert_eq!(state.secret().expose(), "a5".repeat(32));
        assert_eq!(state.hash(), StateHash::of(&Secret::new("a5".repeat(32))));
        assert_ne!(state.hash().as_hex(), state.secret().expose());
        assert_eq!(format!("{state:?}"), "State(***)");
    }

    #[test]
    fn a_clock_that_is_set_back_ends_nothing() {
        let now: Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();
        let profile = crate::domain::samples::profile("acme");
        let pending = Pending {
            state: StateHash::from_hex("5a"),
            profile: profile.name,
            host: profile.host,
            client_id: profile.client_id.unwrap(),
            redirect_uri: profile.redirect_uri.unwrap(),
            sandbox: None,
            created_at: now,
            expires_at: expiry(now),
        };
        let after = |seconds| now + SignedDuration::from_secs(seconds);
        for (seconds, live) in
            [(-901, false), (-900, true), (-3, true), (0, true), (899, true), (900, false)]
        {
            assert_eq!(pending.is_live(after(seconds)), live, "{seconds}");
        }
    }
}
