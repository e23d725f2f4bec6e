//! Whole journeys as values: keys in, frames and effects out. No terminal, no network, no clock.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_pass_by_value,
    reason = "a test says what went wrong by failing"
)]

mod answers;
pub mod connecting;
mod dashboard;
mod dashboard_deeds;
mod dashboard_kept;
mod dashboard_refresh;
mod dashboard_time;
mod dashboard_views;
mod every_size;
mod filtering;
mod frame;
mod guides;
pub mod harness;
mod help;
mod keys;
pub mod listing;
mod log;
mod marked;
mod marks;
mod mouse;
pub mod samples;
mod unreferenced;
mod wizard;
mod wizard_consent;
mod wizard_flow;
mod wizard_leaving;
mod wizard_pastes;
mod wizard_secrets;
mod wizard_store;
mod wizard_troubles;
mod wizard_ways;
mod wrong_texts;
