//! Which profiles are marked, for what is done with several at once. They are marked by name: no order, filter or
//! refresh of the list changes what is meant.

use std::collections::BTreeSet;

use super::listing::Listing;
use crate::domain::profile::ProfileName;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    names: BTreeSet<ProfileName>,
    range: Option<Range>,
}

/// Rows that are being marked, from one of them to the chosen one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    from: ProfileName,
    /// What was marked before it began: it shrinks as it grows, and can be given up.
    before: BTreeSet<ProfileName>,
    by: RangeBy,
}

/// How a range is made: what ends it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeBy {
    /// Begun with a key and ended with it, whatever moves the choice in between.
    Key,
    /// While Shift is held.
    Shift,
}

impl Marks {
    pub fn has(&self, name: &ProfileName) -> bool {
        self.names.contains(name)
    }

    pub const fn names(&self) -> &BTreeSet<ProfileName> {
        &self.names
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many of them a list does not show.
    pub fn hidden_in(&self, listing: &Listing) -> usize {
        if self.names.is_empty() {
            return 0;
        }
        let shown = listing.from(0).filter(|row| self.has(&row.profile.name)).count();
        self.names.len().saturating_sub(shown)
    }

    pub fn range(&self) -> Option<RangeBy> {
        self.range.as_ref().map(|range| range.by)
    }

    pub fn toggle(&mut self, name: ProfileName) {
        if !self.names.remove(&name) {
            self.names.insert(name);
        }
    }

    /// Marks all that are listed; where all of them are marked already, takes these marks away.
    pub fn toggle_listed(&mut self, listing: &Listing) {
        let listed: BTreeSet<_> = listing.from(0).map(|row| row.profile.name.clone()).collect();
        if self.names.is_superset(&listed) {
            self.names.retain(|name| !listed.contains(name));
        } else {
            self.names.extend(listed);
        }
    }

    pub fn remove(&mut self, name: &ProfileName) {
        self.names.remove(name);
    }

    /// Marks these and no others.
    pub fn replace(&mut self, names: &[ProfileName]) {
        *self = Self { names: names.iter().cloned().collect(), range: None };
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets marks of what is no longer there.
    pub fn keep(&mut self, listing: &Listing) {
        if !self.names.is_empty() {
            let there: BTreeSet<_> = listing.all().iter().map(|row| &row.profile.name).collect();
            self.names.retain(|name| there.contains(name));
        }
    }

    /// Begins a range at the chosen row.
    pub fn begin_range(&mut self, by: RangeBy, listing: &Listing) {
        if let Some(row) = listing.chosen() {
            let (from, before) = (row.profile.name.clone(), self.names.clone());
            self.range = Some(Range { from, before, by });
            self.reach(listing);
        }
    }

    /// Lets the range reach to the chosen row.
    pub fn reach(&mut self, listing: &Listing) {
        let Some(Range { from, before, .. }) = &self.range else { return };
        let begun = listing.from(0).position(|row| row.profile.name == *from);
        let begun = begun.unwrap_or(listing.at);
        let (first, last) = (begun.min(listing.at), begun.max(listing.at));
        let within = listing.from(first).take(last - first + 1);
        self.names = before.clone();
        self.names.extend(within.map(|row| row.profile.name.clone()));
    }

    /// What it has marked stays.
    pub fn end_range(&mut self) {
        self.range = None;
    }

    /// What it has marked was not marked.
    pub fn give_up_range(&mut self) {
        if let Some(range) = self.range.take() {
            self.names = range.before;
        }
    }
}
