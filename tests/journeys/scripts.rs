//! What a script does after the setup: token, status, refresh, forget, each in a process of its own.

use std::process::{Command, Output};

use serde_json::Value;

use crate::http;
use crate::keychain::Keychain;
use crate::person::Person;

/// Runs a command without a terminal.
pub fn script(person: &Person, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amokey"))
        .args(args)
        .env_clear()
        .envs(person.environment())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

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
    let person = Person::new(lang).keeping(Keychain::unlocked());
    let (mut terminal, link) = person.asks_for_consent();
    assert_eq!(http::visit(&person.allows(&link)).0, 200);
    terminal.sees("Ромашка").types("<ctrl-c>");
    assert!(terminal.ends().success());
    person
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_token_is_all_that_is_printed_and_a_refresh_brings_another() {
    let person = connected("en");
    let (code, first, errors) = said(&script(&person, &["token"]));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(first.starts_with("eyJ") && first.ends_with('\n') && first.lines().count() == 1);
    assert_eq!(
        said(&script(&person, &["token", "demo", "--no-refresh"])).1,
        first
    );
    assert_eq!(
        person
            .sandbox
            .stats()
            .token_requests("refresh_token", "200"),
        0
    );

    let (code, lines, _) = said(&script(&person, &["refresh", "--force"]));
    assert_eq!((code, lines.as_str()), (Some(0), "demo: refreshed\n"));
    let (_, second, _) = said(&script(&person, &["token"]));
    assert_ne!(first, second);
    assert_eq!(
        said(&script(&person, &["refresh", "--all", "--due"])).1,
        "",
        "nothing is due"
    );
    assert_eq!(
        person
            .sandbox
            .stats()
            .token_requests("refresh_token", "200"),
        1
    );

    // Longer than any token lives: wrong usage, and no storm.
    let (code, _, errors) = said(&script(&person, &["token", "--min-valid", "7d"]));
    assert_eq!(code, Some(2), "{errors}");
    assert_eq!(
        person
            .sandbox
            .stats()
            .token_requests("refresh_token", "200"),
        1
    );
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_lost_authorization_says_which_command_mends_it() {
    for (lang, words) in [
        ("en", "no longer accepted"),
        ("ru", "больше не"),
        ("uk", "більше не"),
    ] {
        let person = connected(lang);
        assert!(person.sandbox.revoke("demo"));
        let (code, out, errors) = said(&script(&person, &["refresh", "--force", "demo"]));
        assert_eq!((code, out.as_str()), (Some(3), ""), "{errors}");
        assert!(errors.contains("amokey authorize demo"), "{errors}");
        assert!(
            errors.contains("Token has been revoked") && errors.contains(words),
            "{errors}"
        );
        assert_eq!(
            script(&person, &["status", "--check"]).status.code(),
            Some(7)
        );
        let (_, json, _) = said(&script(&person, &["status", "--format", "json"]));
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["profiles"][0]["health"], "needs_authorization");
        assert_eq!(script(&person, &["token"]).status.code(), Some(3));
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn status_reads_the_ledger_alone() {
    let mut person = connected("en");
    // Neither a keychain nor a server is there any more.
    person.keychain = Some(Keychain::bus_only());
    let (code, table, errors) = said(&script(&person, &["status"]));
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(
        table.contains("demo.amocrm.ru") && table.contains("fine"),
        "{table}"
    );
    let (_, json, _) = said(&script(&person, &["status", "demo", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], 1);
    let profile = &json["profiles"][0];
    assert_eq!(
        (
            &profile["name"],
            &profile["platform"],
            &profile["grant"],
            &profile["store"],
            &profile["health"]
        ),
        (
            &"demo".into(),
            &"amocrm".into(),
            &"oauth".into(),
            &"keychain".into(),
            &"ok".into()
        )
    );
    let (_, text, _) = said(&script(&person, &["status", "--format", "prometheus"]));
    assert!(
        text.contains("# TYPE amokey_") && text.contains("profile=\"demo\""),
        "{text}"
    );
    // The store cannot be used: its own exit code.
    assert_eq!(script(&person, &["token"]).status.code(), Some(5));
    assert_eq!(script(&person, &["token", "nobody"]).status.code(), Some(5));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_forgotten_profile_is_gone() {
    let person = connected("en");
    assert_eq!(
        script(&person, &["forget", "demo"]).status.code(),
        Some(2),
        "nobody can be asked"
    );
    assert!(person.keychain.as_ref().unwrap().lookup("demo").is_some());
    assert_eq!(
        script(&person, &["forget", "demo", "--yes"]).status.code(),
        Some(0)
    );
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
    assert_eq!(
        script(&person, &["forget", "demo", "--yes"]).status.code(),
        Some(1)
    );
    assert_eq!(
        script(&person, &["token"]).status.code(),
        Some(2),
        "no profile is left"
    );
    let (_, json, _) = said(&script(&person, &["history", "demo", "--format", "json"]));
    assert!(
        json.contains("\"forgotten\"") && json.contains("\"authorized\""),
        "{json}"
    );
}
