//! What a script does after the setup: token, status, refresh, forget, each in a process of its own.

use serde_json::Value;

use crate::keychain::Keychain;
use crate::script::{connected, given, quietly, said, script, works};

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_token_is_all_that_is_printed_and_a_refresh_brings_another() {
    let person = connected("en");
    let first = quietly(&person, &["token"]);
    assert!(first.starts_with("eyJ") && first.ends_with('\n') && first.lines().count() == 1);
    assert_eq!(said(&script(&person, &["token", "demo", "--no-refresh"])).1, first);
    assert_eq!(given(&person), 0);
    assert_eq!(works(&person, &["refresh", "--force"]), "demo: refreshed\n");
    assert_ne!(first, works(&person, &["token"]));
    assert_eq!(said(&script(&person, &["refresh", "--all", "--due"])).1, "", "nothing is due");
    assert_eq!(given(&person), 1);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn status_reads_the_ledger_alone() {
    let mut person = connected("en");
    // Neither a keychain nor a server is there any more.
    person.keychain = Some(Keychain::bus_only());
    let table = quietly(&person, &["status"]);
    assert!(table.contains("demo.amocrm.ru") && table.contains("fine"), "{table}");
    let json = works(&person, &["status", "demo", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], 1);
    let shown = ["name", "platform", "grant", "store", "health"].map(|it| &json["profiles"][0][it]);
    assert_eq!(shown, ["demo", "amocrm", "oauth", "keychain", "ok"]);
    let (_, text, _) = said(&script(&person, &["status", "--format", "prometheus"]));
    assert!(text.contains("# TYPE amokey_") && text.contains("profile=\"demo\""), "{text}");
    // The store cannot be used: its own exit code.
    assert_eq!(script(&person, &["token"]).status.code(), Some(5));
    assert_eq!(script(&person, &["token", "nobody"]).status.code(), Some(5));
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_forgotten_profile_is_gone() {
    let person = connected("en");
    assert_eq!(script(&person, &["forget", "demo"]).status.code(), Some(2), "nobody can be asked");
    assert!(person.keychain.as_ref().unwrap().lookup("demo").is_some());
    assert_eq!(script(&person, &["forget", "demo", "--yes"]).status.code(), Some(0));
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
    assert_eq!(script(&person, &["forget", "demo", "--yes"]).status.code(), Some(1));
    assert_eq!(script(&person, &["token"]).status.code(), Some(2), "no profile is left");
    let (_, json, _) = said(&script(&person, &["history", "demo", "--format", "json"]));
    assert!(json.contains("\"forgotten\"") && json.contains("\"authorized\""), "{json}");
}
