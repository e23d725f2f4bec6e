//! When something shown changes by itself: never a wake-up without a reason.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Dashboard;
use super::cells::{self, Cell};
use super::listing::Row;
use crate::domain::month;
use crate::domain::pending::Pending;
use crate::domain::remaining::{Remaining, full_minute};

/// The next change of anything shown.
pub fn next(dashboard: &Dashboard, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let notice = dashboard.notice.as_ref().and_then(|notice| notice.until);
    let profiles = dashboard.listing.all().iter().map(|row| &row.profile);
    let refresh = dashboard.refreshes.next(profiles);
    [notice, refresh, by_the_minute(dashboard, now, zone)]
        .into_iter()
        .flatten()
        .min()
}

/// Whatever is told in minutes or longer changes at full minutes, all of it together.
fn by_the_minute(dashboard: &Dashboard, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let rows = dashboard
        .listing
        .from(0)
        .filter_map(|row| row_changes_in(row, &dashboard.pending, now))
        .min()
        .and_then(|seconds| {
            let wait = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
            now.checked_add(wait).ok()
        });
    let picture = (!dashboard.past.events().is_empty()).then(|| month::midnight(now, zone, -1));
    rows.into_iter().chain(picture).min().map(full_minute)
}

fn row_changes_in(row: &Row, pending: &[Pending], now: Timestamp) -> Option<u64> {
    let profile = &row.profile;
    let consent = cells::live(profile, pending, now)
        .and_then(|pending| Remaining::changes_in(seconds_until(pending, now)));
    [
        consent,
        Cell::access(profile, pending, now).changes_in(profile, now),
        Cell::refresh(profile, now).changes_in(profile, now),
    ]
    .into_iter()
    .flatten()
    .min()
}

/// For how long a callback is still accepted; never 0 while it is, whatever the fraction of a second.
pub fn seconds_until(pending: &Pending, now: Timestamp) -> u64 {
    u64::try_from(pending.expires_at.as_second() - now.as_second())
        .unwrap_or(0)
        .max(1)
}
