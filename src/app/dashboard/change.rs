//! When something shown changes by itself: never a wake-up without a reason.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::cells::{self, TokenCell, seconds_until};
use super::listing::ProfileRow;
use super::state::Dashboard;
use crate::domain::authorize::pending::Pending;
use crate::domain::humanize::{Remaining, full_minute};
use crate::domain::profile::month;

impl Dashboard {
    pub fn next_change(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let notice = self.notice.as_ref().and_then(|notice| notice.until);
        let profiles = self.listing.all().iter().map(|row| &row.profile);
        let refresh = self.refreshes.next(profiles);
        [notice, refresh, self.by_the_minute(now, zone)].into_iter().flatten().min()
    }

    /// Whatever is told in minutes or longer changes at full minutes, all of it together.
    fn by_the_minute(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let rows = self.listing.from(0);
        let soonest = rows.filter_map(|row| row_changes_in(row, &self.pending, now)).min();
        let row = soonest.and_then(|seconds| {
            let wait = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
            now.checked_add(wait).ok()
        });
        let picture = (!self.history.events().is_empty()).then(|| month::midnight(now, zone, -1));
        row.into_iter().chain(picture).min().map(full_minute)
    }
}

fn row_changes_in(row: &ProfileRow, pending: &[Pending], now: Timestamp) -> Option<u64> {
    let profile = &row.profile;
    let consent = cells::live(profile, pending, now)
        .and_then(|pending| Remaining::changes_in(seconds_until(pending, now)));
    [
        consent,
        TokenCell::access(profile, pending, now).changes_in(profile, now),
        TokenCell::refresh(profile, now).changes_in(profile, now),
    ]
    .into_iter()
    .flatten()
    .min()
}
