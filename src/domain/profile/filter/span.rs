//! How far a filter looks ahead: `7d`, `12h`, `3w`.

use std::fmt;

use jiff::SignedDuration;

use super::keywords::{InLanguages, Keyword, is_one_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From 1 to 9999.
    pub(super) count: u16,
    pub(super) unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hours,
    Days,
    Weeks,
}

impl Unit {
    pub const ALL: [Self; 3] = [Self::Hours, Self::Days, Self::Weeks];

    /// Its names. A year is `год` in Russian and an hour is in Ukrainian: it is an hour, and years are not counted.
    pub const fn keyword(self) -> Keyword {
        let (en, ru, uk, also): (_, _, _, &[&str]) = match self {
            Self::Hours => ("h", "ч", "год", &["час", "годин", "години"]),
            Self::Days => ("d", "д", "д", &["дн", "дней", "днів"]),
            Self::Weeks => ("w", "н", "т", &["нед", "тиж"]),
        };
        Keyword { words: InLanguages { en, ru, uk }, also }
    }

    const fn hours(self) -> i64 {
        match self {
            Self::Hours => 1,
            Self::Days => 24,
            Self::Weeks => 7 * 24,
        }
    }
}

impl Span {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = text.strip_suffix(unit)?.parse().ok()?;
        let unit = Unit::ALL.into_iter().find(|known| is_one_of(unit, known.keyword()))?;
        (1..10_000).contains(&count).then_some(Self { count, unit })
    }

    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.count) * self.unit.hours())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.keyword().words.en)
    }
}
