//! Values and rules. Nothing here waits, reads the clock, opens a file or draws.

pub mod account;
pub mod api_request;
pub mod authorize;
mod checked_text;
pub mod clock_reading;
pub mod environment;
pub mod exposure;
pub mod home_id;
pub mod hook;
pub mod humanize;
pub mod lang;
pub mod near;
pub mod pack;
pub mod profile;
pub mod rate_limit;
#[cfg(test)]
#[path = "tests/samples.rs"]
pub mod samples;
pub(crate) mod schedule;
pub mod secret;
pub mod settings;
pub mod shell;
pub mod template;
pub mod token_files;
pub mod tokens;
pub mod trouble;
mod url_parts;
pub mod visible;
