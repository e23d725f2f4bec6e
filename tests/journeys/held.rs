//! What is received is saved: a profile is held from before anything is sent, in a process of its own each time.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;
use std::time::{Duration, Instant};

use amokey::sandbox::{Fault, Options, Rotation};
use serde_json::{Value, json};

use crate::http;
use crate::person::Person;
use crate::script::{
    REFRESH, begins_to_connect, command, connects_by_code, said, script, sealed, sealing,
};
use crate::terminal::PATIENCE;

fn strict() -> Options {
    Options {
        rotation: Rotation::Strict,
        limits: false,
        ..Options::default()
    }
}

/// How many codes the server has exchanged.
fn exchanged(person: &Person) -> u64 {
    let stats = person.sandbox.stats();
    stats.token_requests("authorization_code", "200")
}

fn until_exchanged(person: &Person, before: u64) {
    let deadline = Instant::now() + PATIENCE;
    while exchanged(person) == before {
        assert!(Instant::now() < deadline, "nobody asks");
        std::thread::yield_now();
    }
}

/// The token that is kept under a name, which opens its account.
fn opens(person: &Person, name: &str, account: &str) -> String {
    let (code, token, errors) = said(&script(person, &["token", name, "--no-refresh"]));
    assert_eq!(code, Some(0), "{errors}");
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
    let person = sealing("en", &strict());
    person
        .sandbox
        .fault([Fault::Slow(Duration::from_millis(700))]);
    let account = person.sandbox.ready().account.clone();
    let mut child = begins_to_connect(&person, "demo", &account);
    // The code is spent, and its tokens are on their way.
    until_exchanged(&person, 0);
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
    let person = sealed("en", &strict());
    let before = exchanged(&person);
    // A refresh whose answer takes its time holds the profile.
    let refresh = crate::script::waits_for_an_answer(&person, "en", Duration::from_millis(2500));
    let account = person.sandbox.ready().account.clone();
    let mut child = begins_to_connect(&person, "demo", &account);
    let (line, rest) = hears(&mut child);
    assert!(line.contains("is at this profile"), "{line}");
    assert_eq!(exchanged(&person), before);
    assert!(refresh.wait_with_output().unwrap().status.success());
    let rest = rest();
    assert!(child.wait().unwrap().success(), "{rest}");
    opens(&person, "demo", "demo.amocrm.ru");
    let (code, _, errors) = said(&script(&person, &REFRESH));
    assert_eq!(code, Some(0), "{errors}");
}

#[test]
fn an_import_that_is_killed_takes_nothing_from_what_is_connected() {
    let person = sealed("en", &strict());
    let file = person.home.path().join("tokens.json");
    for step in ["marked", "answered"] {
        // Tokens of another program, of which only the refresh token is left.
        let other = ["export", "other", "--to", "json", "--handover", "-o"];
        connects_by_code(&person, "other");
        let mut export = other.to_vec();
        export.push(file.to_str().unwrap());
        let (code, _, errors) = said(&script(&person, &export));
        assert_eq!(code, Some(0), "{errors}");
        let mut tokens: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        tokens["access_token"] = json!(null);
        tokens["expires_at"] = json!(null);
        fs::write(&file, tokens.to_string()).unwrap();

        let token = opens(&person, "demo", "demo.amocrm.ru");
        let ready = person.sandbox.ready();
        let import = command(
            &person,
            &[
                "import",
                file.to_str().unwrap(),
                "--profile",
                "demo",
                "--client-id",
                &ready.client_id,
                "--redirect-uri",
                &ready.redirect_uri,
            ],
        )
        .env("AMOKEY_CLIENT_SECRET", &ready.client_secret)
        .env("AMOKEY_KILL_AT", step)
        .output()
        .unwrap();
        assert_eq!(import.status.signal(), Some(9), "{step}: {import:?}");

        assert_eq!(opens(&person, "demo", "demo.amocrm.ru"), token, "{step}");
        let (code, _, errors) = said(&script(&person, &REFRESH));
        assert_eq!(code, Some(0), "{step}: {errors}");
        opens(&person, "demo", "demo.amocrm.ru");
    }
}

#[test]
fn two_who_connect_two_accounts_under_one_name_both_keep_their_tokens() {
    let person = sealing(
        "en",
        &Options {
            accounts: 2,
            ..strict()
        },
    );
    let accounts = ["demo.amocrm.ru", "demo2.amocrm.ru"];
    let slow = Fault::Slow(Duration::from_millis(300));
    person.sandbox.fault([slow, slow]);
    let children = accounts.map(|account| begins_to_connect(&person, "shop", account));
    let mut renamed = 0;
    for child in children {
        let (code, out, errors) = said(&child.wait_with_output().unwrap());
        assert_eq!(code, Some(0), "{errors}");
        renamed += usize::from(errors.contains("The name shop stands for another connection"));
        assert!(out.contains("is connected"), "{out}");
    }
    assert_eq!(renamed, 1);
    let (_, json, _) = said(&script(&person, &["status", "--format", "json"]));
    let status: Value = serde_json::from_str(&json).unwrap();
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
