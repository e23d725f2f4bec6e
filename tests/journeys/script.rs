//! The binary as a script starts it: without a terminal, in a process of its own.

use std::process::{Command, Output, Stdio};

use amokey::sandbox::Options;

use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;

/// A command that is ready to run.
pub fn command(person: &Person, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amokey"));
    command
        .args(args)
        .env_clear()
        .envs(person.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a command to its end.
pub fn script(person: &Person, args: &[&str]) -> Output {
    command(person, args).output().unwrap()
}

/// The exit code, and what was said on standard output and standard error.
pub fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Somebody whose account is connected.
pub fn connected(lang: &'static str) -> Person {
    connected_to(lang, &Options::default())
}

/// Somebody whose account is connected, with this sandbox.
pub fn connected_to(lang: &'static str, options: &Options) -> Person {
    let person = Person::listening(lang, options).keeping(Keychain::unlocked());
    let (mut terminal, link) = person.asks_for_consent();
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("Ромашка").types("<ctrl-c>");
    assert!(terminal.ends().success());
    person
}

/// Connects again what was lost.
pub fn connects_again(person: &Person) {
    let mut terminal = person.runs(&["authorize", "demo"]);
    let link = person.sees_the_page_open();
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("Ромашка").types("<ctrl-c>");
    assert!(terminal.ends().success());
}
