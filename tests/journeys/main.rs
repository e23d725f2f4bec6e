//! The real binary as a person meets it: in a pseudo-terminal, with a real Chromium and a real keychain where a test
//! says so, against the sandbox in place of amoCRM.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs,
    reason = "a test says what went wrong by failing, and prints what it measured"
)]

mod browser;
mod files;
mod http;
mod keychain;
mod person;
mod port;
mod script;
mod site;
mod terminal;

mod after_refresh;
mod asking;
mod clients;
mod closed;
mod confirmed;
mod connecting;
mod damaged_rows;
mod doctor;
mod executing;
mod exit_codes;
mod failing_keychain;
mod filtering;
mod full_disk;
mod handbook;
mod handing_on;
mod hanging_up;
mod held;
mod homes;
mod keeping;
mod killed;
mod leads;
mod leaving;
mod made_before;
mod marking;
mod mending;
mod monkey;
mod moving;
mod naming;
mod odd_names;
mod odd_stores;
mod packing;
mod prompt;
mod race;
mod refreshing;
mod renaming;
mod scheduling;
mod scripts;
mod sealed;
mod secrets;
mod settings;
mod verifying;
mod ways;
mod which;
mod without_ledger;

/// Whether every round is run: `AMOKEY_TEST_LONG=1 tests/run`.
fn is_long() -> bool {
    std::env::var_os("AMOKEY_TEST_LONG").is_some_and(|value| value == "1")
}
