//! Rows of the ledger, of which some may be damaged: one that cannot be read hides no other.

use crate::domain::authorize::pending::Pending;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::trouble::{Cause, Trouble};

/// What was read, and what could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows<T> {
    pub read: Vec<T>,
    pub unreadable: Vec<UnreadableRow>,
}

impl Rows<Profile> {
    /// The names of the profiles, as far as they can be read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let read = self.read.iter().map(|row| row.name.as_str());
        read.chain(self.unreadable.iter().map(|row| row.key.as_str()))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    pub all: Vec<Profile>,
    pub unreadable: Vec<UnreadableRow>,
    /// The authorizations that wait for their callback.
    pub pending: Vec<Pending>,
}

impl Profiles {
    /// Whether no profile is known, not even by a row that cannot be read.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty() && self.unreadable.is_empty()
    }
}

/// A row of which a column makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableRow {
    /// What tells it from others: the name of a profile, the number of a line of the history.
    pub key: String,
    /// Which column, and what is wrong about it.
    pub reason: String,
}

impl UnreadableRow {
    /// A row, in texts that may be shown: whoever damaged it may have put anything there.
    pub fn new(key: &str, reason: &str) -> Self {
        let shown = |text: &str| -> String {
            let shown = |c: char| if c.is_control() { ' ' } else { c };
            text.chars().take(Self::LONGEST).map(shown).collect()
        };
        Self { key: shown(key), reason: shown(reason) }
    }

    const LONGEST: usize = 200;

    /// The profile that it is the row of.
    pub fn profile(&self) -> Option<ProfileName> {
        ProfileName::parse(&self.key).ok()
    }

    /// The row of a profile that cannot be read, as a trouble.
    pub fn trouble(&self) -> Trouble {
        let name = self.key.clone();
        Trouble::noted(Cause::RowUnreadable { name }, &self.reason)
    }

    /// The command that writes the row anew, from the record in the store.
    pub fn fix(&self) -> Option<String> {
        Some(format!("amokey refresh {}", self.profile()?.in_shell()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_damaged_row_reaches_a_terminal_as_a_command() {
        let row = UnreadableRow::new("a\u{1b}[2Jb", &"x\n".repeat(1000));
        assert_eq!(row.key, "a [2Jb");
        assert_eq!((row.reason.len(), row.fix()), (200, None));
        let fix = UnreadableRow::new("acme", "").fix();
        assert_eq!(fix.as_deref(), Some("amokey refresh acme"));
    }
}
