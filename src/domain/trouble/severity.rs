//! How grave a trouble is, for whoever cannot read.

/// What follows for a program that only has an exit code: see `cli/exit.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Person,
    Temporary,
    /// The secret store cannot be used.
    Store,
    Busy,
    Failed,
}
