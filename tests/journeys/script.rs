//! The binary as a script starts it: without a terminal, in a process of its own.

use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use amokey::sandbox::{Fault, Options, Rotation};

use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::terminal::PATIENCE;

/// A program that takes signals as one does that a person has started, whatever those who run the tests ignore.
pub fn with_default_signals(program: &str) -> Command {
    let mut command = Command::new("/usr/bin/env");
    command.args(["--default-signal", program]);
    command
}

/// A command that is ready to run.
pub fn command(person: &Person, args: &[&str]) -> Command {
    let mut command = with_default_signals(env!("CARGO_BIN_EXE_amokey"));
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

/// Runs a command with these lines on its standard input.
pub fn given_lines(person: &Person, args: &[&str], lines: &[&str]) -> Output {
    let mut child = command(person, args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses does not read.
    let _ = stdin.write_all((lines.join("\n") + "\n").as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
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

/// A new pair, whatever the old one is good for.
pub const REFRESH: [&str; 3] = ["refresh", "--force", "demo"];

/// How often the server has given a new pair.
pub fn given(person: &Person) -> u64 {
    person
        .sandbox
        .stats()
        .token_requests("refresh_token", "200")
}

/// Waits until the server has given one more than it had.
pub fn until_given(person: &Person, before: u64) {
    let deadline = Instant::now() + PATIENCE;
    while given(person) == before {
        assert!(Instant::now() < deadline, "nobody asks");
        std::thread::yield_now();
    }
}

/// A refresh whose answer is on its way, and takes that long.
pub fn waits_for_an_answer(person: &Person, lang: &str, time: Duration) -> Child {
    let before = given(person);
    person.sandbox.fault([Fault::Slow(time)]);
    let child = command(person, &REFRESH)
        .env("AMOKEY_LANG", lang)
        .spawn()
        .unwrap();
    until_given(person, before);
    child
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

/// Somebody on a machine without a session bus: the account is connected, the tokens are in a sealed file.
pub fn sealed(lang: &'static str, options: &Options) -> Person {
    let person = sealing(lang, options);
    connects_by_code(&person, "demo");
    person
}

/// Connects as a script does: without a terminal, secrets from standard input.
pub fn connects_by_code(person: &Person, profile: &str) {
    let account = person.sandbox.ready().account.clone();
    let child = begins_to_connect(person, profile, &account);
    let (code, _, errors) = said(&child.wait_with_output().unwrap());
    assert_eq!(code, Some(0), "{errors}");
}

/// The same, not waited for, for one of the sandbox's accounts.
pub fn begins_to_connect(person: &Person, profile: &str, account: &str) -> Child {
    let ready = person.sandbox.ready();
    let mut child = command(
        person,
        &[
            "connect",
            "--profile",
            profile,
            "--account",
            account,
            "--client-id",
            &ready.client_id,
            "--redirect-uri",
            &ready.redirect_uri,
            "--sandbox",
            person.sandbox.origin(),
            "--code",
            "-",
        ],
    )
    .stdin(Stdio::piped())
    .spawn()
    .unwrap();
    let subdomain = account.split('.').next();
    let code = person.sandbox.fresh_code(subdomain).unwrap();
    let lines = format!("{}\n{code}\n", ready.client_secret);
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines.as_bytes()).unwrap();
    child
}

/// The same before anything is connected.
pub fn sealing(lang: &'static str, options: &Options) -> Person {
    let person = Person::listening(lang, options).finding("AMOKEY_STORE", "file");
    let key = person.home.path().join("amokey.key");
    let person = person.finding("AMOKEY_KEY_FILE", key.to_str().unwrap());
    let (code, _, errors) = said(&script(&person, &["store", "init"]));
    assert_eq!(code, Some(0), "{errors}");
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

/// Somebody whom the server gives no second chance.
pub fn strict(lang: &'static str) -> Person {
    let options = Options {
        rotation: Rotation::Strict,
        limits: false,
        ..Options::default()
    };
    connected_to(lang, &options)
}

/// The token that is kept, which opens the account.
pub fn has_a_good_token(person: &Person) -> String {
    let (code, token, errors) = said(&script(person, &["token", "--no-refresh"]));
    assert_eq!(code, Some(0), "{errors}");
    let ready = person.sandbox.ready();
    let status = http::account(&ready.origin, &ready.account, token.trim_end());
    assert_eq!(status, 200);
    token
}
