//! A choice between a few lines.

use crate::app::action::Action;

/// Lines to choose from; one of them is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    options: Vec<T>,
    at: usize,
}

impl<T> Choice<T> {
    /// A choice, with its first line chosen.
    pub const fn new(options: Vec<T>) -> Self {
        Self { options, at: 0 }
    }

    /// Moves; other actions do nothing.
    pub fn update(&mut self, action: &Action) {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.options.len().saturating_sub(1)),
            _ => {}
        }
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<&T> {
        self.options.get(self.at)
    }

    /// All lines, each with whether it is the chosen one.
    pub fn lines(&self) -> impl Iterator<Item = (&T, bool)> {
        self.options
            .iter()
            .enumerate()
            .map(|(at, option)| (option, at == self.at))
    }
}
