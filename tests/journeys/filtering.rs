//! The filter on the command line: the words of the dashboard, in every form of `amokey status`.

use amokey::sandbox::Options;
use serde_json::Value;

use crate::script::{
    REFRESH, connects_by_code, ended, fails, fails_in_each_language, quietly, script, sealed,
    warns, works,
};

fn names(json: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(json).unwrap();
    let profiles = report["profiles"].as_array().unwrap();
    profiles.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_filter_says_which_profiles_are_told_of() {
    let person = sealed("en", &Options::default());
    connects_by_code(&person, "other");
    assert!(person.sandbox.revoke("demo"));
    script(&person, &REFRESH);
    let asked = |filter: &[&str]| {
        names(&quietly(&person, &[&["status", "--format", "json"], filter].concat()))
    };
    assert_eq!(asked(&["--filter", "othr is:oauth"]), ["other"]);
    assert_eq!(asked(&["--filter", "-other"]), ["demo"]);
    assert_eq!(asked(&["--filter=это:в-порядке <14w"]), ["other"]);
    assert_eq!(asked(&["--only", "attention"]), ["demo"]);
    assert_eq!(asked(&["other", "--only=attention"]), [""; 0]);
    // Every form is about the same profiles, and so is the exit code.
    let fine = ["status", "--filter", "is:fine", "--check"];
    let table = quietly(&person, &fine);
    assert!(table.contains("\nother ") && !table.contains("\ndemo "), "{table}");
    let metrics = quietly(&person, &[&fine[..], &["--format=prometheus"]].concat());
    assert!(metrics.contains("\"other\"") && !metrics.contains("\"demo\""), "{metrics}");
    assert_eq!(quietly(&person, &[&fine[..], &["--short"]].concat()), "");
    let lost = ["status", "--filter", "!", "--check", "--short"];
    assert_eq!(ended(&script(&person, &lost), 7), ("✗1\n".into(), String::new()));
    let nobody = quietly(&person, &["status", "--filter", "xyzzy"]);
    assert_eq!(nobody, "No profile is found by this filter.\n");
    let nothing = quietly(&person, &["status", "other", "--only", "attention"]);
    assert_eq!(nothing, "Nothing needs attention.\n");
    // What is no filter is wrong usage, and the word that was meant is named.
    let meant = ["Did you mean ended?", "имели в виду ended?", "мали на увазі ended?"];
    let wrong = ["status", "--filter", "is:endde"];
    fails_in_each_language(&person, &wrong, 2, meant, &["amokey help filters", "endde"]);
    let person = person.speaks("en");
    fails(person, &["config", "set", "filter", "<7x"], 2, &["<7d", "amokey help filters"]);
    std::fs::write(person.data().join("config.toml"), "filter = \"is:endde\"\n").unwrap();
    warns(person, &["status"], &["config.toml, line 1", "filter takes a filter"]);
    std::fs::remove_file(person.data().join("config.toml")).unwrap();
    assert!(works(person, &["help", "filters"]).contains("is:ended"));
    assert!(works(person, &["help"]).contains("filters"));
    assert_eq!(works(person, &["help", "status"]), works(person, &["status", "--help"]));
    fails(person, &["help", "filtres"], 2, &["Did you mean “filters”?"]);
}
