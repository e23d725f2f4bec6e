//! `amokey lead contacts` in a script.

use amokey::sandbox::Options;
use serde_json::Value;

use crate::script::{LANGUAGES, fails_in_each_language, quietly, said, sealed, shell, works};

/// Four scripts that know nothing of one another. Twenty-five leads each with `AMOKEY_TEST_LONG=1`.
#[test]
fn scripts_that_run_at_once_stay_within_the_limits_together() {
    let person = sealed("en", &Options::default());
    let leads = if crate::is_long() { 25 } else { 3 };
    let before = person.sandbox.stats().api_requests["200"];
    let script =
        format!(r#"for n in $(seq {leads}); do "$0" lead contacts 20000101 || exit; done"#);
    let scripts: Vec<_> = (0..4).map(|_| shell(&person, &script).spawn().unwrap()).collect();
    for script in scripts {
        let (code, _, errors) = said(&script.wait_with_output().unwrap());
        assert_eq!((code, errors.as_str()), (Some(0), ""));
    }
    let stats = person.sandbox.stats();
    assert_eq!(stats.api_requests.keys().collect::<Vec<_>>(), ["200"]);
    assert_eq!(stats.api_requests["200"] - before, 4 * leads * 3);
}

#[test]
fn a_leads_contacts_are_a_table_and_json() {
    let person = sealed("en", &Options::default());
    for ((lang, lead), (responsible, main)) in
        LANGUAGES.into_iter().zip(["Lead", "Сделка", "Угода"]).zip([
            ("responsible", "  main  "),
            ("ответственный", "  основной  "),
            ("відповідальний", "  основний  "),
        ])
    {
        let title =
            format!("{lead} 20000101 · Ремонт офиса на Лесной · {responsible}: Игорь Власов");
        let table = quietly(person.speaks(lang), &["lead", "contacts", "20000101"]);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!((lines.len(), lines[0]), (4, &*title));
        assert!(
            lines[2].starts_with("50000101  Ольга Жукова") && lines[2].contains(main),
            "{table}"
        );
        assert!(lines[2].ends_with("Мария Ким") && !lines[3].contains(main), "{table}");
    }
    let text = works(&person, &["lead", "contacts", "20000101", "demo", "--format", "json"]);
    let found = serde_json::from_str::<Value>(&text).unwrap();
    assert_eq!(found["version"], 1);
    assert_eq!(found["lead"]["responsible_user"]["name"], "Игорь Власов");
    let contact = serde_json::json!({"id": 50_000_101, "name": "Ольга Жукова", "is_main": true,
        "responsible_user": {"id": 9_000_012, "name": "Мария Ким"}});
    assert_eq!(found["contacts"][0], contact);
    let words = ["no lead 1", "Сделки 1 нет", "Угоди 1 немає"];
    fails_in_each_language(&person, &["lead", "contacts", "1"], 1, words, &[]);
}
