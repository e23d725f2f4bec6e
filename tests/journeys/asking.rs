//! `amokey api` as scripts and people use it.

use std::io::{BufRead as _, BufReader};

use amokey::sandbox::{Fault, Options};
use serde_json::Value;

use crate::person::Person;
use crate::script::{
    LANGUAGES, command, ended, fails_in_each_language, given_lines, quietly, said, script, sealed,
};

const ACCOUNT: &str = "/api/v4/account";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn an_answer_is_raw_in_a_pipe_and_set_out_on_a_terminal() {
    let person = sealed("en", &Options::default());
    let raw = quietly(&person, &["api", ACCOUNT]);
    assert_eq!(json(&raw)["name"], "Ромашка");
    assert_eq!(raw.lines().count(), 1);
    let mut terminal = person.runs(&["api", "demo", "GET", "api/v4/account"]);
    assert!(terminal.sees("  \"name\": \"Ромашка\",").ends().success());
    let mut terminal = person.runs(&["api", ACCOUNT, "--raw"]);
    assert!(terminal.sees("\"name\":\"Ромашка\"").ends().success());
    // Nothing found, nothing printed.
    let nothing = script(&person, &["api", "/api/v4/leads/1"]);
    assert_eq!(said(&nothing), (Some(0), String::new(), String::new()));
}

#[test]
fn all_pages_are_one_answer_and_whoever_has_enough_may_leave() {
    let person = sealed("en", &Options::default());
    let all = ["api", "/api/v4/leads", "-q", "limit=4", "-q", "with=contacts", "--all"];
    let text = quietly(&person, &all);
    let leads = json(&text)["_embedded"]["leads"].as_array().unwrap().clone();
    assert_eq!(leads.len(), 30);
    assert!(leads[0]["_embedded"]["contacts"].is_array(), "with=contacts on every page");
    let ids: Vec<_> = leads.iter().map(|lead| lead["id"].as_u64().unwrap()).collect();
    assert!(ids.is_sorted());
    let asked = || person.sandbox.stats().api_requests["200"];
    let before = asked();
    let mut child = command(&person, &all).spawn().unwrap();
    // The first page is there while the others are not; then the reader leaves.
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.fill_buf().unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert_eq!(said(&output), (Some(0), String::new(), String::new()));
    assert!(asked() - before < 8, "{} pages for nobody", asked() - before);
    // A list that broke off is no JSON, so that nobody takes it for a whole one.
    person.sandbox.fault([Fault::Slow(std::time::Duration::ZERO), Fault::InternalError]);
    let (text, _) = ended(&script(&person, &all), 4);
    assert!(
        text.starts_with("{\"_embedded\":{\"leads\":[{")
            && serde_json::from_str::<Value>(&text).is_err()
    );
}

/// What goes wrong, its code, and its words in three languages; the server's own answer is on standard output.
#[test]
fn a_refusal_is_passed_on_and_explained() {
    let person = sealed("en", &Options::default());
    let rows: [(Fault, i32, [&str; 3]); 5] = [
        (Fault::Forbidden, 1, ["may not do that", "нет прав", "немає прав"]),
        (
            Fault::PaymentRequired,
            1,
            ["subscription is over", "Подписка аккаунта", "Підписка акаунта"],
        ),
        (Fault::NotFound, 1, ["Nothing was found", "Ничего не найдено", "Нічого не знайдено"]),
        (Fault::TooMany, 4, ["in 5 minutes", "через 5 минут", "через 5 хвилин"]),
        (
            Fault::InternalError,
            4,
            ["trouble of its own", "На сервере неполадки", "На сервері негаразди"],
        ),
    ];
    for (fault, expected, words) in rows {
        for (lang, words) in LANGUAGES.into_iter().zip(words) {
            person.sandbox.fault([fault]);
            let output = command(&person, &["api", ACCOUNT]).env("AMOKEY_LANG", lang).output();
            person.may_ask_again();
            let (out, errors) = ended(&output.unwrap(), expected);
            assert!(errors.contains(words) && errors.contains("HTTP "), "{errors}");
            let answer = json(&out);
            assert!(answer["status"].is_u64());
            // amoCRM explains itself in the same language, where it can.
            let title = answer.to_string();
            assert_eq!(title.chars().any(|c| ('а'..='я').contains(&c)), lang != "en", "{title}");
        }
    }
    let (code, out, errors) = said(&script(&person, &["api", "POST", "/api/v4/leads", "-d", "[]"]));
    assert!(code == Some(1) && errors.contains("does not accept this request"), "{out}{errors}");
    assert!(errors.contains("405"), "{errors}");
}

#[test]
fn a_body_comes_from_the_command_line_a_file_or_standard_input() {
    let person = sealed("en", &Options::default());
    let file = person.home.path().join("body.json");
    std::fs::write(&file, "[{\"name\":\"x\"}]").unwrap();
    let from_file = format!("@{}", file.display());
    for data in ["[]", &from_file, "-"] {
        // The sandbox creates nothing; that it says so shows that it was asked.
        let output = given_lines(&person, &["api", "/api/v4/leads", "-d", data], &["{}"]);
        let (_, errors) = ended(&output, 1);
        assert!(errors.contains("HTTP 405"), "{errors}");
    }
}

/// Whatever is said about the command line is said before any store is opened.
#[test]
fn wrong_usage_is_named_in_every_language() {
    let rows: [(&[&str], [&str; 3]); 7] = [
        (&["leads"], ["is not a path", "не путь", "не шлях"]),
        (&["a", "b", ACCOUNT], ["is not [P] [METHOD] PATH", "это не [P]", "це не [P]"]),
        (
            &["https://evil.com/api/v4/account"],
            ["nobody else is sent", "больше никому", "більше нікому"],
        ),
        (&[ACCOUNT, "-q", "limit"], ["is not a parameter", "не параметр", "не параметр"]),
        (
            &[ACCOUNT, "-H", "Authorization: Bearer x"],
            ["by amokey itself", "amokey ставит сам", "amokey ставить сам"],
        ),
        (&[ACCOUNT, "-d", "{"], ["is not JSON", "не JSON", "не JSON"]),
        (&["DELETE", ACCOUNT, "--all"], ["goes with GET", "только для GET", "лише для GET"]),
    ];
    let person = Person::new("en");
    for (args, words) in rows {
        fails_in_each_language(&person, &[&["api"], args].concat(), 2, words, &[]);
    }
    assert!(!person.data().exists());
}

#[test]
fn the_token_goes_to_its_account_and_is_written_nowhere() {
    let person = sealed("en", &Options::default()).finding("AMOKEY_LOG", "amokey=trace");
    let (_, token, _) = said(&script(&person, &["token"]));
    let token = token.trim_end();
    let mut everything = Vec::new();
    for args in [
        &["api", ACCOUNT][..],
        &["api", "/api/v4/users/1"],
        &["api", "/api/v4/leads", "-q", "query=Пётр", "--all"],
        &["api", "https://acme.amocrm.ru/api/v4/account"],
        &["lead", "contacts", "20000101"],
    ] {
        let (_, out, errors) = said(&script(&person, args));
        // The account's own answer may name what it was asked for.
        assert!(!out.contains(token), "{out}");
        everything.push(errors);
    }
    assert!(everything[3].contains("acme.amocrm.ru") && everything[3].contains("demo.amocrm.ru"));
    let files = person.files();
    assert!(files.iter().any(|(path, bytes)| path.contains("/logs/") && !bytes.is_empty()));
    everything.extend(files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()));
    for text in &everything {
        assert!(!text.contains(token) && !text.contains("query="), "{text}");
    }
}
