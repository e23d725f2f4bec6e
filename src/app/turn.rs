//! Where to go after a step was told something. What is to be done outside is asked of the update's context.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn<T> {
    Stay,
    /// The person wants the step before this one.
    Back,
    /// The step is finished, with its result.
    Done(T),
}

impl<T> Turn<T> {
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Turn<U> {
        self.and_then(|result| Turn::Done(into(result)))
    }

    pub fn and_then<U>(self, next: impl FnOnce(T) -> Turn<U>) -> Turn<U> {
        match self {
            Self::Stay => Turn::Stay,
            Self::Back => Turn::Back,
            Self::Done(result) => next(result),
        }
    }
}
