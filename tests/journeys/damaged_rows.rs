//! What is in the ledger and not seen at once: a row that makes no sense is named, hides no other, and is written anew;
//! a history that is too long to be listed says so.

use amokey::sandbox::Options;
use rusqlite::Connection;
use serde_json::Value;

use crate::script::{connects_by_code, said, script, sealed};

#[test]
fn one_bad_row_is_named_everywhere_and_mended_by_a_refresh() {
    for (lang, words) in [
        (
            "en",
            "The row of demo in amokey’s list of profiles cannot be read.",
        ),
        (
            "ru",
            "Строку demo в списке профилей amokey нельзя прочитать.",
        ),
        (
            "uk",
            "Рядок demo у списку профілів amokey неможливо прочитати.",
        ),
    ] {
        let person = sealed(lang, &Options::default());
        connects_by_code(&person, "other");
        let ledger = || Connection::open(person.data().join("ledger.sqlite")).unwrap();
        let bad = "UPDATE profiles SET host = 'evil.example' WHERE name = 'demo';
                   UPDATE history SET outcome = 'dreamt' WHERE id = 1;";
        ledger().execute_batch(bad).unwrap();

        let (code, table, errors) = said(&script(&person, &["status"]));
        assert_eq!((code, &*errors), (Some(0), ""));
        let line = table.lines().find(|line| line.starts_with("demo")).unwrap();
        assert!(line.ends_with("amokey refresh demo"), "{table}");
        assert!(
            table.lines().any(|line| line.starts_with("other")),
            "{table}"
        );
        let args = ["status", "--format", "json", "--check"];
        let (code, json, _) = said(&script(&person, &args));
        assert_eq!(code, Some(7));
        let status: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(status["profiles"][0]["name"], "other");
        assert_eq!(status["unreadable"][0]["name"], "demo");
        let reason = status["unreadable"][0]["reason"].as_str().unwrap();
        assert!(reason.starts_with("column host: "), "{reason}");
        let (_, metrics, _) = said(&script(&person, &["status", "--format", "prometheus"]));
        assert!(
            metrics.contains("amokey_unreadable{profile=\"demo\"} 1\n"),
            "{metrics}"
        );

        let (code, json, _) = said(&script(&person, &["doctor", "--format", "json"]));
        assert_eq!(code, Some(1));
        let report: Value = serde_json::from_str(&json).unwrap();
        let checks = report["checks"].as_array().unwrap();
        let row = checks
            .iter()
            .find(|check| check["name"] == "row:demo")
            .unwrap();
        assert_eq!(row["result"], "failed");
        assert!(
            row["remedy"]
                .as_str()
                .unwrap()
                .ends_with("amokey refresh demo")
        );

        let (code, history, errors) = said(&script(&person, &["history"]));
        assert_eq!(code, Some(0));
        assert!(!history.is_empty());
        assert!(errors.contains("unknown variant `dreamt`"), "{errors}");

        let mut dashboard = person.runs(&[]);
        dashboard
            .sees("other")
            .sees("amokey refresh demo")
            .types("q");
        assert!(dashboard.ends().success());

        let (code, out, errors) = said(&script(&person, &["refresh", "--all"]));
        assert_eq!(code, Some(0), "{errors}");
        assert!(errors.contains(words), "{errors}");
        assert_eq!(out.lines().count(), 2, "{out}");
        let (code, table, _) = said(&script(&person, &["status", "--check"]));
        assert_eq!(code, Some(0), "{table}");

        // The same for one that is named.
        ledger().execute_batch(bad).unwrap();
        let (code, _, errors) = said(&script(&person, &["status", "demo"]));
        assert_eq!((code, &*errors), (Some(0), ""));
        assert_eq!(script(&person, &["refresh", "demo"]).status.code(), Some(0));
        assert_eq!(
            script(&person, &["status", "--check"]).status.code(),
            Some(0)
        );
    }
}

#[test]
fn a_long_history_says_that_it_is_longer() {
    for (lang, words) in [
        ("en", "The newest 1000 of 1500 lines."),
        ("ru", "1000 из 1500"),
        ("uk", "1000 з 1500"),
    ] {
        let person = sealed(lang, &Options::default());
        let ledger = Connection::open(person.data().join("ledger.sqlite")).unwrap();
        let lines = "DELETE FROM history;
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1500)
            INSERT INTO history (at, profile, action, outcome)
            SELECT unixepoch('2026-11-20') * 1000 - n * 60000, 'demo', 'refresh', 'rotated' FROM n;";
        ledger.execute_batch(lines).unwrap();
        let lists = |more: &[&str]| {
            let (code, out, errors) = said(&script(&person, &[&["history"], more].concat()));
            assert_eq!(code, Some(0), "{errors}");
            (out.lines().count(), errors)
        };
        let (shown, errors) = lists(&["demo"]);
        assert_eq!(shown, 1000);
        assert!(
            errors.contains(words) && errors.contains("--all"),
            "{errors}"
        );
        assert_eq!(lists(&["--all"]), (1500, String::new()));
        assert_eq!(
            lists(&["--since", "2026-11-19T00:00:00Z"]),
            (1440, String::new())
        );
        let (_, json, errors) = said(&script(&person, &["history", "--format", "json"]));
        assert_eq!(errors, "");
        let report: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(report["left_out"], 500);
    }
}
