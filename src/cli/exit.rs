//! Exit codes: what a script can rely on.

use std::process::ExitCode;

use crate::domain::trouble::Severity;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
