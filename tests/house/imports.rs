//! Who may import whom, and who may read the clock.

use std::collections::BTreeSet;

use crate::source::{code, sources};

/// A room, whom of ours it may import, and what it must never name.
struct Room {
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
}

const fn room(
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
) -> Room {
    Room { name, may, never }
}

/// Values and rules: whatever reaches outside the program is somebody else’s.
const NO_INPUT_OUTPUT: &[&str] = &[
    "ratatui",
    "crossterm",
    "tokio",
    "reqwest",
    "hyper",
    "rusqlite",
    "keyring",
    "std::fs",
    "std::process",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "fluent_bundle",
    "clap",
];
const NO_SCREEN: &[&str] = &["ratatui", "crossterm", "fluent_bundle", "clap"];
const NO_NETWORK: &[&str] = &[
    "tokio",
    "reqwest",
    "hyper",
    "rusqlite",
    "keyring",
    "std::fs",
    "std::process",
    "fluent_bundle",
];

#[rustfmt::skip]
const ROOMS: &[Room] = &[
    room("domain",   &[],                                                   NO_INPUT_OUTPUT),
    room("app",      &["domain"],                                           NO_INPUT_OUTPUT),
    room("oauth",    &["domain"],                                           NO_SCREEN),
    room("loopback", &["domain"],                                           NO_SCREEN),
    room("store",    &["domain"],                                           NO_SCREEN),
    room("ledger",   &["domain"],                                           NO_SCREEN),
    room("outlet",   &["domain"],                                           NO_SCREEN),
    room("service",  &["oauth", "loopback", "store", "ledger", "outlet", "domain"], NO_SCREEN),
    room("sandbox",  &[],                                                   NO_SCREEN),
    room("i18n",     &["domain"],                                           &["ratatui", "crossterm", "tokio", "reqwest"]),
    room("ui",       &["app", "domain", "i18n"],                            NO_NETWORK),
    room("runtime",  &["app", "domain", "i18n", "ledger", "loopback", "oauth", "sandbox", "service", "store", "ui"], &["clap"]),
    room("cli",      &["service", "sandbox", "domain", "i18n", "runtime"],  &["ratatui", "crossterm"]),
];

const CLOCKS: &[&str] = &["Timestamp::now", "SystemTime::now", "Zoned::now"];
const PRINTING: &[&str] = &["println!", "print!", "eprintln!", "eprint!", "dbg!"];

/// Whether a text names a path or a macro, as a whole word.
fn names(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// What a piece of code breaks in its room.
fn broken(room: &Room, code: &str) -> Vec<String> {
    let ours = ROOMS
        .iter()
        .filter(|other| other.name != room.name && !room.may.contains(&other.name))
        .map(|other| format!("crate::{}", other.name));
    // A group would hide its rooms from this test.
    let group = code
        .contains("crate::{")
        .then(|| "imports a group of rooms at once".to_owned());
    ours.filter(|path| names(code, path))
        .chain(
            room.never
                .iter()
                .map(|path| {
                    format!(
                        "{path}{}",
                        if path.starts_with(char::is_uppercase) {
                            ""
                        } else {
                            "::"
                        }
                    )
                })
                .filter(|path| {
                    code.contains(path.as_str()) && names(code, path.trim_end_matches(':'))
                }),
        )
        .chain(group)
        .collect()
}

#[test]
fn the_table_has_every_room() {
    let listed: BTreeSet<String> = ROOMS.iter().map(|room| room.name.to_owned()).collect();
    let there: BTreeSet<String> = sources()
        .iter()
        .filter_map(|source| source.room().map(ToOwned::to_owned))
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn rooms_import_whom_they_may() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_test())
        .flat_map(|source| {
            let room = ROOMS.iter().find(|room| Some(room.name) == source.room());
            room.map_or_else(Vec::new, |room| broken(room, &source.code()))
                .into_iter()
                .map(|fault| format!("{}: {fault}", source.path))
        })
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_clock_is_read_in_runtime_and_in_the_sandbox() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.room() != Some("runtime") && source.path != "sandbox/clock.rs")
        .filter(|source| !source.is_test())
        .filter(|source| CLOCKS.iter().any(|clock| names(&source.code(), clock)))
        .map(|source| source.path)
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn nothing_prints_past_the_output_and_nothing_is_silenced() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|source| {
            let prints = PRINTING.iter().any(|print| names(&source.code(), print));
            let silences = ["#[allow(", "#![allow("]
                .iter()
                .any(|silence| source.text.contains(silence));
            prints && !source.is_test() || silences
        })
        .map(|source| source.path)
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The rules can fail.
#[test]
fn a_broken_rule_is_seen() {
    let ui = ROOMS.iter().find(|room| room.name == "ui").unwrap();
    assert_eq!(
        broken(ui, "use crate::service::Context;\nuse tokio::sync::mpsc;\n"),
        ["crate::service", "tokio::"]
    );
    assert_eq!(
        broken(ui, "use crate::{app, store};"),
        ["imports a group of rooms at once"]
    );
    let tidy =
        "use crate::app::Model;\nuse ratatui::Frame; // not crate::services\nlet not_tokio = 1;";
    assert!(broken(ui, tidy).is_empty());
    assert!(names("let at = Timestamp::now();", "Timestamp::now"));
    assert!(!names("let at = MyTimestamp::now_or();", "Timestamp::now"));
    let tested = "fn f() {}\n// a word\n#[cfg(test)]\nmod tests {\n    use crate::sandbox;\n}\n";
    assert_eq!(code(tested), "fn f() {}\n");
}
