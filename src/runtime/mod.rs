//! The loop, the terminal, spawning and the clock: the only room that owns any of them.

pub mod browser;
pub mod child;
pub mod clock;
#[cfg(feature = "sandbox")]
pub mod demo;
pub mod doctor;
pub mod environment;
pub mod glance;
pub mod hidden;
pub mod home;
pub mod log;
pub mod machine;
pub mod open;
pub mod schedule;
pub mod sealed_file;
pub mod settings;
pub mod site;
pub mod tui;

mod demo_consent;
mod effects;
mod event_loop;
mod keyboard;
pub mod panic;
mod signals;
mod terminal;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::domain::trouble::{Cause, Trouble};
use crate::service::InFlight;
use signals::{Signal, Signals};

/// Is told when the keychain begins (`true`) and ceases to wait for a person.
pub type OnUnlocking = Arc<dyn Fn(bool) + Send + Sync>;

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
    in_flight: &InFlight,
    waiting: impl FnMut(),
) -> Result<Option<T>, Trouble> {
    let work = async {
        let mut signals = match Signals::ends() {
            Ok(signals) => signals,
            Err(error) => return (Err(Trouble::noted(Cause::Internal, error)), false),
        };
        let signal = tokio::select! {
            result = work => return (Ok(Some(result)), false),
            signal = signals.next() => signal,
        };
        hidden::give_back();
        (Ok(None), signal == Signal::Interrupt)
    };
    run_out(work, in_flight, waiting)?
}

/// Runs work to its end. Every way out passes here, a panic as well: what must not be left half-way is waited for
/// before the program ends. The work says whether it was asked to end.
pub fn run_out<T>(
    work: impl Future<Output = (T, bool)>,
    in_flight: &InFlight,
    waiting: impl FnMut(),
) -> Result<T, Trouble> {
    let runtime = runtime()?;
    let ended = panic::contained(|| runtime.block_on(work));
    let asked = ended.as_ref().is_some_and(|(_, asked)| *asked);
    runtime.block_on(finish(in_flight, asked, waiting));
    // A call that is stuck in a keychain must not keep the program from ending.
    runtime.shutdown_background();
    ended.map(|(result, _)| result).ok_or_else(|| Cause::Internal.into())
}

const SOON: Duration = Duration::from_millis(200);

/// Waits for what is under way, or until somebody has asked twice to end. Who has asked once is told why it takes a
/// while. A terminal that goes away has asked for nothing.
async fn finish(in_flight: &InFlight, mut asked: bool, mut waiting: impl FnMut()) {
    let Ok(mut signals) = Signals::ends() else {
        return in_flight.end().await;
    };
    let mut end = pin!(in_flight.end());
    let mut told = false;
    loop {
        tokio::select! {
            biased;
            () = &mut end => return,
            signal = signals.next() => match signal {
                Signal::Interrupt if asked => return,
                signal => asked |= signal == Signal::Interrupt,
            },
            () = tokio::time::sleep(SOON), if asked && !told => {
                told = true;
                waiting();
            }
        }
    }
}

pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns))
}

pub fn until_interrupted() -> Result<(), Trouble> {
    block_on(async {
        Signals::ends()?.next().await;
        Ok(())
    })?
    .map_err(|error: std::io::Error| Trouble::noted(Cause::Internal, error))
}
