//! The list: which profiles, in which order, and which one is chosen. Order and groups are kept, not made anew for
//! every frame; the choice is kept by name, whatever happens to the order.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use strum::VariantArray as _;

use super::group::{Group, Head, ListLine};
use super::sort::{Sort, SortBy};
use crate::domain::profile::filter::{Filter, Finder, Subject, Texts};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::deadline::{Ahead, deadline};
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    pub profile: Profile,
    /// How it was when it was looked at last.
    pub health: Health,
    /// Until when nobody has to do anything, by our own clock.
    pub deadline: Option<Timestamp>,
    /// Made when the list is filtered for the first time.
    texts: OnceCell<Texts>,
}

impl ProfileRow {
    fn new(profile: Profile, now: Timestamp) -> Self {
        let health = Health::of(&profile, now, DEFAULT_WINDOW);
        Self { health, deadline: deadline(&profile, None), texts: OnceCell::new(), profile }
    }

    fn subject(&self, now: Timestamp) -> Subject<'_> {
        let Self { profile, health, deadline, texts } = self;
        let texts = texts.get_or_init(|| Texts::of(profile));
        Subject { profile, texts, health: *health, deadline: *deadline, now }
    }

    /// When it is in another state by itself.
    fn changes_at(&self, now: Timestamp) -> Option<Timestamp> {
        let access = self.profile.access.as_ref()?.expires_at;
        let skew = jiff::SignedDuration::from_secs(self.profile.clock_skew);
        let soon = self.deadline.and_then(|end| end.checked_sub(DEFAULT_WINDOW).ok());
        let ends = [access.checked_sub(skew).ok(), soon, self.deadline];
        ends.into_iter().flatten().filter(|end| *end > now).min()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    rows: Vec<ProfileRow>,
    /// All of them in their order: positions in `rows`.
    sorted: Vec<usize>,
    /// What is listed of them.
    order: Vec<usize>,
    heads: Vec<Head>,
    /// How many there are of each group, listed or not.
    counts: [usize; Group::VARIANTS.len()],
    pub sort: Sort,
    filter: Filter,
    /// Nothing but these is listed, where they were asked for.
    pub only: Option<BTreeSet<ProfileName>>,
    chosen: Option<ProfileName>,
    /// Chosen as soon as it is there: a profile that was connected a moment ago may not be read yet.
    wanted: Option<ProfileName>,
    /// Where the chosen one is in `order`; kept so that a row that vanishes hands over to its neighbour.
    pub at: usize,
    /// From when until when no profile changes its state: meanwhile nobody has to look at ten thousand.
    judged: (Timestamp, Timestamp),
}

impl Listing {
    /// Lists profiles; where the wanted one is not there yet, the first one is chosen meanwhile.
    pub fn new(profiles: Vec<Profile>, wanted: Option<ProfileName>, now: Timestamp) -> Self {
        let mut listing = Self {
            rows: Vec::new(),
            sorted: Vec::new(),
            order: Vec::new(),
            heads: Vec::new(),
            counts: [0; Group::VARIANTS.len()],
            sort: Sort::default(),
            filter: Filter::default(),
            only: None,
            chosen: None,
            wanted,
            at: 0,
            judged: (now, now),
        };
        listing.rows = profiles.into_iter().map(|it| ProfileRow::new(it, now)).collect();
        listing.choose_wanted();
        listing.changed(now);
        listing
    }

    /// Takes other profiles. Says whether anything is different.
    pub fn replace(&mut self, profiles: &[Profile], now: Timestamp) -> bool {
        let same = profiles.len() == self.rows.len()
            && profiles.iter().zip(&self.rows).all(|(new, row)| *new == row.profile);
        if !same {
            self.rows = profiles.iter().map(|it| ProfileRow::new(it.clone(), now)).collect();
        }
        self.choose_wanted();
        if same {
            self.judge(now);
            self.list();
        } else {
            self.changed(now);
        }
        !same
    }

