//! The binary as a script starts it: without a terminal, in a process of its own.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use amokey::sandbox::{Fault, Options, Rotation};
use serde_json::Value;

use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::terminal::PATIENCE;

/// A program that takes signals as one does that a person has started, whatever those who run the tests ignore.
pub fn with_default_signals(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("/usr/bin/env");
    command.arg("--default-signal").arg(program);
    command
}

pub fn command(person: &Person, args: &[&str]) -> Command {
    let mut command = program(person, env!("CARGO_BIN_EXE_amokey"));
    command.args(args);
    command
}

/// A shell that runs this text, in which our own program is `$0`.
pub fn shell(person: &Person, text: &str) -> Command {
    let mut shell = program(person, "sh");
    shell.args(["-c", text, env!("CARGO_BIN_EXE_amokey")]);
    shell
}

/// Any program in a person's environment, told nothing.
pub fn program(person: &Person, program: impl AsRef<OsStr>) -> Command {
    let mut command = with_default_signals(program);
    command
        .env_clear()
        .envs(person.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn script(person: &Person, args: &[&str]) -> Output {
    command(person, args).output().unwrap()
}

pub fn given_lines(person: &Person, args: &[&str], lines: &[&str]) -> Output {
    let mut child = command(person, args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses does not read.
    let _ = stdin.write_all((lines.join("\n") + "\n").as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// The same for a command that does what it was asked for; what it prints.
#[track_caller]
pub fn works_with(person: &Person, args: &[&str], lines: &[&str]) -> String {
    let (code, out, errors) = said(&given_lines(person, args, lines));
    assert_eq!(code, Some(0), "{args:?}: {out}{errors}");
    out
}

/// The exit code, and what was said on standard output and standard error.
pub fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// What was said by what ended with this code.
#[track_caller]
pub fn ended(output: &Output, code: i32) -> (String, String) {
    let (got, out, errors) = said(output);
    assert_eq!(got, Some(code), "{out}{errors}");
    (out, errors)
}

pub const LANGUAGES: [&str; 3] = ["en", "ru", "uk"];

/// Runs a command that does what it was asked for; what it prints.
#[track_caller]
pub fn works(person: &Person, args: &[&str]) -> String {
    warns(person, args, &[])
}

#[track_caller]
pub fn quietly(person: &Person, args: &[&str]) -> String {
    let (code, out, errors) = said(&script(person, args));
    assert_eq!((code, &*errors), (Some(0), ""), "{args:?}: {out}");
    out
}

/// Runs a command that does what it was asked for, and says these words among others; what it prints.
#[track_caller]
pub fn warns(person: &Person, args: &[&str], words: &[&str]) -> String {
    let (code, out, errors) = said(&script(person, args));
    assert_eq!(code, Some(0), "{args:?}: {out}{errors}");
    for words in words {
        assert!(errors.contains(words), "{args:?}: {words}: {errors}");
    }
    out
}

/// Runs a command that ends with this code, prints nothing and says these words among others; all it says.
#[track_caller]
pub fn fails(person: &Person, args: &[&str], code: i32, words: &[&str]) -> String {
    let (got, out, errors) = said(&script(person, args));
    assert_eq!((got, &*out), (Some(code), ""), "{args:?}: {errors}");
    for words in words {
        assert!(errors.contains(words), "{args:?}: {words}: {errors}");
    }
    errors
}

/// The same in English, Russian and Ukrainian, each in its own words and with those that all of them share.
#[track_caller]
pub fn fails_in_each_language(
    person: &Person,
    args: &[&str],
    code: i32,
    words: [&str; 3],
    shared: &[&str],
) {
    for (lang, words) in LANGUAGES.into_iter().zip(words) {
        fails(person.speaks(lang), args, code, &[&[words], shared].concat());
    }
    person.speaks(LANGUAGES[0]);
}

/// What `status --format json` says of the profiles.
pub fn status(person: &Person) -> Value {
    let (_, json, errors) = said(&script(person, &["status", "--format", "json"]));
    serde_json::from_str(&json).unwrap_or_else(|_| panic!("{json}{errors}"))
}

/// The arguments that connect one of the sandbox's accounts through its integration.
pub fn connect<'a>(
    person: &'a Person,
    profile: &'a str,
    account: &'a str,
    how: &[&'a str],
) -> Vec<&'a str> {
    let ready = person.sandbox.ready();
    let mut args = vec!["connect", "--profile", profile, "--account", account];
    args.extend(["--client-id", &ready.client_id, "--redirect-uri", &ready.redirect_uri]);
    args.extend(["--sandbox", person.sandbox.origin()]);
    args.extend(how);
    args
}

/// A new pair, whatever the old one is good for.
pub const REFRESH: [&str; 3] = ["refresh", "--force", "demo"];

pub fn given(person: &Person) -> u64 {
    person.sandbox.stats().token_requests("refresh_token", "200")
}

/// Waits until the server has given one more than it had.
pub fn until_given(person: &Person, before: u64) {
    until("a refresh", || given(person) > before);
}

pub fn until(what: &str, mut is_there: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_there() {
        assert!(Instant::now() < deadline, "waited for {what}");
        std::thread::yield_now();
    }
}

/// A refresh whose answer is on its way, and takes that long.
pub fn waits_for_an_answer(person: &Person, time: Duration) -> Child {
    let before = given(person);
    person.sandbox.fault([Fault::Slow(time)]);
    let child = command(person, &REFRESH).spawn().unwrap();
    until_given(person, before);
    child
}

pub fn connected(lang: &'static str) -> Person {
    connected_to(lang, &Options::default())
}

pub fn connected_to(lang: &'static str, options: &Options) -> Person {
    let person = Person::listening(lang, options).keeping(Keychain::unlocked());
    let mut terminal = person.reaches_consent();
    person.consents();
    assert!(terminal.sees("Ромашка").types("<ctrl-c>").ends().success());
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
    ended(&child.wait_with_output().unwrap(), 0);
}

/// The same, not waited for, for one of the sandbox's accounts.
pub fn begins_to_connect(person: &Person, profile: &str, account: &str) -> Child {
    let ready = person.sandbox.ready();
    let mut child = command(person, &connect(person, profile, account, &["--code", "-"]))
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
    let key = person.key();
    let person = person.finding("AMOKEY_KEY_FILE", key.to_str().unwrap());
    works(&person, &["store", "init"]);
    person
}

pub fn connects_again(person: &Person) {
    let mut terminal = person.runs(&["authorize", "demo"]);
    person.consents();
    assert!(terminal.sees("Ромашка").types("<ctrl-c>").ends().success());
}

/// A server that rotates so, and counts no requests.
pub fn unlimited(rotation: Rotation) -> Options {
    Options { rotation, limits: false, ..Options::default() }
}

/// Somebody whom the server gives no second chance.
pub fn strict(lang: &'static str) -> Person {
    connected_to(lang, &unlimited(Rotation::Strict))
}

/// The token that is kept, which opens the account.
pub fn has_a_good_token(person: &Person) -> String {
    let token = works(person, &["token", "--no-refresh"]);
    let ready = person.sandbox.ready();
    let status = http::account(&ready.origin, &ready.account, token.trim_end());
    assert_eq!(status, 200);
    token
}
