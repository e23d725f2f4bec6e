//! `amokey status --short` in a prompt and in a bar.

use std::fs;

use amokey::sandbox::Options;
use serde_json::{Value, json};

use crate::script::{
    REFRESH, connects_by_code, ended, fails, quietly, script, sealed, sealing, works,
};

const SHORT: [&str; 2] = ["status", "--short"];
const BAR: [&str; 3] = ["status", "--short", "--format=json"];

#[test]
fn a_prompt_is_told_who_is_needed_and_nothing_while_all_is_well() {
    let person = sealed("en", &Options::default());
    connects_by_code(&person, "other");
    // No key opens the sealed file: nobody asks for one.
    let (key, aside) = (person.home.path().join("amokey.key"), person.home.path().join("aside"));
    fs::rename(&key, &aside).unwrap();
    // Nor does a line of the settings that is wrong, or says in which form answers are read, come into a prompt.
    fs::write(person.data().join("config.toml"), "format = \"json\"\nsideways = 1\n").unwrap();
    assert_eq!(quietly(&person, &SHORT), "");
    fs::remove_file(person.data().join("config.toml")).unwrap();
    let module = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let fine = json!({"text": "", "tooltip": "", "class": "ok"});
    assert_eq!(module(&quietly(&person, &BAR)), fine);
    let ending = ["status", "--short", "--within", "1000d", "--check"];
    assert_eq!(ended(&script(&person, &ending), 7), ("!2\n".into(), String::new()));
    fs::rename(&aside, &key).unwrap();
    assert!(person.sandbox.revoke("demo"));
    script(&person, &REFRESH);
    assert_eq!(quietly(&person, &SHORT), "✗1\n");
    assert_eq!(quietly(&person, &["status", "--short", "other"]), "");
    assert_eq!(quietly(&person, &["status", "--short", "--within=1000d"]), "✗1 !1\n");
    for (lang, needs) in [("en", "needs you"), ("ru", "ждёт вас"), ("uk", "чекає на вас")]
    {
        let said = module(&quietly(person.speaks(lang), &BAR));
        let tooltip = format!("demo: {needs}");
        assert_eq!(said, json!({"text": "✗1", "tooltip": tooltip, "class": "critical"}));
    }
    // The same aloud: a sentence a profile, the one that needs somebody first, and how many before it.
    let aloud = ["status", "--format=text", "--check", "--within=1000d"];
    let aloud = ended(&script(person.speaks("en"), &aloud), 7).0;
    let begins = ["2 profiles: 1 needs you, 1 ends soon.", "demo, demo.amocrm.ru: ", "other, "];
    assert!(aloud.lines().zip(begins).all(|(line, it)| line.starts_with(it)), "{aloud}");
    assert_eq!(aloud.lines().count(), 3, "{aloud}");
    fails(person.speaks("en"), &["status", "--short", "othr"], 1, &["Did you mean other?"]);
    fails(&person, &["status", "--short", "--format=prometheus"], 2, &["cannot be combined"]);
}

#[test]
fn what_cannot_be_known_is_a_question_mark_and_nothing_is_created_to_know_it() {
    let person = sealing("en", &Options::default());
    let ledger = person.data().join("ledger.sqlite");
    fs::remove_dir_all(person.data()).unwrap();
    assert_eq!(quietly(&person, &SHORT), "");
    assert!(!person.data().exists(), "whoever only asks leaves nothing behind");
    works(&person, &["store", "init"]);
    connects_by_code(&person, "demo");
    let is_unknown = || {
        assert_eq!(ended(&script(&person, &SHORT), 1), ("?\n".into(), String::new()));
        let said: Value = serde_json::from_str(&quietly(&person, &BAR)).unwrap();
        assert_eq!((&said["text"], &said["class"]), (&json!("?"), &json!("unknown")));
        assert_ne!(said["tooltip"], "");
    };
    fs::write(&ledger, "not a ledger").unwrap();
    is_unknown();
    fs::remove_file(&ledger).unwrap();
    is_unknown();
    // The store remembers.
    works(&person, &["status"]);
    assert_eq!(quietly(&person, &SHORT), "");
}
