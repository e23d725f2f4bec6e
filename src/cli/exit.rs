//! Exit codes: what a script can rely on.

use std::process::ExitCode;

use crate::domain::trouble::Severity;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// A person must authorize again.
    Person = 3,
    /// Temporary: try later.
    Temporary = 4,
    /// The secret store cannot be used.
    Store = 5,
    /// Another process holds the profile.
    Busy = 6,
    /// `status --check`: attention is needed within the window.
    Attention = 7,
    /// `exec`: the command is there and cannot be run.
    CannotRun = 126,
    /// `exec`: there is no such command.
    NoSuchCommand = 127,
    /// Interrupted.
    Interrupted = 130,
}

impl Code {
    /// How a command ends that did many things: with what asks most of people.
    pub fn of_many(codes: impl IntoIterator<Item = Self>) -> Self {
        let all = codes.into_iter();
        all.max_by_key(|code| code.urgency()).unwrap_or(Self::Done)
    }

    /// A person who is needed is called first, and what mends itself last.
    const fn urgency(self) -> u8 {
        match self {
            Self::Interrupted => 9,
            Self::Person => 8,
            Self::Store => 7,
            Self::Failed | Self::CannotRun | Self::NoSuchCommand => 6,
            Self::Busy => 5,
            Self::Temporary => 4,
            Self::Attention => 3,
            Self::Usage => 2,
            Self::Done => 0,
        }
    }
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

impl From<Severity> for Code {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Person => Self::Person,
            Severity::Temporary => Self::Temporary,
            Severity::Store => Self::Store,
            Severity::Busy => Self::Busy,
            Severity::Failed => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_end_with_what_asks_most_of_people() {
        use Code::{Busy, Done, Failed, Person, Store, Temporary};
        let ranked = [Person, Store, Failed, Busy, Temporary, Done];
        for (rank, first) in ranked.iter().enumerate() {
            for other in &ranked[rank..] {
                assert_eq!(Code::of_many([*first, *other]), *first);
                assert_eq!(Code::of_many([*other, *first]), *first);
            }
        }
        assert_eq!(Code::of_many([]), Done);
    }
}
