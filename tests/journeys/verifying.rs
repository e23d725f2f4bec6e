//! `amokey verify`, the self-tests that ask the accounts, and the unattended run that does so once a day.

use amokey::sandbox::{Fault, Options, Rotation};
use rusqlite::Connection;
use serde_json::Value;

use crate::person::Person;
use crate::script::{
    LANGUAGES, command, connects_by_code, ended, fails, fails_in_each_language, quietly, said,
    script, sealed, status, unlimited, works,
};

const VERIFY: [&str; 2] = ["verify", "--all"];

fn two() -> Person {
    let person = sealed("en", &unlimited(Rotation::Grace));
    connects_by_code(&person, "other");
    person
}

/// How often the API was asked, whatever it answered.
fn asked(person: &Person) -> u64 {
    person.sandbox.stats().api_requests.values().sum()
}

#[test]
fn each_account_is_asked_once_and_says_its_name() {
    let person = two();
    let before = asked(&person);
    for (lang, answers) in LANGUAGES.into_iter().zip(["answers", "отвечает", "відповідає"])
    {
        let all = quietly(person.speaks(lang), &VERIFY);
        for name in ["demo", "other"] {
            let line = format!("{name}: Ромашка {answers} (demo.amocrm.ru)");
            assert!(all.lines().count() == 2 && all.lines().any(|it| it == line), "{all}");
        }
    }
    assert_eq!(asked(&person), before + 6);
    let person = person.speaks("en");
    fails(person, &["verify"], 2, &["several profiles"]);
    fails(person, &["verify", "othr"], 1, &["Did you mean other?"]);
    fails(person, &["verify", "demo", "--all"], 2, &["cannot be combined"]);
    let meant = command(person, &["verify"]).env("AMOKEY_PROFILE", "other").output().unwrap();
    assert!(ended(&meant, 0).0.starts_with("other: "));
    person.sandbox.fault([Fault::InternalError]);
    let ill = ["trouble of its own", "На сервере неполадки", "На сервері негаразди"];
    fails(person, &["verify", "demo"], 4, &["demo: ", ill[0]]);
    assert_eq!(status(person)["profiles"][0]["health"], "ok", "what passes changes nothing");
    let mut terminal = person.runs(&VERIFY);
    assert!(terminal.sees("Answered: 2 · failed: 0").ends().success());
    assert!(person.sandbox.revoke("demo"));
    let (out, errors) = ended(&script(person, &VERIFY), 3);
    assert_eq!((&*out, errors.matches("amokey authorize ").count()), ("", 2), "{errors}");
    assert!(errors.ends_with("Answered: 0 · failed: 2\n"), "{errors}");
    assert_eq!(status(person)["profiles"][1]["health"], "needs_authorization");
    assert!(works(person, &["history", "demo"]).contains("verify     refused"));
    let again =
        ["no tokens that are still accepted", "нет действующих токенов", "немає чинних токенів"];
    fails_in_each_language(person, &["verify", "other"], 3, again, &["amokey authorize other"]);
}

#[test]
fn the_self_tests_ask_the_accounts_when_they_are_told_to() {
    let person = two();
    let (online, before) = (["doctor", "--online", "--format", "json"], asked(&person));
    let accounts = |args: &[&str]| {
        let (_, json, _) = said(&script(&person, args));
        let report: Value = serde_json::from_str(&json).unwrap();
        let checks = report["checks"].as_array().unwrap().clone();
        let about = |check: &Value| check["name"].as_str().unwrap().starts_with("account");
        checks.into_iter().filter(about).collect::<Vec<_>>()
    };
    assert!(accounts(&["doctor", "--format", "json"]).is_empty());
    let seen = accounts(&online);
    assert_eq!((seen.len(), asked(&person)), (2, before + 2));
    assert_eq!((&seen[0]["name"], &seen[0]["result"]), (&"account:demo".into(), &"ok".into()));
    assert_eq!(seen[1]["evidence"], "Ромашка answers at demo.amocrm.ru");
    person.sandbox.fault([Fault::PaymentRequired, Fault::PaymentRequired]);
    for check in accounts(&online) {
        assert_eq!(check["result"], "failed", "{check}");
        assert!(check["evidence"].as_str().unwrap().contains("subscription is over"), "{check}");
    }
    assert!(person.sandbox.revoke("demo"));
    for check in accounts(&online) {
        assert!(check["remedy"].as_str().unwrap().contains("amokey authorize "), "{check}");
    }
    std::fs::write(person.data().join("secrets.sealed"), "not sealed").unwrap();
    let unasked = accounts(&online);
    assert_eq!((&unasked[0]["name"], unasked.len()), (&"accounts".into(), 1), "{unasked:?}");
}

#[test]
fn an_unattended_run_asks_each_account_once_a_day_and_calls_a_person() {
    let person = sealed("en", &Options::default());
    let seen = person.home.path().join("seen");
    let note = format!("echo $AMOKEY_EVENT $AMOKEY_PROFILE >> {}", seen.display());
    works(&person, &["hooks", "set", "--on", "needs-person", "--", "/bin/sh", "-c", &note]);
    let a_day_later = || {
        let ledger = Connection::open(person.data().join("ledger.sqlite")).unwrap();
        ledger.execute("UPDATE history SET at = at - 90000000", []).unwrap();
    };
    let unattended = ["refresh", "--all", "--due"];
    let before = asked(&person);
    // The account was asked when it was connected.
    assert_eq!(quietly(&person, &unattended), "");
    assert_eq!(asked(&person), before);
    a_day_later();
    person.sandbox.fault([Fault::InternalError]);
    for requests in [1, 2, 2] {
        assert_eq!(quietly(&person, &unattended), "");
        assert_eq!(asked(&person), before + requests, "what passes is tried in the next run");
    }
    assert_eq!(works(&person, &["history", "--since=1d"]).lines().count(), 1);
    a_day_later();
    assert!(person.sandbox.revoke("demo"));
    fails(&person, &unattended, 3, &["demo: ", "amokey authorize demo"]);
    let told = || std::fs::read_to_string(&seen).unwrap();
    assert_eq!(told(), "needs-person demo\n");
    // It is known from now on: nobody is asked, and nobody is called twice.
    let after = asked(&person);
    assert_eq!(quietly(&person, &unattended), "");
    assert_eq!((told(), asked(&person)), ("needs-person demo\n".into(), after));
}
