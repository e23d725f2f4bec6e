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
pub mod panic;
mod signals;
mod terminal;
