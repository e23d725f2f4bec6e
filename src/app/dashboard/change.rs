//! When something shown changes by itself: never a wake-up without a reason.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::bulk::Bulk;
use super::cells::{self, AccessCell, ForYou, seconds_until};
use super::listing::ProfileRow;
use super::state::Dashboard;
use crate::domain::authorize::pending::Pending;
use crate::domain::humanize::{Elapsed, Remaining, full_minute};
use crate::domain::profile::month;
use crate::domain::tokens::health::seconds_left;

impl Dashboard {
    pub fn next_change(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let notice = self.notice.as_ref().and_then(|notice| notice.until);
        let profiles = self.listing.all().iter().map(|row| &row.profile);
        let refresh = self.refreshes.next(profiles);
        let results = self.bulk.as_ref().and_then(Bulk::next_change);
        [notice, refresh, results, self.by_the_minute(now, zone)].into_iter().flatten().min()
    }

    /// Whatever is told in minutes or longer changes at full minutes, all of it together.
    fn by_the_minute(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let rows = self.listing.all().iter();
        let rows = rows.filter_map(|row| row_changes_in(row, &self.pending, now));
        let chosen = self.listing.chosen();
        let chosen = chosen.and_then(|row| detail_changes_in(row, &self.pending, now));
        let soonest = rows.chain(chosen).min().and_then(|seconds| {
            let wait = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
            now.checked_add(wait).ok()
        });
        let picture = (!self.history.events().is_empty()).then(|| month::midnight(now, zone, -1));
        soonest.into_iter().chain(picture).min().map(full_minute)
    }
}

/// The list tells everything in one unit.
fn row_changes_in(row: &ProfileRow, pending: &[Pending], now: Timestamp) -> Option<u64> {
    [
        ForYou::of(&row.profile, pending, now).changes_in(now),
        AccessCell::of(row, now).changes_in(),
        cells::since_refresh(&row.profile, now).map(Elapsed::changes_in),
    ]
    .into_iter()
    .flatten()
    .min()
}

/// The detail is told to the minute.
fn detail_changes_in(row: &ProfileRow, pending: &[Pending], now: Timestamp) -> Option<u64> {
    let profile = &row.profile;
    let consent = cells::live(profile, pending, now).map(|pending| seconds_until(pending, now));
    let access = profile.access.as_ref();
    let access = access.map(|access| seconds_left(profile, access.expires_at, now));
    consent.into_iter().chain(access).filter_map(Remaining::changes_in).min()
}
