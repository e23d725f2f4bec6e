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
pub mod moving;
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

use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::domain::trouble::{Cause, Trouble};
use crate::service::UnderWay;
use signals::{Ending, Ends};

/// What holds for every command.
pub fn prepare() {
    panic::guard();
    signals::outlive_size_limit();
    #[cfg(unix)]
    bear_umask();
    // Tokens are in memory: nobody else of this user looks into it, and no dump of it is written. Where that cannot be
    // had, everything else works.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// An umask that takes a file from its own owner would leave folders that cannot be entered.
#[cfg(unix)]
fn bear_umask() {
    use rustix::fs::Mode;
    use rustix::process::umask;
    // It cannot be read without being set.
    let mask = umask(Mode::RWXG | Mode::RWXO);
    umask(mask - Mode::RWXU);
}

/// Runs a command to its end.
pub fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Trouble> {
    let runtime = runtime()?;
    let result = runtime.block_on(work);
    // A call that is stuck in a keychain must not keep the program from ending.
    runtime.shutdown_background();
    Ok(result)
}

fn runtime() -> Result<Runtime, Trouble> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Trouble::noted(Cause::Internal, error))
}

/// Runs a command to its end, or until it is told to end: `None`.
pub fn until_told_to_end<T>(
    work: impl Future<Output = T>,
    under_way: &UnderWay,
    waiting: impl FnMut(),
) -> Result<Option<T>, Trouble> {
    let work = async {
        let mut ends = match Ends::listen() {
            Ok(ends) => ends,
            Err(error) => return (Err(Trouble::noted(Cause::Internal, error)), 0),
        };
        let ending = tokio::select! {
            result = work => return (Ok(Some(result)), 0),
            ending = ends.next() => ending,
        };
        hidden::give_back();
        (Ok(None), u8::from(ending == Ending::Asked))
    };
    run_out(work, under_way, waiting)?
}

/// Runs work to its end. Every way out passes here, a panic as well: what must not be left half-way is waited for
/// before the program ends. The work says how often it was asked to end.
pub fn run_out<T>(
    work: impl Future<Output = (T, u8)>,
    under_way: &UnderWay,
    waiting: impl FnMut(),
) -> Result<T, Trouble> {
    let runtime = runtime()?;
    let ended = panic::contained(|| runtime.block_on(work));
    let asked = ended.as_ref().map_or(0, |(_, asked)| *asked);
    runtime.block_on(finish(under_way, asked, waiting));
    // A call that is stuck in a keychain must not keep the program from ending.
    runtime.shutdown_background();
    match ended {
        Some((result, _)) => Ok(result),
        None => Err(Cause::Internal.into()),
    }
}

/// How soon a wait is explained.
const SOON: Duration = Duration::from_millis(200);

/// Waits for what is under way, or until somebody has asked twice to end. Who has asked once is told why it takes a
/// while. A terminal that goes away has asked for nothing.
async fn finish(under_way: &UnderWay, mut asked: u8, mut waiting: impl FnMut()) {
    let Ok(mut ends) = Ends::listen() else {
        return under_way.end().await;
    };
    let mut end = pin!(under_way.end());
    let mut told = false;
    loop {
        tokio::select! {
            biased;
            () = &mut end => return,
            ending = ends.next() => asked += u8::from(ending == Ending::Asked),
            () = tokio::time::sleep(SOON), if asked == 1 && !told => {
                told = true;
                waiting();
            }
        }
        if asked > 1 {
            return;
        }
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
        Ends::listen()?.next().await;
        Ok(())
    })?
    .map_err(|error: std::io::Error| Trouble::noted(Cause::Internal, error))
}
