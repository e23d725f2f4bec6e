//! A choice between a few lines.

use crate::app::action::Action;
use crate::app::turn::Turn;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    options: Vec<T>,
    at: usize,
}

impl<T: Clone> Choice<T> {
    /// The first line is chosen.
    pub const fn new(options: Vec<T>) -> Self {
        Self { options, at: 0 }
    }

    pub fn update(&mut self, action: &Action) -> Turn<T> {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.options.len().saturating_sub(1)),
            Action::Submit => return self.chosen().map_or(Turn::Stay, Turn::Done),
            Action::Back => return Turn::Back,
            _ => {}
        }
        Turn::Stay
    }

    pub fn chosen(&self) -> Option<T> {
        self.options.get(self.at).cloned()
    }

    /// All lines, each with whether it is the chosen one.
    pub fn lines(&self) -> impl Iterator<Item = (&T, bool)> {
        self.options.iter().enumerate().map(|(at, option)| (option, at == self.at))
    }
}
