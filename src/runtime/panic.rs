//! No panic reaches a person: the terminal is given back, and one sentence says what happened.

use std::panic::{self, AssertUnwindSafe};

/// From now on a panic is written to the log, with its place and nothing else: what it says could be anything.
///
/// The terminal is given back by its guard when the program itself unwinds; a task that panics is contained by
/// the runtime and leaves the screen alone.
pub fn guard() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current();
        tracing::error!(place, thread = thread.name().unwrap_or("unnamed"), "a panic");
    }));
}

/// Runs the program; `None` when it panicked.
pub fn contained<T>(run: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(run)).ok()
}
