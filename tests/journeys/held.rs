//! What is received is saved: a profile is held from before anything is sent, in a process of its own each time.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;
use std::time::Duration;

use amokey::sandbox::{Fault, Options, Rotation};
use serde_json::{Value, json};

use crate::http;
use crate::person::Person;
use crate::script::{
    REFRESH, begins_to_connect, command, connects_by_code, ended, sealed, sealing, status,
    unlimited, until, works,
};

fn exchanged(person: &Person) -> u64 {
    let stats = person.sandbox.stats();
    stats.token_requests("authorization_code", "200")
}

/// The token that is kept under a name, which opens its account.
fn opens(person: &Person, name: &str, account: &str) -> String {
    let token = works(person, &["token", name, "--no-refresh"]);
    let status = http::account(person.sandbox.origin(), account, token.trim_end());
    assert_eq!(status, 200, "{name}");
    token
}

/// The first line of what is said, once something is.
fn hears(child: &mut Child) -> (String, impl FnOnce() -> String + use<>) {
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    errors.read_line(&mut line).unwrap();
    (line, move || {
        let mut rest = String::new();
        errors.read_to_string(&mut rest).unwrap();
        rest
    })
}

/// For how long the disk does not answer, once a code was sent: a moment; fifty times up to a minute with
/// `AMOKEY_TEST_LONG=1`.
fn outages() -> Vec<Duration> {
    if crate::is_long() {
        let step = Duration::from_millis(1200);
        (1..=50).map(|n| step * n).collect()
    } else {
        vec![Duration::ZERO]
    }
}

#[test]
fn a_new_connection_is_saved_when_the_disk_answers_again() {
    std::thread::scope(|scope| {
        for outage in outages() {
            scope.spawn(move || saved_after(outage));
        }
    });
}

fn saved_after(outage: Duration) {
    let person = sealing("en", &unlimited(Rotation::Strict));
    person.sandbox.fault([Fault::Slow(Duration::from_millis(700))]);
    let account = person.sandbox.ready().account.clone();
    let mut child = begins_to_connect(&person, "demo", &account);
    // The code is spent, and its tokens are on their way.
    until("an exchange", || exchanged(&person) > 0);
    let in_the_way = person.data().join("secrets.new");
    fs::create_dir_all(in_the_way.join("something")).unwrap();
    let (line, rest) = hears(&mut child);
    assert!(line.contains("NOT SAVED YET"), "{line}");
    // The outage itself: nothing is waited for here.
    std::thread::sleep(outage);
    fs::remove_dir_all(&in_the_way).unwrap();
    let rest = rest();
    assert!(child.wait().unwrap().success(), "{rest}");
    opens(&person, "demo", "demo.amocrm.ru");
    assert_eq!(exchanged(&person), 1);
}

#[test]
fn a_code_is_not_spent_while_another_program_is_at_the_profile() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let before = exchanged(&person);
    // A refresh whose answer takes its time holds the profile.
    let refresh = crate::script::waits_for_an_answer(&person, Duration::from_millis(2500));
    let account = person.sandbox.ready().account.clone();
    let mut child = begins_to_connect(&person, "demo", &account);
    let (line, rest) = hears(&mut child);
    assert!(line.contains("is at this profile"), "{line}");
    assert_eq!(exchanged(&person), before);
    assert!(refresh.wait_with_output().unwrap().status.success());
    let rest = rest();
    assert!(child.wait().unwrap().success(), "{rest}");
    opens(&person, "demo", "demo.amocrm.ru");
    works(&person, &REFRESH);
}

#[test]
fn an_import_that_is_killed_takes_nothing_from_what_is_connected() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let file = person.home.path().join("tokens.json");
    for step in ["marked", "answered"] {
        // Tokens of another program, of which only the refresh token is left.
        connects_by_code(&person, "other");
        let path = file.to_str().unwrap();
        works(&person, &["export", "other", "--to", "json", "--handover", "-o", path]);
        let mut tokens: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        tokens["access_token"] = json!(null);
        tokens["expires_at"] = json!(null);
        fs::write(&file, tokens.to_string()).unwrap();
        let token = opens(&person, "demo", "demo.amocrm.ru");
        let ready = person.sandbox.ready();
        let from = ["import", path, "--profile", "demo"];
        let keys = ["--client-id", &ready.client_id, "--redirect-uri", &ready.redirect_uri];
        let import = command(&person, &[&from[..], &keys].concat())
            .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
            .env("AMOKEY_KILL_AT", step)
            .output()
            .unwrap();
        assert_eq!(import.status.signal(), Some(9), "{step}: {import:?}");
        assert_eq!(opens(&person, "demo", "demo.amocrm.ru"), token, "{step}");
        works(&person, &REFRESH);
        opens(&person, "demo", "demo.amocrm.ru");
    }
}

#[test]
fn two_who_connect_two_accounts_under_one_name_both_keep_their_tokens() {
    let person = sealing("en", &Options { accounts: 2, ..unlimited(Rotation::Strict) });
    let accounts = ["demo.amocrm.ru", "demo2.amocrm.ru"];
    let slow = Fault::Slow(Duration::from_millis(300));
    person.sandbox.fault([slow, slow]);
    let children = accounts.map(|account| begins_to_connect(&person, "shop", account));
    let mut renamed = 0;
    for child in children {
        let (out, errors) = ended(&child.wait_with_output().unwrap(), 0);
        renamed += usize::from(errors.contains("The name shop stands for another connection"));
        assert!(out.contains("is connected"), "{out}");
    }
    assert_eq!(renamed, 1);
    let status = status(&person);
    let profiles = status["profiles"].as_array().unwrap();
    let mut found: Vec<_> = profiles
        .iter()
        .map(|profile| {
            let account = profile["account"].as_str().unwrap();
            opens(&person, profile["name"].as_str().unwrap(), account);
            account
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found, accounts);
}
