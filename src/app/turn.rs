//! What a step says after it was told something.

use super::effect::Effect;

/// Where to go, and what has to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn<T> {
    /// Where to go.
    pub next: Next<T>,
    /// What has to be done outside, in this order.
    pub effects: Vec<Effect>,
}

/// Where to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// The step goes on.
    Stay,
    /// The person wants the step before this one.
    Back,
    /// The step is finished, with its result.
    Done(T),
}

impl<T> Turn<T> {
    /// The step goes on, nothing else.
    pub const fn stay() -> Self {
        Self {
            next: Next::Stay,
            effects: Vec::new(),
        }
    }

    /// Back to the step before.
    pub const fn back() -> Self {
        Self {
            next: Next::Back,
            effects: Vec::new(),
        }
    }

    /// Finished.
    pub const fn done(result: T) -> Self {
        Self {
            next: Next::Done(result),
            effects: Vec::new(),
        }
    }

    /// The same turn with its result as part of something larger.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Turn<U> {
        Turn {
            next: match self.next {
                Next::Stay => Next::Stay,
                Next::Back => Next::Back,
                Next::Done(result) => Next::Done(into(result)),
            },
            effects: self.effects,
        }
    }

    /// Asks for something outside as well.
    #[must_use]
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}
