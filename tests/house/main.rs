//! The rules of the house, read out of its own source.
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod imports;
mod killpoints;
mod source;
mod words;
