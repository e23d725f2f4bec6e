//! Ties an answer to the question it belongs to.

/// The number of a question. A late answer to a question nobody asks any more is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(u64);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tickets {
    last: u64,
}

impl Tickets {
    /// The next one; no two are alike.
    pub const fn take(&mut self) -> Ticket {
        self.last += 1;
        Ticket(self.last)
    }
}
