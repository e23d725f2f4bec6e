//! What the list is sorted by: by groups, or by any of its columns.

use std::cmp::{Ordering, Reverse};

use super::cells::refreshed_at;
use super::group::Group;
use super::listing::ProfileRow;
use crate::domain::profile::Profile;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// In groups, inside them by deadline.
    #[default]
    Group,
    Name,
    Account,
    Deadline,
    /// By the end of the access token, the next one first.
    Access,
    /// The latest refresh first.
    Refreshed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub by: SortBy,
    pub reversed: bool,
}

impl Sort {
    #[must_use]
    pub const fn next(self) -> Self {
        let by = match self.by {
            SortBy::Group => SortBy::Name,
            SortBy::Name => SortBy::Account,
            SortBy::Account => SortBy::Deadline,
            SortBy::Deadline => SortBy::Access,
            SortBy::Access => SortBy::Refreshed,
            SortBy::Refreshed => SortBy::Group,
        };
        Self { by, reversed: false }
    }

    /// Compares two rows; the name decides between equals.
    pub fn compare(self, left: &ProfileRow, right: &ProfileRow) -> Ordering {
        let ordering = match self.by {
            SortBy::Group => by_group(left, right),
            SortBy::Name => Ordering::Equal,
            SortBy::Account => left.profile.host.as_str().cmp(right.profile.host.as_str()),
            SortBy::Deadline => deadline(left).cmp(&deadline(right)),
            SortBy::Access => access(&left.profile).cmp(&access(&right.profile)),
            SortBy::Refreshed => refreshed(&left.profile).cmp(&refreshed(&right.profile)),
        };
        let ordering = ordering.then_with(|| left.profile.name.cmp(&right.profile.name));
        if self.reversed { ordering.reverse() } else { ordering }
    }
}

fn by_group(left: &ProfileRow, right: &ProfileRow) -> Ordering {
    let key = |row: &ProfileRow| {
        let group = Group::of(row.health);
        // Among those that need a person, what never worked comes last.
        let urgency = if group == Group::NeedsYou { row.health.urgency() } else { 0 };
        (group, urgency, row.deadline)
    };
    key(left).cmp(&key(right))
}

/// What needs a person already comes first, what needs nobody of ours last.
fn deadline(row: &ProfileRow) -> impl Ord + use<> {
    let rank = match Group::of(row.health) {
        Group::NeedsYou => 0,
        Group::ThisWeek | Group::Fine => 1,
        Group::Elsewhere => 2,
    };
    (rank, row.deadline)
}

fn access(profile: &Profile) -> impl Ord + use<> {
    let end = profile.access.as_ref().map(|access| access.expires_at);
    (end.is_none(), end)
}

fn refreshed(profile: &Profile) -> impl Ord + use<> {
    let at = refreshed_at(profile);
    (at.is_none(), Reverse(at))
}
