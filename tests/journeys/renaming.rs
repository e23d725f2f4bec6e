//! Profiles that are kept in order: another name for one, as a person asks for it, killed half-way, and in the middle of a
//! storm of refreshes; notes, and what is listed by integration.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::sync::atomic::{AtomicBool, Ordering};

use amokey::sandbox::{Options, Rotation};
use serde_json::{Value, json};

use crate::http;
use crate::person::Person;
use crate::script::{
    command, connects_by_code, ended, fails, fails_in_each_language, said, script, sealed, status,
    unlimited, works, works_with,
};

fn json_of(person: &Person, args: &[&str]) -> Value {
    serde_json::from_str(&works(person, args)).unwrap()
}

/// The only profile there is.
fn name(person: &Person) -> String {
    let listed = status(person)["profiles"].as_array().unwrap().clone();
    assert_eq!(listed.len(), 1, "{listed:?}");
    listed[0]["name"].as_str().unwrap().to_owned()
}

/// The token under this name opens the account.
fn opens(person: &Person, name: &str) {
    let token = works(person, &["token", name]);
    let ready = person.sandbox.ready();
    assert_eq!(http::account(&ready.origin, &ready.account, token.trim_end()), 200, "{name}");
}

const NEW: &str = "ООО «Ромашка» & \"Bob's\"";

#[test]
fn a_person_gives_a_name_and_everything_goes_with_it() {
    let person = sealed("en", &Options::default());
    let kept = person.home.path().join("token.json");
    works(&person, &["export", "demo", "--to", "json", "--keep", "-o", kept.to_str().unwrap()]);
    works(&person, &["note", "demo", "бот «Ромашки»"]);
    works(&person, &["use", "demo"]);
    let said = works(&person, &["rename", "demo", NEW]);
    assert_eq!(said, format!("demo is called {NEW} now.\n"));
    assert_eq!(name(&person), NEW);
    assert_eq!(works(&person, &["config", "get", "profile"]), format!("{NEW}\n"));
    works(&person, &["refresh", "--force"]);
    opens(&person, NEW);
    let exported: Value = serde_json::from_slice(&fs::read(&kept).unwrap()).unwrap();
    assert_eq!(exported["profile"], NEW);
    let history = works(&person, &["history", NEW]);
    assert!(
        history.contains(&format!("demo → {NEW}")) && history.contains("authorize"),
        "{history}"
    );
    let words = ["no profile called demo", "Профиля demo нет", "Профілю demo немає"];
    fails_in_each_language(&person, &["token", "demo"], 1, words, &[]);
    fails(&person, &["rename", "demo", "other"], 1, &["no profile called demo"]);
    connects_by_code(&person, "demo");
    let taken = ["demo already", "Профиль demo уже есть", "Профіль demo уже є"];
    let rename = ["rename", NEW, "demo"];
    fails_in_each_language(&person, &rename, 1, taken, &["amokey forget demo"]);
    fails(&person, &["rename", "demo", "demo"], 2, &["its name already"]);
    fails(&person, &["rename", "demo", "a/b"], 2, &["a/b"]);
    fails(&person, &["rename", "demo"], 2, &["amokey rename P NEW"]);
    let renamed = command(&person, &["rename", "--profile=demo", "third"])
        .env("AMOKEY_PROFILE", "demo")
        .output()
        .unwrap();
    assert!(ended(&renamed, 0).1.contains("Set it to third"));
    // What was chosen is not this one.
    assert_eq!(works(&person, &["config", "get", "profile"]), format!("{NEW}\n"));
}

#[test]
fn a_person_notes_and_lists() {
    let person = sealed("en", &Options::default());
    connects_by_code(&person, "other");
    works(&person, &["note", "--profile=other", "  бот для «Сделок», отвечает Пётр "]);
    let note = "бот для «Сделок», отвечает Пётр";
    assert_eq!(works(&person, &["note", "other"]), format!("{note}\n"));
    assert_eq!(works(&person, &["note", "demo"]), "");
    for (text, words) in [
        ("a1B2".repeat(16), "looks like a token"),
        ("я".repeat(201), "200 characters"),
        ("two\nlines".to_owned(), "one line"),
    ] {
        let errors = fails(&person, &["note", "other", &text], 2, &[words]);
        assert!(!errors.contains(&text), "{errors}");
    }
    fails(&person, &["note"], 2, &["amokey note P TEXT"]);
    fails(&person, &["note", "nobody", "x"], 1, &["no profile called nobody"]);
    works(&person, &["refresh", "--force", "other"]);
    assert_eq!(status(&person)["profiles"][1]["note"], note);
    let listed = json_of(&person, &["list", "--format", "json"]);
    let integration = &listed["integrations"][0];
    assert_eq!(integration["client_id"], *person.sandbox.ready().client_id);
    let profile = |name: &str, note: Value| {
        json!({
            "name": name, "account": "demo.amocrm.ru", "platform": "amocrm", "health": "ok", "note": note,
            "default": false,
        })
    };
    let expected = json!([profile("demo", Value::Null), profile("other", note.into())]);
    assert_eq!((&listed["version"], &integration["profiles"]), (&json!(1), &expected));
    works(&person, &["use", "demo"]);
    let shown = works(&person, &["list"]);
    let lines: Vec<_> = shown.lines().collect();
    assert!(lines[2].starts_with("Integration ") && lines[3].starts_with("*  demo"), "{shown}");
    assert!(lines[4].starts_with("   other") && lines[4].ends_with(note), "{shown}");
    works(&person, &["note", "other", "--delete"]);
    assert_eq!(works(&person, &["note", "other"]), "");
}

