//! Who may import whom, and who may read the clock.

use std::collections::BTreeSet;

use crate::source::{Source, code, sources};

/// A room, whom of ours it may import, and what it must never name.
type Room = (&'static str, &'static [&'static str], &'static [&'static str]);

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
    ("domain",   &[],                                                   NO_INPUT_OUTPUT),
    ("app",      &["domain"],                                           NO_INPUT_OUTPUT),
    ("files",    &[],                                                   NO_SCREEN),
    ("oauth",    &["domain"],                                           NO_SCREEN),
    ("loopback", &["domain", "files"],                                  NO_SCREEN),
    ("store",    &["domain", "files"],                                  NO_SCREEN),
    ("ledger",   &["domain", "files"],                                  NO_SCREEN),
    ("export",   &["domain", "files"],                                  NO_SCREEN),
    ("service",  &["oauth", "loopback", "store", "ledger", "export", "domain", "files"], NO_SCREEN),
    ("sandbox",  &[],                                                   &["ratatui", "crossterm", "fluent_bundle"]),
    ("i18n",     &["domain"],                                           &["ratatui", "crossterm", "tokio", "reqwest"]),
    ("ui",       &["app", "domain", "i18n"],                            NO_NETWORK),
    ("runtime",  &["app", "domain", "files", "i18n", "ledger", "loopback", "oauth", "sandbox", "service", "store", "ui"], &["clap"]),
    ("cli",      &["service", "sandbox", "domain", "i18n", "runtime"],  &["ratatui", "crossterm"]),
];

const CLOCKS: &[&str] = &["Timestamp::now", "SystemTime::now", "Zoned::now"];
const PRINTING: &[&str] = &["println!", "print!", "eprintln!", "eprint!", "dbg!"];

/// Whether a text names a path or a macro, as a whole word.
fn names(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// What a piece of code breaks in its room.
fn broken((name, may, never): &Room, code: &str) -> Vec<String> {
    let ours = ROOMS
        .iter()
        .map(|(other, ..)| other)
        .filter(|other| *other != name && !may.contains(other))
        .map(|other| format!("crate::{other}"));
    // A group would hide its rooms from this test.
    let group = code.contains("crate::{").then(|| "imports a group of rooms at once".to_owned());
    ours.filter(|path| names(code, path))
        .chain(
            never
                .iter()
                .map(|path| {
                    format!(
                        "{path}{}",
                        if path.starts_with(char::is_uppercase) { "" } else { "::" }
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
    let listed: BTreeSet<String> = ROOMS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let there: BTreeSet<String> =
        sources().iter().filter_map(|source| source.room().map(ToOwned::to_owned)).collect();
    assert_eq!(listed, there);
}

/// The files of which this holds, tests apart.
fn faults(is_broken: impl Fn(&Source) -> bool) -> Vec<String> {
    let sources = sources().into_iter().filter(|source| !source.is_test());
    sources.filter(|source| is_broken(source)).map(|source| source.path).collect()
}

#[test]
fn rooms_import_whom_they_may() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let room = ROOMS.iter().find(|(name, ..)| Some(*name) == source.room());
        let faults = room.map_or_else(Vec::new, |room| broken(room, &source.code()));
        assert!(faults.is_empty(), "{}: {faults:#?}", source.path);
    }
}

#[test]
fn the_clock_is_read_in_runtime_and_in_the_sandbox() {
    let faults = faults(|source| {
        let may = source.room() == Some("runtime") || source.path == "sandbox/clock.rs";
        !may && CLOCKS.iter().any(|clock| names(&source.code(), clock))
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn nothing_prints_past_the_output_and_nothing_is_silenced() {
    let printing = faults(|source| PRINTING.iter().any(|print| names(&source.code(), print)));
    assert!(printing.is_empty(), "{printing:#?}");
    for source in sources() {
        let silences = ["#[allow(", "#![allow("].iter().any(|it| source.text.contains(it));
        assert!(!silences, "{}", source.path);
    }
}

/// The rules can fail.
#[test]
fn a_broken_rule_is_seen() {
    let ui = ROOMS.iter().find(|(name, ..)| *name == "ui").unwrap();
    assert_eq!(
        broken(ui, "use crate::service::Context;\nuse tokio::sync::mpsc;\n"),
        ["crate::service", "tokio::"]
    );
    assert_eq!(broken(ui, "use crate::{app, store};"), ["imports a group of rooms at once"]);
    let tidy =
        "use crate::app::Model;\nuse ratatui::Frame; // not crate::services\nlet not_tokio = 1;";
    assert!(broken(ui, tidy).is_empty());
    assert!(names("let at = Timestamp::now();", "Timestamp::now"));
    assert!(!names("let at = MyTimestamp::now_or();", "Timestamp::now"));
    let tested = "fn f() {}\n// a word\n#[cfg(test)]\nmod tests {\n    use crate::sandbox;\n}\n";
    assert_eq!(code(tested), "fn f() {}\n");
}
