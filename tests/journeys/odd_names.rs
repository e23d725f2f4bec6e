//! Spaces, quotes and Cyrillic in the names of profiles, folders and files: shown, stored and passed on as they are.

use std::fs;

use amokey::domain::shell::words;
use amokey::sandbox::Rotation;

use crate::person::Person;
use crate::script::{
    connects_by_code, fails, has_a_good_token, quietly, said, script, status, unlimited, works,
};

const NAME: &str = "ООО «Ромашка» & \"Bob's\"";

#[test]
fn whatever_a_profile_and_its_folder_are_called_every_command_takes_it() {
    let person = Person::listening("en", &unlimited(Rotation::Strict));
    let place = |name: &str| person.home.path().join(name).display().to_string();
    let (home, key) = (place("мой дом \"it's\""), place("ключ & 'co'"));
    let (export, told) = (place("токен \"it's\".env"), place("сказано it's"));
    let person = person
        .finding("AMOKEY_HOME", &home)
        .finding("AMOKEY_STORE", "file")
        .finding("AMOKEY_KEY_FILE", &key);
    works(&person, &["store", "init"]);
    connects_by_code(&person, NAME);
    has_a_good_token(&person);
    works(&person, &["use", NAME]);
    let out = quietly(&person, &["exec", NAME, "--", "sh", "-c", "echo $AMOCRM_SUBDOMAIN"]);
    assert_eq!(out, "demo\n");
    works(&person, &["export", NAME, "--to", "env", "--keep", "-o", &export]);
    let before = fs::read_to_string(&export).unwrap();
    let hook = format!("printf %s \"$AMOKEY_PROFILE\" >\"{}\"", told.replace('"', "\\\""));
    works(&person, &["hooks", "set", "--on", "rotated", "--", "sh", "-c", &hook]);
    let out = works(&person, &["refresh", "--force", NAME]);
    assert!(out.starts_with(&format!("{NAME}: refreshed")), "{out}");
    assert_ne!(fs::read_to_string(&export).unwrap(), before);
    assert_eq!(fs::read_to_string(&told).unwrap(), NAME);
    assert!(works(&person, &["history", NAME]).contains(NAME));
    let metrics = works(&person, &["status", "--format", "prometheus"]);
    assert!(metrics.contains(r#"profile="ООО «Ромашка» & \"Bob's\"""#), "{metrics}");
    assert_eq!(status(&person)["profiles"][0]["name"], NAME);
    // What mends it can be copied into a shell.
    let account = &person.sandbox.ready().account;
    assert!(person.sandbox.revoke(account));
    let errors = fails(&person, &["refresh", "--force", NAME], 3, &[NAME]);
    let command = errors.lines().rev().find(|line| line.contains("amokey authorize")).unwrap();
    let mends = ["amokey", "authorize", NAME];
    assert_eq!(words(command.trim()).unwrap(), mends, "{errors}");
    let fix = status(&person)["profiles"][0]["fix"].as_str().unwrap().to_owned();
    assert_eq!(words(&fix).unwrap(), mends);
    let stored = said(&script(&person, &["token", "--no-refresh"]));
    assert_ne!(stored.0, Some(0), "{stored:?}");
    works(&person, &["forget", NAME, "--yes"]);
    fails(&person, &["token", NAME], 1, &[NAME]);
    fails(&person, &["connect", "--profile", "-x", "--account", account, "--browser"], 2, &[]);
}
