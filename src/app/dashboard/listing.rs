//! The list: which profiles, in which order, and which one is chosen. The order is kept, not made anew for
//! every frame; the choice is kept by name, whatever happens to the order.

use jiff::Timestamp;

use crate::domain::profile::{Profile, ProfileName};
use crate::domain::tokens::health::{DEFAULT_WINDOW, Health};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    pub profile: Profile,
    /// How it was when it was looked at last.
    pub health: Health,
}

/// What the list is sorted by; the name decides between equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What needs a person first.
    #[default]
    Urgency,
    Name,
    /// By the end of the access token, the next one first.
    AccessEnd,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    rows: Vec<ProfileRow>,
    /// What is listed: positions in `rows`.
    order: Vec<usize>,
    pub sort: Sort,
    filter: String,
    chosen: Option<ProfileName>,
    /// Chosen as soon as it is there: a profile that was connected a moment ago may not be read yet.
    wanted: Option<ProfileName>,
    /// Where the chosen one is in `order`; kept so that a row that vanishes hands over to its neighbour.
    pub at: usize,
}

impl Listing {
    /// Lists profiles; where the wanted one is not there yet, the first one is chosen meanwhile.
    pub fn new(profiles: Vec<Profile>, wanted: Option<ProfileName>, now: Timestamp) -> Self {
        let mut listing = Self {
            rows: Vec::new(),
            order: Vec::new(),
            sort: Sort::default(),
            filter: String::new(),
            chosen: None,
            wanted,
            at: 0,
        };
        listing.replace(profiles, now);
        listing
    }

    /// Takes other profiles. Says whether anything is different.
    pub fn replace(&mut self, profiles: Vec<Profile>, now: Timestamp) -> bool {
        let same = profiles.len() == self.rows.len()
            && profiles.iter().zip(&self.rows).all(|(new, row)| *new == row.profile);
        self.rows = profiles
            .into_iter()
            .map(|profile| ProfileRow {
                health: Health::of(&profile, now, DEFAULT_WINDOW),
                profile,
            })
            .collect();
        let is_wanted = |row: &ProfileRow| self.wanted.as_ref() == Some(&row.profile.name);
        if self.rows.iter().any(is_wanted) {
            self.chosen = self.wanted.take();
        }
        self.arrange();
        !same
    }

    pub fn put(&mut self, profile: Profile, now: Timestamp) {
        let health = Health::of(&profile, now, DEFAULT_WINDOW);
        if let Some(row) = self.rows.iter_mut().find(|row| row.profile.name == profile.name) {
            *row = ProfileRow { profile, health };
            self.arrange();
        }
    }

    /// Takes a profile that was connected, for the first time or once more.
    pub fn add(&mut self, profile: Profile, now: Timestamp) {
        if self.rows.iter().any(|row| row.profile.name == profile.name) {
            return self.put(profile, now);
        }
        let health = Health::of(&profile, now, DEFAULT_WINDOW);
        self.rows.push(ProfileRow { profile, health });
        self.arrange();
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

    pub fn remove(&mut self, name: &ProfileName) {
        self.rows.retain(|row| row.profile.name != *name);
        self.arrange();
    }

    /// Looks at all profiles anew: time has passed.
    pub fn judge(&mut self, now: Timestamp) {
        let mut changed = false;
        for row in &mut self.rows {
            let health = Health::of(&row.profile, now, DEFAULT_WINDOW);
            changed |= health != row.health;
            row.health = health;
        }
        if changed {
            self.arrange();
        }
    }

    /// Lists only what contains a text in its name, its address or the account's name.
    pub fn filter(&mut self, text: &str) {
        self.filter = text.trim().to_lowercase();
        self.arrange();
    }

    pub fn sort_next(&mut self) {
        self.sort = match self.sort {
            Sort::Urgency => Sort::Name,
            Sort::Name => Sort::AccessEnd,
            Sort::AccessEnd => Sort::Urgency,
        };
        self.arrange();
    }

    /// Chooses the row so many places below, or above.
    pub fn step(&mut self, by: isize) {
        self.wanted = None;
        self.choose(self.at.saturating_add_signed(by));
    }

    pub fn all(&self) -> &[ProfileRow] {
        &self.rows
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

    /// The chosen row, when one is listed.
    pub fn chosen(&self) -> Option<&ProfileRow> {
        self.rows.get(*self.order.get(self.at)?)
    }

    fn arrange(&mut self) {
        let rows = &self.rows;
        let filter = &self.filter;
        self.order = (0..rows.len())
            .filter(|at| rows.get(*at).is_some_and(|row| matches(&row.profile, filter)))
            .collect();
        let sort = self.sort;
        self.order.sort_by(|left, right| {
            let key = |at: &usize| rows.get(*at).map(|row| key(row, sort));
            key(left).cmp(&key(right))
        });
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

fn key(row: &ProfileRow, sort: Sort) -> (u8, Option<Timestamp>, &ProfileName) {
    let name = &row.profile.name;
    match sort {
        Sort::Urgency => (row.health.urgency(), None, name),
        Sort::Name => (0, None, name),
        Sort::AccessEnd => match &row.profile.access {
            Some(access) => (0, Some(access.expires_at), name),
            None => (1, None, name),
        },
    }
}

fn matches(profile: &Profile, filter: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(filter);
    filter.is_empty()
        || has(profile.name.as_str())
        || has(profile.host.as_str())
        || profile.account.as_ref().is_some_and(|facts| has(&facts.name))
}
