//! Which parts of the dashboard are shown. How much fits is known to whoever draws: here is only what was asked for.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// As the window has room: the list alone, or the chosen profile with it.
    #[default]
    Usual,
    /// The other way round.
    Other,
    /// The chosen profile alone.
    Detail,
}

impl View {
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Usual => Self::Other,
            Self::Other => Self::Detail,
            Self::Detail => Self::Usual,
        }
    }
}