#[test]
fn who_is_killed_at_any_step_has_the_profile_under_one_name() {
    for step in ["leaving", "begun", "synced", "renamed", "arrived", "listed", "left"] {
        let person = sealed("en", &unlimited(Rotation::Strict));
        let rename = ["rename", "demo", "other"];
        let output = command(&person, &rename).env("AMOKEY_KILL_AT", step).output().unwrap();
        assert_eq!(output.status.signal(), Some(9), "{step}: {output:?}");
        // Only before anything was saved nothing is finished by the next command.
        let is_begun = !matches!(step, "begun" | "synced");
        let (now, gone) = if is_begun { ("other", "demo") } else { ("demo", "other") };
        fails(&person, &["refresh", "--force", gone], 1, &["no profile called"]);
        assert_eq!(name(&person), now, "{step}");
        works(&person, &["refresh", "--force", now]);
        opens(&person, now);
        let stats = person.sandbox.stats();
        assert_eq!(stats.token_requests("refresh_token", "200"), 1, "{step}: {stats:?}");
    }
}

/// Three rounds there and back; twenty with `AMOKEY_TEST_LONG=1`.
fn rounds() -> usize {
    if crate::is_long() { 20 } else { 3 }
}

#[test]
fn in_a_storm_of_refreshes_the_profile_has_one_name_and_its_tokens_work() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let storm = [
            ["refresh", "--force", "demo"],
            ["refresh", "--force", "other"],
            ["token", "--no-refresh", "demo"],
            ["token", "--min-valid=1h", "other"],
        ]
        .map(|args| {
            let (mut asks, is_over) = (command(&person, &args), &is_over);
            scope.spawn(move || {
                let mut answered = 0;
                while !is_over.load(Ordering::SeqCst) {
                    let (code, out, errors) = said(&asks.output().unwrap());
                    let is_gone = code == Some(1) && errors.contains("no profile called");
                    assert!(code == Some(0) || is_gone, "{args:?}: {code:?} {out}{errors}");
                    answered += u32::from(code == Some(0));
                }
                answered
            })
        });
        let there_and_back = [["rename", "demo", "other"], ["rename", "other", "demo"]];
        let renames = std::iter::repeat_n(there_and_back, rounds()).flatten();
        let ends: Vec<_> = renames.map(|args| said(&script(&person, &args))).collect();
        is_over.store(true, Ordering::SeqCst);
        assert!(ends.iter().all(|(code, ..)| *code == Some(0)), "{ends:?}");
        let answered = storm.map(|one| one.join().unwrap());
        assert!(answered.iter().sum::<u32>() > 0, "{answered:?}");
    });
    assert_eq!(name(&person), "demo");
    fails(&person, &["token", "other"], 1, &["no profile called other"]);
    works(&person, &["refresh", "--force", "demo"]);
    opens(&person, "demo");
    let stats = person.sandbox.stats();
    let given = stats.token_requests("refresh_token", "200");
    let asked = stats.token_requests_total() - stats.token_requests("authorization_code", "200");
    assert_eq!(asked, given, "{stats:?}");
    assert!(given > 1, "{stats:?}");
}

/// The integration has another one than the profile: here because a file was taken over with the old one.
#[test]
fn another_redirect_uri_is_said_with_the_next_consent() {
    let person = sealed("en", &unlimited(Rotation::Strict));
    let ready = person.sandbox.ready();
    let file = person.home.path().join("tokens.json");
    let path = file.to_str().unwrap();
    works(&person, &["export", "demo", "--to", "php", "-o", path, "--handover"]);
    works(&person, &["forget", "demo", "--yes"]);
    let import = ["import", path, "--client-id", &ready.client_id, "--profile=demo"];
    let old = ["--redirect-uri=https://example.com/old", "--sandbox", person.sandbox.origin()];
    works_with(&person, &[&import[..], &old].concat(), &[&ready.client_secret]);
    let words =
        ["redirect URI is not", "Ссылка для перенаправления", "Посилання для перенаправлення"];
    let command = ["amokey authorize demo --redirect-uri URI"];
    fails_in_each_language(&person, &["refresh", "--force", "demo"], 1, words, &command);
    opens(&person, "demo");
    let authorize = ["authorize", "demo", "--code", "-", "--redirect-uri"];
    fails(&person, &[&authorize[..], &["example.com"]].concat(), 2, &["--redirect-uri: "]);
    let code = person.sandbox.fresh_code(None).unwrap();
    works_with(&person, &[&authorize[..], &[&ready.redirect_uri]].concat(), &[&code]);
    works(&person, &["refresh", "--force", "demo"]);
    opens(&person, "demo");
}
