//! Figures of the release build: `cargo bench` takes all of them, `cargo bench -- token api` those two.
//!
//! Each is taken in a process of its own, in a session that has a keychain of its own.
#![cfg(target_os = "linux")]
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a measurement says what went wrong by failing, and prints its figures; what the tests share is not used whole"
)]

mod beside;
mod callback;
mod dashboard;
mod draw;
mod figures;
mod listener;
mod many;
mod sealed;
mod stores;

#[path = "../../src/loopback/tests/anywhere.rs"]
mod anywhere;
#[path = "../journeys/files.rs"]
mod files;
#[path = "../flows/frame.rs"]
mod frame;
#[path = "../flows/harness.rs"]
mod harness;
#[path = "../journeys/http.rs"]
mod http;
#[path = "../journeys/keychain.rs"]
mod keychain;
#[path = "../flows/keys.rs"]
mod keys;
#[path = "../flows/listing.rs"]
mod listing;
#[path = "../journeys/person.rs"]
mod person;
#[path = "../journeys/port.rs"]
mod port;
#[path = "../flows/samples.rs"]
mod samples;
#[path = "../journeys/script.rs"]
mod script;
#[path = "../journeys/terminal.rs"]
mod terminal;

use std::env;
use std::process::Command;

// By these names the flows know the crate.
use amokey::{app, domain, i18n, loopback, ui};

/// Set in the process that measures: what.
const MEASURES: &str = "AMOKEY_BENCH_MEASURES";

const ALL: [(&str, fn()); 12] = [
    ("draw", draw::frames),
    ("terminal", dashboard::measured),
    ("token", beside::token),
    ("exec", beside::exec),
    ("api", beside::api),
    ("refresh", beside::refresh),
    ("refresh_all", many::refresh_all),
    ("status", many::status),
    ("sealed", sealed::ten_thousand),
    ("store", stores::ledger_lock_keychain),
    ("callback", callback::from_the_browser),
    ("listener", listener::under_attack),
];

fn main() {
    if let Ok(name) = env::var(MEASURES) {
        return ALL.iter().filter(|(other, _)| *other == name).for_each(|(_, measure)| measure());
    }
    let wanted: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    for (name, _) in ALL {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            println!("\n{name}");
            let keychain = keychain::Keychain::unlocked();
            let status = Command::new(env::current_exe().unwrap())
                .args(env::args_os().skip(1))
                .envs(keychain.environment())
                .env(MEASURES, name)
                .status()
                .unwrap();
            assert!(status.success(), "{name}: {status}");
        }
    }
}
