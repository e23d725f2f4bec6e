//! Whether an unattended refresh has something to do for a profile.

use jiff::{SignedDuration, Timestamp};

use crate::domain::profile::{GrantType, Profile};

/// How long before its end an access token is refreshed, where its life is long enough; seconds.
const AHEAD: i64 = 3600;
/// Clocks are corrected by a little all the time; seconds.
const LEEWAY: i64 = 60;

/// Judges a row at `now`, by our clock.
///
/// Due is what has ended or ends within an hour (within half of its life, where that is shorter), and a refresh
/// token that a third of its life passed by: then two thirds are left to notice that cron does not run.
pub fn is_due(profile: &Profile, now: Timestamp) -> bool {
    let may_be_refreshed = profile.grant == GrantType::OAuth
        && profile.needs_authorization.is_none()
        && profile.elsewhere_since.is_none();
    let (true, Some(access), Some(refresh)) = (may_be_refreshed, &profile.access, &profile.refresh)
    else {
        return false;
    };
    let now = profile.server_time(now);
    let life = i64::try_from(access.lifetime).unwrap_or(i64::MAX);
    let left = access.expires_at.duration_since(now);
    let refresh_life = refresh.estimated_expiry.duration_since(refresh.issued_at);
    // A token that has more left than it ever had was judged by a clock that was turned back.
    left <= SignedDuration::from_secs(AHEAD.min(life / 2))
        || left.as_secs() > life.saturating_add(LEEWAY)
        || now.duration_since(refresh.issued_at) > refresh_life / 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::NeedsAuthorization;
    use crate::domain::samples::profile;

    fn due(profile: &Profile, now: &str) -> bool {
        is_due(profile, now.parse().unwrap())
    }

    #[test]
    fn an_access_token_is_due_an_hour_before_its_end() {
        let acme = profile("acme");
        assert!(!due(&acme, "2026-11-21T09:00:00Z"));
        assert!(!due(&acme, "2026-11-22T07:59:59Z"));
        assert!(due(&acme, "2026-11-22T08:00:00Z"));
        assert!(due(&acme, "2027-06-01T00:00:00Z"));
    }

    fn living(lifetime: u64, end: &str) -> Profile {
        let mut acme = profile("acme");
        let access = acme.access.as_mut().unwrap();
        access.lifetime = lifetime;
        access.expires_at = end.parse().unwrap();
        acme
    }

    #[test]
    fn a_short_life_is_not_due_all_the_time() {
        let acme = living(600, "2026-11-21T09:10:00Z");
        assert!(!due(&acme, "2026-11-21T09:04:59Z"));
        assert!(due(&acme, "2026-11-21T09:05:00Z"));
    }

    #[test]
    fn an_old_refresh_token_is_due_whatever_the_access_token_is() {
        let acme = living(365 * 86_400, "2027-11-21T09:00:00Z");
        assert!(!due(&acme, "2026-12-21T00:00:00Z"));
        assert!(due(&acme, "2026-12-23T00:00:00Z"));
    }

    #[test]
    fn what_cannot_be_refreshed_is_never_due() {
        let long_ago = "2030-01-01T00:00:00Z";
        let mut bot = profile("bot");
        bot.grant = GrantType::LongLived;
        assert!(!due(&bot, long_ago));
        let mut dead = profile("dead");
        dead.needs_authorization =
            Some(NeedsAuthorization { since: Timestamp::UNIX_EPOCH, hint: None, lost_at: None });
        assert!(!due(&dead, long_ago));
        let mut away = profile("away");
        away.elsewhere_since = Some(Timestamp::UNIX_EPOCH);
        assert!(!due(&away, long_ago));
        assert!(due(&profile("acme"), long_ago));
    }

    #[test]
    fn a_clock_that_was_turned_back_leaves_nobody_out() {
        assert!(due(&profile("acme"), "2026-11-21T08:58:59Z"));
        assert!(due(&profile("acme"), "2001-01-01T00:00:00Z"));
    }

    #[test]
    fn the_servers_clock_decides() {
        let mut acme = profile("acme");
        acme.clock_skew = -7200;
        assert!(!due(&acme, "2026-11-22T09:00:00Z"));
        assert!(due(&acme, "2026-11-22T10:00:00Z"));
    }
}
