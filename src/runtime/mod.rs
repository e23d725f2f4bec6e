//! The loop, the terminal, spawning and the clock: the only room that owns any of them.

pub mod browser;
pub mod child;
pub mod clock;
pub mod cron;
pub mod demo;
pub mod hidden;
pub mod home;
pub mod key;
pub mod log;
pub mod open;
pub mod schedule;
pub mod sealing;
pub mod site;
pub mod surroundings;
pub mod tui;

mod effects;
mod event_loop;
mod examined;
mod keyboard;
pub mod panic;
mod signals;
mod terminal;

use crate::domain::trouble::{Cause, Trouble};
use crate::service::UnderWay;

/// Runs a command to its end.
pub fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Trouble::noted(Cause::Internal, error))?;
    let result = runtime.block_on(work);
    // A call that is stuck in a keychain must not keep the program from ending.
    runtime.shutdown_background();
    Ok(result)
}

/// Runs a command to its end, or until it is told to end: `None`. What must not be left half-way is waited for
/// first, and `waiting` is told so; whoever asks once more does not wait.
pub fn until_told_to_end<T>(
    work: impl Future<Output = T>,
    under_way: &UnderWay,
    waiting: impl FnOnce(),
) -> Result<Option<T>, Trouble> {
    block_on(async {
        let mut ends = signals::Ends::listen()?;
        tokio::select! {
            result = work => {
                // What goes on beside it is finished, or given up by whoever asks to end.
                tokio::select! {
                    () = under_way.end() => {}
                    () = ends.next() => {}
                }
                return Ok(Some(result));
            }
            () = ends.next() => {}
        }
        hidden::give_back();
        finish(under_way, &mut ends, waiting).await;
        Ok(None)
    })?
    .map_err(|error: std::io::Error| Trouble::noted(Cause::Internal, error))
}

/// Waits for what is under way, or until asked once more to end.
async fn finish(under_way: &UnderWay, ends: &mut signals::Ends, waiting: impl FnOnce()) {
    if under_way.any() {
        waiting();
    }
    tokio::select! {
        () = under_way.end() => {}
        () = ends.next() => {}
    }
}

/// How many columns the terminal has, where there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
}

/// Waits for a signal to end.
pub fn until_interrupted() -> Result<(), Trouble> {
    block_on(async {
        signals::Ends::listen()?.next().await;
        Ok(())
    })?
    .map_err(|error: std::io::Error| Trouble::noted(Cause::Internal, error))
}