    fn choose_wanted(&mut self) {
        let is_wanted = |row: &ProfileRow| self.wanted.as_ref() == Some(&row.profile.name);
        if self.rows.iter().any(is_wanted) {
            self.chosen = self.wanted.take();
        }
    }

    pub fn put(&mut self, profile: Profile, now: Timestamp) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.profile.name == profile.name) {
            *row = ProfileRow::new(profile, now);
            self.changed(now);
        }
    }

    /// Takes what is known of some profiles, and that others are gone; the order is made anew once for all.
    pub fn put_all(&mut self, changed: Vec<Profile>, gone: &BTreeSet<ProfileName>, now: Timestamp) {
        let changed = changed.into_iter().map(|profile| (profile.name.clone(), profile));
        let mut changed: BTreeMap<_, _> = changed.collect();
        self.rows.retain_mut(|row| {
            if let Some(profile) = changed.remove(&row.profile.name) {
                *row = ProfileRow::new(profile, now);
            }
            !gone.contains(&row.profile.name)
        });
        self.changed(now);
    }

    /// Takes a profile that was connected, for the first time or once more.
    pub fn add(&mut self, profile: Profile, now: Timestamp) {
        if self.rows.iter().any(|row| row.profile.name == profile.name) {
            return self.put(profile, now);
        }
        self.rows.push(ProfileRow::new(profile, now));
        self.changed(now);
    }

    /// Chooses a profile by its name; whether it is listed.
    pub fn go_to(&mut self, name: &ProfileName) -> bool {
        let found = self.from(0).position(|row| row.profile.name == *name);
        if let Some(at) = found {
            self.wanted = None;
            self.choose(at);
        }
        found.is_some()
    }

    pub fn remove(&mut self, name: &ProfileName, now: Timestamp) {
        self.rows.retain(|row| row.profile.name != *name);
        self.changed(now);
    }

    /// Looks at the profiles anew where one may be in another state: time has passed, or was set back.
    pub fn judge(&mut self, now: Timestamp) {
        let (since, until) = self.judged;
        if since <= now && now < until {
            return;
        }
        for row in &mut self.rows {
            row.health = Health::of(&row.profile, now, DEFAULT_WINDOW);
        }
        self.changed(now);
    }

    /// Lists only what a filter finds.
    pub fn filter(&mut self, filter: Filter, now: Timestamp) {
        self.judge(now);
        self.filter = filter;
        self.judged = (now, self.next_state(now));
        self.list();
    }

    /// What is listed is found by this.
    pub const fn filtered_by(&self) -> &Filter {
        &self.filter
    }

    /// Lists nothing but these, or all again.
    pub fn only(&mut self, names: Option<BTreeSet<ProfileName>>) {
        self.only = names;
        self.list();
    }

    pub fn sort(&mut self, sort: Sort) {
        self.sort = sort;
        self.arrange();
    }

    /// Chooses the row so many places below, or above.
    pub fn step(&mut self, by: isize) {
        self.choose_at(self.at.saturating_add_signed(by));
    }

    pub fn choose_at(&mut self, at: usize) {
        self.wanted = None;
        self.choose(at);
    }

    pub fn all(&self) -> &[ProfileRow] {
        &self.rows
    }

    /// How many profiles of a group there are, listed or not.
    pub fn count(&self, group: Group) -> usize {
        self.counts.get(group.index()).copied().unwrap_or(0)
    }

    /// The deadlines of all profiles that do not need a person already.
    pub fn ahead(&self, now: Timestamp) -> Ahead {
        let ahead = self.rows.iter().filter(|row| Group::of(row.health) != Group::NeedsYou);
        Ahead::of(ahead.filter_map(|row| row.deadline), now)
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The listed rows, from one on.
    pub fn from(&self, at: usize) -> impl Iterator<Item = &ProfileRow> {
        self.order.iter().skip(at).filter_map(|at| self.rows.get(*at))
    }

    /// One of the listed rows.
    pub fn row(&self, at: usize) -> Option<&ProfileRow> {
        self.rows.get(*self.order.get(at)?)
    }

    /// The chosen row, when one is listed.
    pub fn chosen(&self) -> Option<&ProfileRow> {
        self.row(self.at)
    }

    /// How many groups have a head.
    pub const fn heads(&self) -> usize {
        self.heads.len()
    }

    /// How many lines the list has, heads of groups among them.
    pub fn lines(&self) -> usize {
        self.order.len() + self.heads.len()
    }

    /// What stands in a line.
    pub fn line(&self, line: usize) -> Option<ListLine> {
        let above = self.heads.iter().enumerate().take_while(|(n, head)| head.first + n <= line);
        match above.last() {
            Some((n, head)) if head.first + n == line => Some(ListLine::Head(*head)),
            last => {
                let row = line - last.map_or(0, |(n, _)| n + 1);
                (row < self.order.len()).then_some(ListLine::Row(row))
            }
        }
    }

    /// The line in which a listed row stands.
    pub fn line_of(&self, row: usize) -> usize {
        row + self.heads.iter().take_while(|head| head.first <= row).count()
    }

    /// Something in the rows is different.
    fn changed(&mut self, now: Timestamp) {
        self.counts = [0; Group::VARIANTS.len()];
        for row in &self.rows {
            if let Some(count) = self.counts.get_mut(Group::of(row.health).index()) {
                *count += 1;
            }
        }
        self.judged = (now, self.next_state(now));
        self.arrange();
    }

    /// When the next profile is in another state, or comes into the time that the filter looks ahead.
    fn next_state(&self, now: Timestamp) -> Timestamp {
        let states = self.rows.iter().filter_map(|row| row.changes_at(now));
        let found = self.filter.spans().flat_map(|span| {
            let deadlines = self.rows.iter().filter_map(|row| row.deadline);
            deadlines.filter_map(move |end| end.checked_sub(span.duration()).ok())
        });
        states.chain(found.filter(|at| *at > now)).min().unwrap_or(Timestamp::MAX)
    }

    fn arrange(&mut self) {
        let (rows, sort) = (&self.rows, self.sort);
        self.sorted = (0..rows.len()).collect();
        self.sorted.sort_by(|left, right| match (rows.get(*left), rows.get(*right)) {
            (Some(left), Some(right)) => sort.compare(left, right),
            (left, right) => left.is_some().cmp(&right.is_some()),
        });
        self.list();
    }

    /// Takes what is listed out of what is sorted.
    fn list(&mut self) {
        let (rows, now) = (&self.rows, self.judged.0);
        self.order.clone_from(&self.sorted);
        if let Some(only) = &self.only {
            let is_asked_for = |row: &ProfileRow| only.contains(&row.profile.name);
            self.order.retain(|at| rows.get(*at).is_some_and(is_asked_for));
        }
        if !self.filter.is_empty() {
            let mut finder = Finder::new(&self.filter);
            let mut is_found = |row: &ProfileRow| finder.finds(&row.subject(now));
            self.order.retain(|at| rows.get(*at).is_some_and(&mut is_found));
        }
        self.heads = Vec::new();
        if self.sort.by == SortBy::Group {
            for (first, at) in self.order.iter().enumerate() {
                let Some(group) = rows.get(*at).map(|row| Group::of(row.health)) else { continue };
                match self.heads.last_mut() {
                    Some(head) if head.group == group => head.count += 1,
                    _ => self.heads.push(Head { group, first, count: 1 }),
                }
            }
        }
        let found = self
            .chosen
            .as_ref()
            .and_then(|name| self.from(0).position(|row| row.profile.name == *name));
        match found {
            Some(at) => self.at = at,
            // Nothing to choose from: the name is remembered for when the filter is gone.
            None if self.order.is_empty() => self.at = 0,
            None => self.choose(self.at),
        }
    }

    fn choose(&mut self, at: usize) {
        self.at = at.min(self.order.len().saturating_sub(1));
        self.chosen = self.chosen().map(|row| row.profile.name.clone());
    }
}
