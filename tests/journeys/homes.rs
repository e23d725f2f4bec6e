//! Two folders (`AMOKEY_HOME`) of one user, who has one keychain.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amokey::sandbox::{Options, Rotation};
use serde_json::Value;

use crate::doctor::Report;
use crate::files::{copy_files, set_mode};
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, command, connected_to, connects_by_code, fails_in_each_language, has_a_good_token,
    said, sealed, unlimited, works,
};

/// Somebody whose account is connected under the same name in each of two homes.
fn two_homes() -> (Person, PathBuf) {
    let person =
        Person::listening("en", &unlimited(Rotation::Strict)).keeping(Keychain::unlocked());
    connects_by_code(&person, "demo");
    let second = person.home.path().join("second");
    (person, second)
}

fn in_home(person: &Person, home: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    said(&command(person, args).env("AMOKEY_HOME", home).output().unwrap())
}

fn works_in(person: &Person, home: &Path, args: &[&str]) -> String {
    let (code, out, errors) = in_home(person, home, args);
    assert_eq!(code, Some(0), "{args:?}: {out}{errors}");
    out
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn each_has_its_own_secrets() {
    let (person, second) = two_homes();
    // There is nothing of the first one in it, whatever it is asked for.
    let (code, token, _) = in_home(&person, &second, &["token", "demo"]);
    assert_eq!((code, &*token), (Some(1), ""));
    let (_, _, errors) = in_home(&person, &second, &["forget", "demo", "--yes"]);
    assert!(!errors.contains("panicked"));
    let first = has_a_good_token(&person);
    // What it connects is another pair, and goes without the first one's.
    let there = person.finding("AMOKEY_HOME", second.to_str().unwrap());
    connects_by_code(&there, "demo");
    assert_ne!(has_a_good_token(&there), first);
    works_in(&there, &second, &["forget", "demo", "--yes"]);
    let data = there.data();
    assert_eq!(works_in(&there, &data, &["token", "--no-refresh"]), first);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_a_home_leaves_when_it_goes_is_offered_to_another_one() {
    let (person, second) = two_homes();
    let first = has_a_good_token(&person);
    let report = |home: &Path| -> Vec<Value> {
        let changes = [("AMOKEY_HOME", home.to_str().unwrap())];
        Report::of(&person, &changes).like("home:").into_iter().cloned().collect()
    };
    assert_eq!(report(&second), [Value::Null; 0]);
    fs::remove_dir_all(person.data()).unwrap();
    let offered = report(&second);
    let [offer] = &*offered else { panic!("{offered:?}") };
    assert!(offer["evidence"].as_str().unwrap().ends_with("demo"));
    let remedy = offer["remedy"].as_str().unwrap();
    let command = &remedy[remedy.find("amokey ").unwrap()..];
    let words: Vec<_> = command.split_whitespace().skip(1).collect();
    works_in(&person, &second, &words);
    assert_eq!(works_in(&person, &second, &["token", "demo"]), first);
    assert_eq!(report(&second), [Value::Null; 0]);
}

/// Ten rounds; 250 with `AMOKEY_TEST_LONG=1`.
fn rounds() -> u64 {
    if crate::is_long() { 250 } else { 10 }
}

/// A copy keeps the id, and so the entries: they are locked for both of them. The server gives no second chance.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_copy_waits_for_the_original() {
    const LATENCY: Duration = Duration::from_millis(40);
    let options = Options { latency: LATENCY, ..unlimited(Rotation::Strict) };
    let person = connected_to("en", &options);
    let copy = person.home.path().join("copy");
    copy_files(&person.data(), &copy);
    for round in 0..rounds() {
        let mut first = command(&person, &REFRESH).spawn().unwrap();
        // Staggered over what a refresh takes: the point of it is when the other one comes in between.
        std::thread::sleep(LATENCY * u32::try_from(round % 10).unwrap() / 5);
        let (code, _, errors) = in_home(&person, &copy, &REFRESH);
        assert_eq!(code, Some(0), "round {round}: {errors}");
        assert!(first.wait().unwrap().success(), "round {round}");
        has_a_good_token(&person);
    }
    let token = has_a_good_token(&person);
    assert_eq!(works_in(&person, &copy, &["token", "--no-refresh"]), token);
    println!("{} staggered rounds: 0 lost", rounds());
}

/// A home of a program that knew no ids goes on with its entries as they are.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn an_older_home_keeps_its_entries_and_a_new_one_does_not_take_them() {
    let (person, second) = two_homes();
    let keychain = person.keychain.as_ref().unwrap();
    let record = keychain.lookup("demo").unwrap();
    works(&person, &["forget", "demo", "--yes"]);
    fs::remove_file(person.data().join("home.id")).unwrap();
    keychain.stores("amokey: demo", &["service", "amokey", "username", "demo"], &record);
    let token = works(&person, &["token", "demo"]);
    assert!(record.contains(token.trim()));
    let (code, _, _) = in_home(&person, &second, &["token", "demo"]);
    assert_eq!(code, Some(1));
    works(&person, &REFRESH);
    assert_ne!(keychain.lookup("demo").unwrap(), record);
}

/// What runs on a refresh is in the ledger: nobody else may have put it there.
#[test]
fn a_folder_that_others_may_have_written_is_not_believed() {
    let person = sealed("en", &Options::default());
    let ran = person.home.path().join("ran");
    works(&person, &["hooks", "set", "--on", "rotated", "--", "touch", ran.to_str().unwrap()]);
    set_mode(&person.data(), 0o777);
    let words = [
        "Others may change what amokey trusts",
        "Другие пользователи могут менять то, чему amokey доверяет",
        "Інші користувачі можуть змінювати те, чому amokey довіряє",
    ];
    for args in [&REFRESH[..], &["status"], &["token"], &["hooks", "show"]] {
        fails_in_each_language(&person, args, 1, words, &["chmod -R go-rwx"]);
    }
    assert!(!ran.exists());
    set_mode(&person.data(), 0o755);
    works(&person, &REFRESH);
    assert!(ran.exists());
}
