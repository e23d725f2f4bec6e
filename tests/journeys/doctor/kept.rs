//! What needs a keychain: the store itself, what cron would see, a list that comes back from it.

use std::process::Command;

use super::{Report, doctor};
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{connected, script};

/// Runs the program as cron does, with these lines at the top of its table.
fn cron(person: &Person, args: &[&str], lines: &str) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amokey"));
    command
        .args(args)
        .env_clear()
        .env("HOME", person.home.path())
        .env("PATH", "/usr/bin:/bin")
        .envs(lines.lines().filter_map(|line| line.split_once('=')));
    command.output().unwrap()
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn cron_without_the_session_bus() {
    let person = connected("en");
    let report = Report::of(&person, &[]);
    report.finds("store", "ok", "written, read back and deleted", "");
    report.finds("records", "ok", "1 of 1", "");
    report.finds("cron", "attention", "both were tried", "DBUS_SESSION_BUS_ADDRESS=");
    assert_eq!(report.code, Some(0));
    // The remedy is word for word what mends it.
    let remedy = report.text("cron", "remedy");
    let (_, lines) = remedy.split_once('\n').unwrap();
    assert_ne!(cron(&person, &["token", "demo"], "").status.code(), Some(0));
    assert_eq!(cron(&person, &["token", "demo"], lines).status.code(), Some(0));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_keychain_that_is_absent_or_locked() {
    for (keychain, words, remedy) in [
        (Keychain::bus_only as fn() -> Keychain, "no keychain", "amokey store init"),
        (Keychain::locked, "locked", "dbus-run-session"),
    ] {
        let mut person = connected("en");
        person.keychain = Some(keychain());
        let report = Report::of(&person, &[]);
        report.finds("store", "failed", words, remedy);
        report.finds("records", "not_applicable", "nothing was read", "");
        report.finds("cron", "failed", "not even", "amokey doctor");
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_list_that_was_moved_away_comes_back_by_name() {
    let person = connected("en");
    let path = person.data().join("ledger.sqlite");
    std::fs::write(&path, [0x5a; 8192]).unwrap();
    assert_ne!(script(&person, &["status"]).status.code(), Some(0));
    let proxy = [("HTTPS_PROXY", super::NOWHERE)];
    let report = Report::of(&person, &proxy);
    report.finds("ledger", "failed", "damaged", "amokey refresh NAME");
    // What does not depend on it is checked all the same.
    report.finds("folder", "ok", "", "");
    report.finds("store", "ok", "", "");
    let line = report.text("ledger", "remedy").lines().next().unwrap();
    let (_, line) = line.split_once(": ").unwrap();
    let status = Command::new("sh").args(["-c", line]).status();
    assert!(status.unwrap().success(), "{line}");
    assert_eq!(script(&person, &["refresh", "demo"]).status.code(), Some(0));
    Report::of(&person, &[]).finds("records", "ok", "1 of 1", "");
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn doctor_says_nothing_secret() {
    let person = connected("en");
    let kept = person.keychain.as_ref().unwrap().lookup("demo").unwrap();
    let access = script(&person, &["token", "demo"]).stdout;
    let access = String::from_utf8(access).unwrap();
    let secret = &person.sandbox.ready().client_secret;
    assert!(kept.contains(access.trim()) && kept.contains(secret.as_str()));
    for args in [&["--format", "json"][..], &[], &["--as-cron"]] {
        let output = doctor(&person, args, &[]);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!said.is_empty());
        for secret in [access.trim(), secret.as_str(), "def50200"] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}
