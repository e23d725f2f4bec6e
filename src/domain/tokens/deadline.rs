//! When somebody has to do something for a profile. An access token that is renewed by itself is nobody's deadline.

use jiff::{SignedDuration, Timestamp};

use crate::domain::authorize::pending::Pending;
use crate::domain::profile::{GrantType, Profile};

/// The weeks for which a refresh token lives at the longest: what ends later is no matter of weeks.
pub const WEEKS: usize = 13;

const DAY: i64 = 24 * 3600;

/// The moment, by our own clock, until which nobody has to do anything. `None` where a person is needed already, where
/// another program looks after the tokens, and where nothing was connected and no consent is awaited.
pub fn deadline(profile: &Profile, awaited: Option<&Pending>) -> Option<Timestamp> {
    let refused = profile.access.as_ref().is_some_and(|access| access.refused_at.is_some());
    if profile.needs_authorization.is_some() || profile.elsewhere_since.is_some() || refused {
        return None;
    }
    let Some(access) = &profile.access else {
        return awaited.map(|pending| pending.expires_at);
    };
    let end = match (profile.grant, &profile.refresh) {
        (GrantType::OAuth, Some(refresh)) => refresh.estimated_expiry,
        // Nothing renews it.
        (GrantType::LongLived, _) | (GrantType::OAuth, None) => access.expires_at,
    };
    end.checked_sub(SignedDuration::from_secs(profile.clock_skew)).ok()
}

/// How many deadlines fall on each of the next seven days and of the next thirteen weeks. A day is 24 hours from now on:
/// so the first week is the one that a profile's state speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    pub days: [usize; 7],
    pub weeks: [usize; WEEKS],
}

impl Ahead {
    /// Counts them. What should have ended by now may end any moment: it is the first day's.
    pub fn of(deadlines: impl Iterator<Item = Timestamp>, now: Timestamp) -> Self {
        let mut ahead = Self::default();
        for deadline in deadlines {
            let day = days_until(deadline, now);
            if let Some(count) = ahead.days.get_mut(day) {
                *count += 1;
            }
            if let Some(count) = ahead.weeks.get_mut(day / 7) {
                *count += 1;
            }
        }
        ahead
    }

    pub fn is_empty(&self) -> bool {
        self.weeks.iter().all(|count| *count == 0)
    }
}

/// The whole days until then.
pub fn days_until(deadline: Timestamp, now: Timestamp) -> usize {
    let left = deadline.as_second() - now.as_second();
    usize::try_from(left.max(0) / DAY).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::NeedsAuthorization;
    use crate::domain::samples::profile;

    fn told(profile: &Profile) -> Option<String> {
        deadline(profile, None).map(|it| it.to_string())
    }

    #[test]
    fn the_token_that_nothing_renews_decides() {
        let mut acme = profile("acme");
        let [access, refresh] = [
            acme.access.as_ref().unwrap().expires_at.to_string(),
            acme.refresh.as_ref().unwrap().estimated_expiry.to_string(),
        ];
        assert_eq!(told(&acme), Some(refresh));
        acme.grant = GrantType::LongLived;
        acme.refresh = None;
        assert_eq!(told(&acme), Some(access.clone()));
        acme.grant = GrantType::OAuth;
        assert_eq!(told(&acme), Some(access));
    }

    #[test]
    fn where_a_person_is_needed_already_or_another_program_cares_there_is_none() {
        let mut refused = profile("acme");
        refused.needs_authorization =
            Some(NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None });
        let mut elsewhere = profile("acme");
        elsewhere.elsewhere_since = Some(Timestamp::UNIX_EPOCH);
        let mut unaccepted = profile("acme");
        unaccepted.access.as_mut().unwrap().refused_at = Some(Timestamp::UNIX_EPOCH);
        let mut begun = profile("acme");
        begun.access = None;
        for profile in [refused, elsewhere, unaccepted, begun] {
            assert_eq!(told(&profile), None);
        }
    }

    #[test]
    fn it_is_told_by_our_own_clock() {
        let (acme, mut ahead) = (profile("acme"), profile("acme"));
        ahead.clock_skew = 3600;
        let [acme, ahead] = [acme, ahead].map(|it| deadline(&it, None).unwrap().as_second());
        assert_eq!(acme - ahead, 3600);
    }

    #[test]
    fn days_and_weeks_are_counted_from_now_on() {
        let now = Timestamp::from_second(1_000_000_000).unwrap();
        let at = |seconds: i64| Timestamp::from_second(now.as_second() + seconds).unwrap();
        let ends = [-DAY, 0, DAY - 1, DAY, 7 * DAY - 1, 7 * DAY, 91 * DAY - 1, 91 * DAY];
        let ahead = Ahead::of(ends.map(at).into_iter(), now);
        assert_eq!(ahead.days, [3, 1, 0, 0, 0, 0, 1]);
        assert_eq!((ahead.weeks[0], ahead.weeks[1], ahead.weeks[12]), (5, 1, 1));
        assert_eq!(ahead.weeks.iter().sum::<usize>(), 7);
    }
}
