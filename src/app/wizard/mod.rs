//! The wizard: one question a screen, done steps stay, Esc goes back and loses nothing.
//!
//! Each step is a small state machine that says how it ended; which step comes next is
//! decided in `flow.rs`, in one `match`.

pub mod account;
mod aside;
pub mod awaited;
pub mod choice;
mod connection;
pub mod consent;
pub mod credentials;
pub mod done;
mod flow;
pub mod form;
pub mod integration;
mod mend;
pub mod method;
mod orders;
pub mod resume;
pub mod secret_step;
mod step;
pub mod store_step;
pub mod store_trial;
mod trail;
pub mod wait;

pub use aside::Aside;
pub use connection::KnownConnection;
pub use flow::Wizard;
pub use step::Step;
