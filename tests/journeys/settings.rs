//! What is remembered between runs: said once, followed by every command, and by the next start of the screen.

use std::fs;

use amokey::sandbox::Options;
use serde_json::Value;

use crate::files::{mode, put_program, set_mode};
use crate::person::Person;
use crate::script::{
    connects_by_code, fails, has_a_good_token, quietly, sealed, until, warns, works,
};

/// Somebody whose environment says nothing that the settings could say.
fn silent(person: Person) -> Person {
    let names = ["AMOKEY_STORE", "AMOKEY_KEY_FILE", "AMOKEY_LANG", "AMOKEY_PORT"];
    names.into_iter().fold(person, |person, name| person.finding(name, ""))
}

fn file(person: &Person) -> std::path::PathBuf {
    person.data().join("config.toml")
}

/// Who said what a setting is, and what it is.
fn holds(person: &Person, setting: &str) -> (String, String) {
    let out = works(person, &["config", "list", "--format", "json"]);
    let list: Vec<Value> = serde_json::from_str(&out).unwrap();
    let row = list.into_iter().find(|row| row["name"] == setting).unwrap();
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("value"), text("origin"))
}

#[test]
fn a_sealed_file_is_chosen_once_and_every_command_finds_it() {
    let person = silent(Person::listening("en", &Options::default()));
    let key = person.home.path().join("my ключ").display().to_string();
    works(&person, &["store", "init", "--key-file", &key]);
    works(&person, &["config", "set", "key_file", &key]);
    works(&person, &["config", "set", "store", "file"]);
    connects_by_code(&person, "demo");
    connects_by_code(&person, "second");
    has_a_good_token(&person.finding("AMOKEY_PROFILE", "second"));
}

#[test]
fn the_default_profile_is_the_one_that_was_chosen() {
    let person = sealed("en", &Options::default());
    connects_by_code(&person, "second");
    fails(&person, &["token", "--no-refresh"], 2, &["several profiles", "amokey use NAME"]);
    fails(&person, &["use", "third"], 1, &["no profile called third"]);
    works(&person, &["use", "second"]);
    assert_eq!(works(&person, &["config", "get", "profile"]), "second\n");
    let second = quietly(&person, &["token", "--no-refresh"]);
    assert_eq!(second, quietly(&person, &["token", "second", "--no-refresh"]));
    let person = person.finding("AMOKEY_PROFILE", "demo");
    assert_ne!(second, quietly(&person, &["token", "--no-refresh"]));
    warns(&person, &["use", "second"], &["AMOKEY_PROFILE"]);
}

#[test]
fn a_flag_comes_before_a_variable_and_a_variable_before_the_file() {
    let mut person = silent(Person::new("en")).finding("LANG", "C");
    // What there is by default, what the file says, what a variable says.
    let settings = [
        ("store", "keychain", "file", ("AMOKEY_STORE", "memory")),
        ("key_file", "", "/keys/of the file", ("AMOKEY_KEY_FILE", "/keys/other")),
        ("profile", "", "acme", ("AMOKEY_PROFILE", "бета")),
        ("language", "", "en", ("AMOKEY_LANG", "uk")),
        ("port", "18497", "18600", ("AMOKEY_PORT", "18700")),
        ("format", "table", "json", ("AMOKEY_FORMAT", "table")),
        ("mouse", "true", "false", ("AMOKEY_MOUSE", "true")),
        ("filter", "", "is:ended \"x\"", ("AMOKEY_FILTER", "acme")),
    ];
    for (name, by_default, said, (variable, in_environment)) in settings {
        assert_eq!(holds(&person, name), (by_default.into(), "default".into()), "{name}");
        works(&person, &["config", "set", name, said]);
        assert_eq!(holds(&person, name), (said.into(), "file".into()), "{name}");
        person = person.finding(variable, in_environment);
        assert_eq!(holds(&person, name), (in_environment.into(), "variable".into()), "{name}");
        person = person.finding(variable, "");
        assert_eq!(holds(&person, name), (said.into(), "file".into()), "{name}");
    }
    assert_eq!(mode(&file(&person)), 0o600);
    let person = person.finding("AMOKEY_STORE", "memory");
    assert!(works(&person, &["status"]).starts_with('{'));
    assert!(!works(&person, &["status", "--format", "table"]).contains('{'));
    works(&person, &["config", "unset", "format"]);
    assert_eq!(holds(&person, "format"), ("table".into(), "default".into()));
    // What does not fit changes nothing.
    let before = fs::read(file(&person)).unwrap();
    for (name, value, told) in [
        ("store", "memory", "keychain, file"),
        ("language", "de", "ru, uk, en"),
        ("port", "0", "1 to 65535"),
        ("profile", "a/b", "the name of a profile"),
        ("filter", "a\nb", "one line"),
        ("filter", "is:endde", "Did you mean ended?"),
        ("stor", "file", "store, key_file"),
    ] {
        fails(&person, &["config", "set", name, value], 2, &[told]);
    }
    assert_eq!(fs::read(file(&person)).unwrap(), before);
}

