//! The groups of the list, by what their profiles ask of a person.

use strum::VariantArray;

use crate::domain::tokens::health::{Call, Health};

/// In the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum Group {
    NeedsYou,
    ThisWeek,
    Fine,
    Elsewhere,
}

impl Group {
    pub const fn of(health: Health) -> Self {
        match (health.calls(), health) {
            (Some(Call::Person), _) => Self::NeedsYou,
            (Some(Call::Attention), _) => Self::ThisWeek,
            (None, Health::Elsewhere) => Self::Elsewhere,
            (None, _) => Self::Fine,
        }
    }

    /// Its place in a table of all groups.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A group's head: a line of the list that cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub group: Group,
    /// Which row stands below it.
    pub first: usize,
    /// How many of its profiles are listed.
    pub count: usize,
}

/// What a line of the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListLine {
    Head(Head),
    /// Which of the listed rows.
    Row(usize),
}
