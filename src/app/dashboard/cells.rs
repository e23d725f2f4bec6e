//! What a row says, as values: the screen turns them into words, the clock asks when they change.

use jiff::{SignedDuration, Timestamp};

use super::listing::ProfileRow;
use crate::domain::authorize::pending::Pending;
use crate::domain::humanize::Elapsed;
use crate::domain::profile::{GrantType, Profile};
use crate::domain::tokens::deadline::deadline;
use crate::domain::tokens::health::{Health, seconds_left};
use crate::domain::trouble::Cause;

/// An end that is farther away than this is told as a date. A refresh token never is.
const FAR: u64 = 100 * 24 * 3600;

/// What a profile asks of a person, and how soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForYou {
    /// The tokens are refused.
    Refused(Cause),
    /// The access token is not accepted, although it has not ended.
    Unaccepted,
    /// A token that nothing renews has ended.
    Ended,
    /// The connection was begun and not finished.
    Unfinished,
    /// Consent is awaited in a browser, for so many seconds more.
    Waiting {
        seconds: u64,
    },
    Elsewhere,
    /// By the estimate, the refresh token has ended.
    AnyMoment,
    /// Seconds until somebody has to act.
    Left {
        seconds: u64,
    },
    /// It ends at a moment that is far away.
    Until(Timestamp),
}

impl ForYou {
    pub fn of(profile: &Profile, pending: &[Pending], now: Timestamp) -> Self {
        if let Some(needs) = &profile.needs_authorization {
            return Self::Refused(needs.cause());
        }
        if profile.elsewhere_since.is_some() {
            return Self::Elsewhere;
        }
        let Some(access) = &profile.access else {
            return live(profile, pending, now).map_or(Self::Unfinished, |pending| Self::Waiting {
                seconds: seconds_until(pending, now),
            });
        };
        if access.refused_at.is_some() {
            return Self::Unaccepted;
        }
        let Some(end) = deadline(profile, None) else { return Self::Unfinished };
        match u64::try_from(end.as_second() - now.as_second()).unwrap_or(0) {
            0 if profile.refresh.is_some() => Self::AnyMoment,
            0 => Self::Ended,
            seconds if seconds > FAR => Self::Until(end),
            seconds => Self::Left { seconds },
        }
    }

    /// In how many seconds it says something else; `None` when it never does by itself.
    pub fn changes_in(&self, now: Timestamp) -> Option<u64> {
        match self {
            Self::Left { seconds } | Self::Waiting { seconds } => {
                Elapsed::left_changes_in(*seconds)
            }
            Self::Until(end) => {
                let left = u64::try_from(end.as_second() - now.as_second()).unwrap_or(0);
                Some(left.saturating_sub(FAR).max(1))
            }
            Self::Refused(_)
            | Self::Unaccepted
            | Self::Ended
            | Self::Unfinished
            | Self::Elsewhere
            | Self::AnyMoment => None,
        }
    }
}

/// What is said about the access token, the least important fact of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessCell {
    None,
    LongLived,
    /// It works for so many seconds more; whether it is renewed by itself then.
    Left {
        seconds: u64,
        renewed: bool,
    },
    Ended,
}

impl AccessCell {
    pub fn of(row: &ProfileRow, now: Timestamp) -> Self {
        let profile = &row.profile;
        match (&profile.access, profile.grant) {
            (None, _) => Self::None,
            (Some(_), GrantType::LongLived) => Self::LongLived,
            (Some(access), GrantType::OAuth) => {
                match seconds_left(profile, access.expires_at, now) {
                    0 => Self::Ended,
                    seconds => {
                        let renewed = profile.refresh.is_some()
                            && row.health != Health::NeedsAuthorization
                            && row.health != Health::Elsewhere;
                        Self::Left { seconds, renewed }
                    }
                }
            }
        }
    }

    /// In how many seconds it says something else; `None` when it never does by itself.
    pub const fn changes_in(self) -> Option<u64> {
        match self {
            Self::Left { seconds, .. } => Elapsed::left_changes_in(seconds),
            Self::None | Self::LongLived | Self::Ended => None,
        }
    }
}

/// When a profile got its tokens, by our own clock. A refresh that failed brought none.
pub fn refreshed_at(profile: &Profile) -> Option<Timestamp> {
    let good = profile.last_refresh.as_ref().filter(|last| last.outcome.is_good());
    let skew = SignedDuration::from_secs(profile.clock_skew);
    let issued = profile.refresh.as_ref().and_then(|it| it.issued_at.checked_sub(skew).ok());
    good.map(|last| last.at).or(issued)
}

/// The seconds since then.
pub fn since_refresh(profile: &Profile, now: Timestamp) -> Option<u64> {
    let at = refreshed_at(profile)?;
    Some(u64::try_from(now.as_second() - at.as_second()).unwrap_or(0))
}

/// The consent that is awaited for a profile, if any.
pub fn live<'a>(profile: &Profile, pending: &'a [Pending], now: Timestamp) -> Option<&'a Pending> {
    pending
        .iter()
        .filter(|pending| pending.profile == profile.name && pending.is_live(now))
        .max_by_key(|pending| pending.expires_at)
}

/// For how long a callback is still accepted; never 0 while it is, whatever the fraction of a second.
pub fn seconds_until(pending: &Pending, now: Timestamp) -> u64 {
    u64::try_from(pending.expires_at.as_second() - now.as_second()).unwrap_or(0).max(1)
}
