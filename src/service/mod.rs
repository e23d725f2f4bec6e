//! What the product does, one verb a file. It speaks in values, not words.
//!
//! The same functions serve the screen, the plain wizard and the commands.

pub mod aftermath;
pub mod api;
pub mod authorize;
pub mod context;
pub mod doctor;
pub mod exec;
pub mod export;
pub mod forget;
pub mod hooks;
pub mod import;
pub mod lead_contacts;
pub mod locked_profile;
pub mod move_store;
pub mod patience;
pub mod profiles;
pub mod rate_limit;
pub mod refresh;
pub mod refresh_all;
pub mod session;
pub mod status;
pub mod token;
pub mod under_way;
pub mod verify;

mod acceptance;
mod attempt;
mod callback;
mod exchange;
mod fit;
mod heal;
mod known;
mod long_lived;
mod rotation;
mod strays;
pub mod unfinished;

pub use context::{Clock, Context, HookHost, Running};
pub use patience::Patience;
pub use rate_limit::{RateLimit, SharedClock};
pub use under_way::UnderWay;

#[cfg(test)]
mod tests;
