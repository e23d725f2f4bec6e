//! `amokey lead contacts` in a script.

use std::process::{Command, Stdio};

use amokey::sandbox::Options;
use serde_json::Value;

use crate::script::{command, connected, said, script, sealed};

/// Four scripts that know nothing of one another. Twenty-five leads each with `AMOKEY_TEST_LONG=1`.
#[test]
fn scripts_that_run_at_once_stay_within_the_limits_together() {
    let person = sealed("en", &Options::default());
    let leads = if crate::is_long() { 25 } else { 3 };
    let before = person.sandbox.stats().api_requests["200"];
    let script =
        format!(r#"for n in $(seq {leads}); do "$0" lead contacts 20000101 || exit; done"#);
    let scripts: Vec<_> = (0..4)
        .map(|_| {
            Command::new("sh")
                .args(["-c", &script, env!("CARGO_BIN_EXE_amokey")])
                .env_clear()
                .envs(person.environment())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for script in scripts {
        let (code, _, errors) = said(&script.wait_with_output().unwrap());
        assert_eq!((code, errors.as_str()), (Some(0), ""));
    }
    let stats = person.sandbox.stats();
    assert_eq!(stats.api_requests.keys().collect::<Vec<_>>(), ["200"]);
    assert_eq!(stats.api_requests["200"] - before, 4 * leads * 3);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_leads_contacts_are_a_table_and_json() {
    let person = connected("en");
    for (lang, title, main) in [
        (
            "en",
            "Lead 20000101 · Ремонт офиса на Лесной · responsible: Игорь Власов",
            "  main  ",
        ),
        (
            "ru",
            "Сделка 20000101 · Ремонт офиса на Лесной · ответственный: Игорь Власов",
            "  основной  ",
        ),
        (
            "uk",
            "Угода 20000101 · Ремонт офиса на Лесной · відповідальний: Игорь Власов",
            "  основний  ",
        ),
    ] {
        let output = command(&person, &["lead", "contacts", "20000101"])
            .env("AMOKEY_LANG", lang)
            .output();
        let (code, table, errors) = said(&output.unwrap());
        assert_eq!((code, errors.as_str()), (Some(0), ""));
        let lines: Vec<_> = table.lines().collect();
        assert_eq!((lines.len(), lines[0]), (4, title));
        assert!(
            lines[2].starts_with("50000101  Ольга Жукова") && lines[2].contains(main),
            "{table}"
        );
        assert!(
            lines[2].ends_with("Мария Ким") && !lines[3].contains(main),
            "{table}"
        );
    }
    let (code, text, _) = said(&script(
        &person,
        &["lead", "contacts", "20000101", "demo", "--format", "json"],
    ));
    assert_eq!(code, Some(0));
    let found = serde_json::from_str::<Value>(&text).unwrap();
    assert_eq!(found["version"], 1);
    assert_eq!(found["lead"]["responsible_user"]["name"], "Игорь Власов");
    let contact = serde_json::json!({"id": 50_000_101, "name": "Ольга Жукова", "is_main": true,
        "responsible_user": {"id": 9_000_012, "name": "Мария Ким"}});
    assert_eq!(found["contacts"][0], contact);
    for (lang, words) in [
        ("en", "no lead 1"),
        ("ru", "Сделки 1 нет"),
        ("uk", "Угоди 1 немає"),
    ] {
        let output = command(&person, &["lead", "contacts", "1"])
            .env("AMOKEY_LANG", lang)
            .output();
        let (code, out, errors) = said(&output.unwrap());
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(errors.contains(words), "{errors}");
    }
}
