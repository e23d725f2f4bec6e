//! Exit codes: what a script can rely on, which failure has which, and which of many is the program's.

use std::process::ExitCode;

use crate::domain::trouble::{Severity, Trouble};

/// How a command ended. Wrong usage and the commands' own failures name theirs where they
/// are made: `Failure::usage`, `Failure::new`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Person = 3,
    /// Network, 429, 5xx: try later.
    Temporary = 4,
    Store = 5,
    Busy = 6,
    /// `status --check`: attention is needed within the window.
    Attention = 7,
    /// `exec`: the command is there and cannot be run.
    CannotRun = 126,
    /// `exec`: there is no such command.
    NoSuchCommand = 127,
    Interrupted = 130,
}

impl Exit {
    /// A person who is needed is called first, and what mends itself last.
    const RANKED: [Self; 11] = [
        Self::Interrupted,
        Self::Person,
        Self::Store,
        Self::Failed,
        Self::CannotRun,
        Self::NoSuchCommand,
        Self::Busy,
        Self::Temporary,
        Self::Attention,
        Self::Usage,
        Self::Done,
    ];

    pub fn of_many(codes: impl IntoIterator<Item = Self>) -> Self {
        let rank = |code: &Self| Self::RANKED.iter().position(|ranked| ranked == code);
        codes.into_iter().min_by_key(rank).unwrap_or(Self::Done)
    }
}

/// Which severity a cause has: `domain/trouble/`.
impl From<&Trouble> for Exit {
    fn from(trouble: &Trouble) -> Self {
        match trouble.cause.severity() {
            Severity::Person => Self::Person,
            Severity::Temporary => Self::Temporary,
            Severity::Store => Self::Store,
            Severity::Busy => Self::Busy,
            Severity::Failed => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_end_with_what_asks_most_of_people() {
        use Exit::{Busy, Done, Failed, Person, Store, Temporary};
        let ranked = [Person, Store, Failed, Busy, Temporary, Done];
        for (rank, first) in ranked.iter().enumerate() {
            for other in &ranked[rank..] {
                assert_eq!(Exit::of_many([*first, *other]), *first);
                assert_eq!(Exit::of_many([*other, *first]), *first);
            }
        }
        assert_eq!(Exit::of_many([]), Done);
    }
}
