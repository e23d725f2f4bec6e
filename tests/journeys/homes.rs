//! Two folders (`AMOKEY_HOME`) of one user, who has one keychain.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amokey::sandbox::{Options, Rotation};
use serde_json::Value;

use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, command, connected_to, connects_by_code, has_a_good_token, said, script, sealed,
};

/// Somebody whose account is connected under the same name in each of two homes.
fn two_homes() -> (Person, PathBuf) {
    let options = Options {
        rotation: Rotation::Strict,
        limits: false,
        ..Options::default()
    };
    let person = Person::listening("en", &options).keeping(Keychain::unlocked());
    connects_by_code(&person, "demo");
    let second = person.home.path().join("second");
    (person, second)
}

fn in_home(person: &Person, home: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    said(
        &command(person, args)
            .env("AMOKEY_HOME", home)
            .output()
            .unwrap(),
    )
}

fn works(person: &Person, home: &Path, args: &[&str]) -> String {
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
    works(&there, &second, &["forget", "demo", "--yes"]);
    let data = there.data();
    assert_eq!(works(&there, &data, &["token", "--no-refresh"]), first);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_a_home_leaves_when_it_goes_is_offered_to_another_one() {
    let (person, second) = two_homes();
    let first = has_a_good_token(&person);
    let report = |home: &Path| -> Vec<Value> {
        let (_, out, _) = in_home(&person, home, &["doctor", "--format", "json"]);
        let report: Value = serde_json::from_str(&out).unwrap();
        let checks = report["checks"].as_array().unwrap().iter();
        let is_home = |check: &&Value| check["name"].as_str().unwrap().starts_with("home:");
        checks.filter(is_home).cloned().collect()
    };
    assert_eq!(report(&second), [Value::Null; 0]);
    fs::remove_dir_all(person.data()).unwrap();
    let offered = report(&second);
    let [offer] = &*offered else {
        panic!("{offered:?}");
    };
    assert!(offer["evidence"].as_str().unwrap().ends_with("demo"));
    let remedy = offer["remedy"].as_str().unwrap();
    let command = &remedy[remedy.find("amokey ").unwrap()..];
    let words: Vec<_> = command.split_whitespace().skip(1).collect();
    works(&person, &second, &words);
    assert_eq!(works(&person, &second, &["token", "demo"]), first);
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
    let options = Options {
        rotation: Rotation::Strict,
        latency: LATENCY,
        limits: false,
        ..Options::default()
    };
    let person = connected_to("en", &options);
    let copy = person.home.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(person.data()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
    }
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
    assert_eq!(works(&person, &copy, &["token", "--no-refresh"]), token);
    println!("{} staggered rounds: 0 lost", rounds());
}

/// A home of a program that knew no ids goes on with its entries as they are.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn an_older_home_keeps_its_entries_and_a_new_one_does_not_take_them() {
    let (person, second) = two_homes();
    let keychain = person.keychain.as_ref().unwrap();
    let record = keychain.lookup("demo").unwrap();
    works(&person, &person.data(), &["forget", "demo", "--yes"]);
    fs::remove_file(person.data().join("home.id")).unwrap();
    keychain.stores(
        "amokey: demo",
        &["service", "amokey", "username", "demo"],
        &record,
    );
    let token = works(&person, &person.data(), &["token", "demo"]);
    assert!(record.contains(token.trim()));
    let (code, _, _) = in_home(&person, &second, &["token", "demo"]);
    assert_eq!(code, Some(1));
    let (code, _, errors) = said(&script(&person, &REFRESH));
    assert_eq!(code, Some(0), "{errors}");
    assert_ne!(keychain.lookup("demo").unwrap(), record);
}

/// What runs on a refresh is in the ledger: nobody else may have put it there.
#[test]
fn a_folder_that_others_may_have_written_is_not_believed() {
    for (lang, words) in [
        ("en", "others may change what amokey trusts"),
        (
            "ru",
            "другие пользователи могут менять то, чему amokey доверяет",
        ),
        (
            "uk",
            "інші користувачі можуть змінювати те, чому amokey довіряє",
        ),
    ] {
        let person = sealed(lang, &Options::default());
        let ran = person.home.path().join("ran");
        let hook = ["hooks", "set", "--on", "rotated", "--", "touch"];
        let hook: Vec<_> = hook.into_iter().chain([ran.to_str().unwrap()]).collect();
        works(&person, &person.data(), &hook);
        let open = |mode| {
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(person.data(), mode).unwrap();
        };
        open(0o777);
        for args in [&REFRESH[..], &["status"], &["token"], &["hooks", "show"]] {
            let (code, out, errors) = said(&script(&person, args));
            assert_eq!((code, &*out), (Some(1), ""), "{args:?}");
            assert!(
                errors.contains(words) && errors.contains("chmod -R go-rwx"),
                "{errors}"
            );
        }
        assert!(!ran.exists());
        open(0o755);
        works(&person, &person.data(), &REFRESH);
        assert!(ran.exists());
    }
}
