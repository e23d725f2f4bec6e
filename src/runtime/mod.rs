//! The loop, the terminal, spawning and the clock: the only room that owns any of them.

pub mod browser;
pub mod clock;
pub mod demo;
pub mod home;
pub mod log;
pub mod open;
pub mod tui;

mod effects;
mod event_loop;
mod keyboard;
pub mod panic;
mod signals;
mod terminal;

use crate::domain::trouble::{Cause, Trouble};

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

/// Waits for a signal to end.
pub fn until_interrupted() -> Result<(), Trouble> {
    block_on(async {
        let mut signals = signals::Signals::listen()?;
        while signals.next().await != signals::Signal::End {}
        Ok(())
    })?
    .map_err(|error: std::io::Error| Trouble::noted(Cause::Internal, error))
}
