//! The state of a profile in one word, computed from its row and the time.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::domain::profile::{GrantType, Profile};

/// The names are those of `status --format json`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Health {
    Ok,
    /// A person's attention is needed within the window.
    Expiring,
    /// The access token ended; a refresh mends it.
    Expired,
    /// Only a person can go on.
    NeedsAuthorization,
    Elsewhere,
    /// Consent was never finished, or nothing is known.
    Unknown,
}

/// What a state asks of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Nothing works until somebody has mended it.
    Person,
    /// Somebody should look at it some day soon.
    Attention,
}

/// The window in which attention is asked for when none is given: seven days.
pub const DEFAULT_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Health {
    /// Judges a profile at `now` (our clock), looking `window` ahead.
    pub fn of(profile: &Profile, now: Timestamp, window: SignedDuration) -> Self {
        if profile.needs_authorization.is_some() {
            return Self::NeedsAuthorization;
        }
        if profile.elsewhere_since.is_some() {
            return Self::Elsewhere;
        }
        let Some(access) = &profile.access else {
            return Self::Unknown;
        };
        if access.refused_at.is_some() {
            return Self::NeedsAuthorization;
        }
        let now = profile.server_time(now);
        let soon = now.checked_add(window).unwrap_or(Timestamp::MAX);
        match (profile.grant, &profile.refresh) {
            (GrantType::LongLived, _) if access.expires_at <= now => Self::NeedsAuthorization,
            (GrantType::LongLived, _) if access.expires_at <= soon => Self::Expiring,
            (GrantType::OAuth, Some(refresh)) if refresh.estimated_expiry <= soon => Self::Expiring,
            (GrantType::OAuth, _) if access.expires_at <= now => Self::Expired,
            (GrantType::LongLived | GrantType::OAuth, _) => Self::Ok,
        }
    }

    /// Whom it calls. An access token that has ended is the business of the next refresh, not of a person.
    pub const fn calls(self) -> Option<Call> {
        match self {
            Self::NeedsAuthorization | Self::Unknown => Some(Call::Person),
            Self::Expiring => Some(Call::Attention),
            Self::Ok | Self::Expired | Self::Elsewhere => None,
        }
    }

    /// The order in which profiles are listed: what needs a person comes first.
    pub const fn urgency(self) -> u8 {
        match self {
            Self::NeedsAuthorization => 0,
            Self::Expiring => 1,
            Self::Unknown => 2,
            Self::Expired => 3,
            Self::Ok => 4,
            Self::Elsewhere => 5,
        }
    }
}

/// Seconds until `end` for a profile, by the server's clock; never negative.
pub fn seconds_left(profile: &Profile, end: Timestamp, now: Timestamp) -> u64 {
    let left = end.as_second() - profile.server_time(now).as_second();
    u64::try_from(left).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::NeedsAuthorization;
    use crate::domain::samples::profile;

    fn health(profile: &Profile, now: &str) -> Health {
        Health::of(profile, now.parse().unwrap(), DEFAULT_WINDOW)
    }

    #[test]
    fn a_profile_lives_through_its_states() {
        let acme = profile("acme");
        assert_eq!(health(&acme, "2026-11-21T12:00:00Z"), Health::Ok);
        assert_eq!(health(&acme, "2026-11-22T09:00:00Z"), Health::Expired);
        assert_eq!(health(&acme, "2027-02-15T09:00:00Z"), Health::Expiring);
    }

    #[test]
    fn what_only_a_person_can_mend_comes_before_everything() {
        let mut acme = profile("acme");
        acme.needs_authorization =
            Some(NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None });
        assert_eq!(health(&acme, "2026-11-21T12:00:00Z"), Health::NeedsAuthorization);
    }

    #[test]
    fn a_long_lived_token_ends_once_and_for_all() {
        let mut bot = profile("bot");
        bot.grant = GrantType::LongLived;
        bot.refresh = None;
        assert_eq!(health(&bot, "2026-11-10T09:00:00Z"), Health::Ok);
        assert_eq!(health(&bot, "2026-11-21T12:00:00Z"), Health::Expiring);
        assert_eq!(health(&bot, "2026-11-22T09:00:00Z"), Health::NeedsAuthorization);
    }

    #[test]
    fn a_clock_that_is_off_does_not_change_the_judgement() {
        let mut acme = profile("acme");
        acme.clock_skew = -7200;
        assert_eq!(health(&acme, "2026-11-22T10:00:00Z"), Health::Ok);
        let [end, now] = ["09", "10"].map(|hour| format!("2026-11-22T{hour}:00:00Z").parse());
        assert_eq!(seconds_left(&acme, end.unwrap(), now.unwrap()), 3600);
    }
}