#[test]
fn a_wrong_line_is_named_and_stops_nothing_else() {
    let person = silent(sealed("en", &Options::default()));
    let key = person.home.path().join("amokey.key");
    let text = format!(
        "# mine\nstore = \"file\" # sealed\nkey_file = \"{}\"\nlanguage = \"de\"\nwhat\nmous = true\n",
        key.display()
    );
    fs::write(file(&person), &text).unwrap();
    set_mode(&file(&person), 0o600);
    let said =
        ["line 4: language takes one of these", "line 5", "“mous”", "“mouse”", "config edit"];
    let token = warns(&person, &["token", "--no-refresh"], &said);
    assert!(token.contains('.'));
    // It is not written to as long as it cannot be read whole, but by its editor.
    fails(&person, &["config", "set", "port", "18600"], 2, &["line 5"]);
    let path = person.home.path().join("an editor");
    let person = person.finding("EDITOR", &format!("'{}'", path.display()));
    let edits = |script: &str| put_program(&path, &format!("#!/bin/sh\nset -e\n{script}\n"));
    edits(r#"sed -i -e s/\"de\"/\"en\"/ -e /^what/d -e s/^mous/mouse/ "$1""#);
    works(&person, &["config", "edit"]);
    assert_eq!(quietly(&person, &["token", "--no-refresh"]), token);
    let now = fs::read_to_string(file(&person)).unwrap();
    assert!(now.starts_with("# mine\nstore = \"file\" # sealed\n"), "{now}");
    edits("echo worse >>\"$1\"");
    fails(&person, &["config", "edit"], 2, &["line 6", "Nothing was changed"]);
    assert_eq!(fs::read_to_string(file(&person)).unwrap(), now);
    // What others may write is not followed: it says where the key is.
    set_mode(&file(&person), 0o666);
    fails(&person, &["token", "--no-refresh"], 5, &["config.toml"]);
}

#[test]
fn the_screen_starts_as_it_was_told_and_keeps_its_language() {
    let person = silent(sealed("en", &Options::default()));
    let key = person.home.path().join("amokey.key").display().to_string();
    works(&person, &["config", "set", "key_file", &key]);
    works(&person, &["config", "set", "store", "file"]);
    works(&person, &["config", "set", "language", "en"]);
    connects_by_code(&person, "second");
    works(&person, &["config", "set", "mouse", "true"]);
    works(&person, &["config", "set", "filter", "sec"]);
    let mut terminal = person.runs(&[]);
    terminal.sees("second  ✓ fine").types("<esc>").sees("✓ demo ");
    terminal.types("<wheel-up>").sees("demo  ✓ fine");
    terminal.types("<wheel-down>").sees("second  ✓ fine");
    terminal.sees("30 days").types("<f2>").sees("30 дней");
    until("the language to be remembered", || holds(&person, "language").0 == "ru");
    assert!(terminal.types("<ctrl-c>").ends().success());
    assert!(works(&person, &["status"]).contains("ПРОФИЛЬ"));
}
