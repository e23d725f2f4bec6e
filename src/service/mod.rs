//! What the product does, by capability. It speaks in values, not words.
//!
//! The same functions serve the screen, the plain wizard and the commands.

pub mod access;
pub mod after_refresh;
pub mod at_once;
pub mod authorize;
pub mod context;
pub mod doctor;
pub mod in_flight;
pub mod locked_profile;
pub mod profiles;
pub mod rate_limit;
pub mod refresh;
pub mod timeouts;
pub mod transfer;

pub use context::{Clock, Context, HookHost};
pub use in_flight::InFlight;
pub use rate_limit::SharedClock;
pub use timeouts::Timeouts;

#[cfg(test)]
pub(crate) mod tests;
