//! What is in the ledger and not seen at once: a row that makes no sense is named, hides no other, and is written anew;
//! a history that is too long to be listed says so.

use amokey::sandbox::{Options, Rotation};
use rusqlite::Connection;
use serde_json::Value;

use crate::doctor::Report;
use crate::script::{
    LANGUAGES, connects_by_code, ended, quietly, said, script, sealed, unlimited, warns, works,
};

#[test]
fn one_bad_row_is_named_everywhere_and_mended_by_a_refresh() {
    let words = [
        "The row of demo in amokey’s list of profiles cannot be read.",
        "Строку demo в списке профилей amokey нельзя прочитать.",
        "Рядок demo у списку профілів amokey неможливо прочитати.",
    ];
    let person = sealed("en", &unlimited(Rotation::Grace));
    connects_by_code(&person, "other");
    let ledger = || Connection::open(person.data().join("ledger.sqlite")).unwrap();
    let bad = "UPDATE profiles SET host = 'evil.example' WHERE name = 'demo';
               UPDATE history SET outcome = 'dreamt' WHERE id = 1;";
    ledger().execute_batch(bad).unwrap();
    let table = quietly(&person, &["status"]);
    let line = table.lines().find(|line| line.starts_with("demo")).unwrap();
    assert!(line.ends_with("amokey refresh demo"), "{table}");
    assert!(table.lines().any(|line| line.starts_with("other")), "{table}");
    let args = ["status", "--format", "json", "--check"];
    let (json, _) = ended(&script(&person, &args), 7);
    let status: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(status["profiles"][0]["name"], "other");
    assert_eq!(status["unreadable"][0]["name"], "demo");
    let reason = status["unreadable"][0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("column host: "), "{reason}");
    let (_, metrics, _) = said(&script(&person, &["status", "--format", "prometheus"]));
    assert!(metrics.contains("amokey_unreadable{profile=\"demo\"} 1\n"), "{metrics}");
    let report = Report::of(&person, &[]);
    report.finds("row:demo", "failed", "", "");
    assert!(report.text("row:demo", "remedy").ends_with("amokey refresh demo"));
    let (history, errors) = ended(&script(&person, &["history"]), 0);
    assert!(!history.is_empty());
    assert!(errors.contains("unknown variant `dreamt`"), "{errors}");
    let mut dashboard = person.runs(&[]);
    dashboard.sees("other").sees("amokey refresh demo").types("q");
    assert!(dashboard.ends().success());
    for (lang, words) in LANGUAGES.into_iter().zip(words) {
        ledger().execute_batch(bad).unwrap();
        let out = warns(person.speaks(lang), &["refresh", "--all"], &[words]);
        assert_eq!(out.lines().count(), 2, "{out}");
        works(&person, &["status", "--check"]);
    }
    // The same for one that is named.
    ledger().execute_batch(bad).unwrap();
    quietly(&person, &["status", "demo"]);
    assert_eq!(script(&person, &["refresh", "demo"]).status.code(), Some(0));
    assert_eq!(script(&person, &["status", "--check"]).status.code(), Some(0));
}

#[test]
fn a_long_history_says_that_it_is_longer() {
    let person = sealed("en", &Options::default());
    let ledger = Connection::open(person.data().join("ledger.sqlite")).unwrap();
    let lines = "DELETE FROM history;
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1500)
        INSERT INTO history (at, profile, action, outcome)
        SELECT unixepoch('2026-11-20') * 1000 - n * 60000, 'demo', 'refresh', 'rotated' FROM n;";
    ledger.execute_batch(lines).unwrap();
    let words = ["The newest 1000 of 1500 lines.", "1000 из 1500", "1000 з 1500"];
    for (lang, words) in LANGUAGES.into_iter().zip(words) {
        let shown = warns(person.speaks(lang), &["history", "demo"], &[words, "--all"]);
        assert_eq!(shown.lines().count(), 1000);
    }
    assert_eq!(quietly(&person, &["history", "--all"]).lines().count(), 1500);
    let since = ["history", "--since", "2026-11-19T00:00:00Z"];
    assert_eq!(quietly(&person, &since).lines().count(), 1440);
    let report = quietly(&person, &["history", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["left_out"], 500);
}
