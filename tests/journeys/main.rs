//! The real binary as a person meets it: in a pseudo-terminal, with a real Chromium and a real keychain where a test
//! says so, against the sandbox in place of amoCRM.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test says what went wrong by failing"
)]

mod browser;
mod http;
mod keychain;
mod person;
mod terminal;

mod connecting;
mod doctor;
mod leaving;
mod mending;
mod scripts;
mod secrets;
