//! What a row says about its tokens, as values: the screen turns them into words, the clock asks when they change.

use jiff::Timestamp;

use crate::domain::authorize::pending::Pending;
use crate::domain::humanize::{Elapsed, Remaining};
use crate::domain::profile::{GrantType, Profile};
use crate::domain::tokens::health::seconds_left;
use crate::domain::trouble::Cause;

/// An end that is farther away than this is told as a date.
const FAR: u64 = 30 * 24 * 3600;

/// What is said about one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenCell {
    Blank,
    /// Seconds until its end, of its whole life.
    Left {
        seconds: u64,
        life: u64,
    },
    /// Seconds since its end.
    Ended {
        seconds: u64,
    },
    LongLived,
    /// It ends at a moment that is far away.
    Until(Timestamp),
    Refused(Cause),
    Elsewhere,
    NotYet,
    /// Consent is awaited in a browser.
    Waiting,
}

impl TokenCell {
    /// What is said about the access token.
    pub fn access(profile: &Profile, pending: &[Pending], now: Timestamp) -> Self {
        match (&profile.access, profile.grant) {
            (None, _) if live(profile, pending, now).is_some() => Self::Waiting,
            (None, _) => Self::NotYet,
            (Some(_), GrantType::LongLived) => Self::LongLived,
            (Some(access), GrantType::OAuth) => {
                life(profile, access.expires_at, access.lifetime, now)
            }
        }
    }

    /// What is said about the refresh token, or about the end of a long-lived one.
    pub fn refresh(profile: &Profile, now: Timestamp) -> Self {
        if let Some(needs) = &profile.needs_authorization {
            return Self::Refused(needs.cause());
        }
        if profile.elsewhere_since.is_some() {
            return Self::Elsewhere;
        }
        match (profile.grant, &profile.access, &profile.refresh) {
            (GrantType::LongLived, Some(access), _) => {
                if seconds_left(profile, access.expires_at, now) > FAR {
                    Self::Until(access.expires_at)
                } else {
                    life(profile, access.expires_at, access.lifetime, now)
                }
            }
            (GrantType::OAuth, Some(_), Some(refresh)) => {
                let whole = refresh.estimated_expiry.as_second() - refresh.issued_at.as_second();
                let whole = u64::try_from(whole).unwrap_or(0);
                life(profile, refresh.estimated_expiry, whole, now)
            }
            (GrantType::LongLived | GrantType::OAuth, _, _) => Self::Blank,
        }
    }

    /// In how many seconds it says something else; `None` when it never does by itself.
    pub fn changes_in(&self, profile: &Profile, now: Timestamp) -> Option<u64> {
        match self {
            Self::Left { seconds, .. } => Remaining::changes_in(*seconds),
            Self::Ended { seconds } => Some(Elapsed::changes_in(*seconds)),
            Self::Until(end) => Some(seconds_left(profile, *end, now).saturating_sub(FAR).max(1)),
            Self::Blank
            | Self::LongLived
            | Self::Refused(_)
            | Self::Elsewhere
            | Self::NotYet
            | Self::Waiting => None,
        }
    }
}

/// The consent that is awaited for a profile, if any.
pub fn live<'a>(profile: &Profile, pending: &'a [Pending], now: Timestamp) -> Option<&'a Pending> {
    pending
        .iter()
        .filter(|pending| pending.profile == profile.name && pending.is_live(now))
        .max_by_key(|pending| pending.expires_at)
}

fn life(profile: &Profile, end: Timestamp, life: u64, now: Timestamp) -> TokenCell {
    match seconds_left(profile, end, now) {
        0 => {
            let since = profile.server_time(now).as_second() - end.as_second();
            TokenCell::Ended { seconds: u64::try_from(since).unwrap_or(0) }
        }
        seconds => TokenCell::Left { seconds, life },
    }
}

/// For how long a callback is still accepted; never 0 while it is, whatever the fraction of a second.
pub fn seconds_until(pending: &Pending, now: Timestamp) -> u64 {
    u64::try_from(pending.expires_at.as_second() - now.as_second()).unwrap_or(0).max(1)
}
