//! A machine without a session bus: the tokens are in a sealed file, and nothing else is ever used instead.

use std::fs;
use std::path::PathBuf;

use amokey::sandbox::Options;

use crate::doctor::Report;
use crate::files::{mode, set_mode};
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, command, connects_by_code, ended, fails, fails_in_each_language, given_lines,
    has_a_good_token, quietly, said, script, sealed, sealing, status, works,
};

fn file(person: &Person) -> PathBuf {
    person.data().join("secrets.sealed")
}

#[test]
fn a_sealed_file_is_set_up_and_used_without_a_session_bus() {
    let person = sealed("en", &Options::default());
    let before = has_a_good_token(&person);
    let out = quietly(&person, &REFRESH);
    assert!(out.starts_with("demo: refreshed"), "{out}");
    assert_ne!(has_a_good_token(&person), before);
    assert_eq!(status(&person)["profiles"][0]["store"], "file");
    let shown = quietly(&person, &["store", "show"]);
    for part in [
        "In use: sealed file (store = file)".to_owned(),
        format!("Sealed file: {}", file(&person).display()),
        format!("the key file {}", person.key().display()),
        "Profiles in it: 1".to_owned(),
        "system keychain: 0".to_owned(),
        "sealed file: 1".to_owned(),
    ] {
        assert!(shown.contains(&part), "{part}: {shown}");
    }
    // Nothing that was kept can be read in any file.
    let token = has_a_good_token(&person);
    let secret = &person.sandbox.ready().client_secret;
    for (path, content) in person.files() {
        let text = String::from_utf8_lossy(&content);
        for told in [token.trim_end(), secret, "def50200"] {
            assert!(!text.contains(told), "{path}");
        }
    }
    for path in [file(&person), person.key()] {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    // Where it could be moved to is not there: it stays.
    let before = fs::read(file(&person)).unwrap();
    fails(&person, &["store", "move", "--to", "keychain"], 5, &["no keychain here"]);
    assert_eq!(fs::read(file(&person)).unwrap(), before);
    assert_eq!(quietly(&person, &["token", "--no-refresh"]), token);
}

#[test]
fn the_self_tests_and_cron_see_it() {
    let person = sealed("en", &Options::default());
    let report = Report::of(&person, &[]);
    report.finds("store", "ok", "", "");
    let evidence = report.text("store", "evidence");
    assert!(evidence.starts_with("sealed file: an entry was written"), "{evidence}");
    report.finds("records", "ok", "", "");
    // Cron has none of these variables, and is told them.
    for line in ["AMOKEY_STORE=file", "AMOKEY_KEY_FILE="] {
        report.finds("cron", "attention", "", line);
    }
}

/// What is done: the sealed file, the key file and its mode, and by which words that is known in three languages.
type Row<'a> = (&'static str, Vec<u8>, &'a str, u32, [&'a str; 3]);

#[test]
fn whatever_is_wrong_has_its_own_words_and_nothing_is_written() {
    let person = sealed("en", &Options::default());
    let whole = fs::read(file(&person)).unwrap();
    let key_text = fs::read_to_string(person.key()).unwrap();
    let spoiled = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let newer = {
        let mut bytes = whole.clone();
        bytes[16] = 2;
        bytes
    };
    let other_key = "0123456789abcdef".repeat(4);
    let chmod = format!("chmod 600 {}", person.key().display());
    #[rustfmt::skip]
    let table: [Row<'_>; 9] = [
        ("a damaged record", spoiled(200), &key_text, 0o600, ["is damaged", "повреждён", "пошкоджено"]),
        ("a damaged end", spoiled(whole.len() - 3), &key_text, 0o600, ["is damaged", "повреждён", "пошкоджено"]),
        ("a cut file", whole[..whole.len() / 2].to_vec(), &key_text, 0o600, ["is damaged", "повреждён", "пошкоджено"]),
        ("something added", [&whole[..], b"\n"].concat(), &key_text, 0o600, ["is damaged", "повреждён", "пошкоджено"]),
        ("a foreign file", b"SQLite format 3".to_vec(), &key_text, 0o600, ["not a sealed file of amokey", "не зашифрованный файл amokey", "не зашифрований файл amokey"]),
        ("a newer file", newer, &key_text, 0o600, ["by a newer amokey", "более новый amokey", "новіший amokey"]),
        ("another key", whole.clone(), &other_key, 0o600, ["does not open the sealed file", "не подходит", "не підходить"]),
        ("a key for all", whole.clone(), &key_text, 0o644, [&chmod, &chmod, &chmod]),
        ("no key", whole.clone(), "tea", 0o600, ["key file cannot be used", "Файл ключа не годится", "Файл ключа не годиться"]),
    ];
    for (what, bytes, key_text, mode, words) in table {
        fs::write(file(&person), &bytes).unwrap();
        fs::write(person.key(), key_text).unwrap();
        set_mode(&person.key(), mode);
        for args in [&["token", "demo"][..], &REFRESH] {
            fails_in_each_language(&person, args, 5, words, &[]);
        }
        fails(&person, &["store", "init"], 5, &[]);
        assert_eq!(fs::read(file(&person)).unwrap(), bytes, "{what}");
    }
    fs::write(file(&person), &whole).unwrap();
    fs::write(person.key(), &key_text).unwrap();
    has_a_good_token(&person);
}

/// What is missing is said, and no other store is taken instead.
#[test]
fn without_a_file_or_a_key_nothing_is_used_instead() {
    let person = sealing("en", &Options::default());
    fs::remove_file(file(&person)).unwrap();
    fails(&person, &["token", "demo"], 5, &["amokey store init"]);
    assert!(!file(&person).exists());
    works(&person, &["store", "init"]);
    fs::remove_file(person.key()).unwrap();
    fails(&person, &["token", "demo"], 5, &["key file cannot be used"]);
    let unset = command(&person, &["token", "demo"]).env_remove("AMOKEY_KEY_FILE").output();
    let (_, errors) = ended(&unset.unwrap(), 5);
    assert!(errors.contains("no keychain here"), "{errors}");
}

#[test]
fn systemd_passes_the_key_on_and_comes_first() {
    let person = sealed("en", &Options::default());
    let credentials = person.home.path().join("credentials");
    fs::create_dir(&credentials).unwrap();
    fs::copy(person.key(), credentials.join("amokey.key")).unwrap();
    // As systemd leaves it: readable by a group that has nobody in it.
    set_mode(&credentials.join("amokey.key"), 0o440);
    fs::write(person.key(), "no key at all").unwrap();
    let output = command(&person, &["token"]).env("CREDENTIALS_DIRECTORY", &credentials).output();
    let (out, _) = ended(&output.unwrap(), 0);
    assert!(out.starts_with("eyJ"), "{out}");
}

#[test]
fn a_passphrase_is_asked_for_at_the_terminal_and_not_shown() {
    let person = Person::listening("en", &Options::default()).finding("AMOKEY_STORE", "file");
    let words = "correct horse battery";
    let mut terminal = person.runs(&["store", "init", "--passphrase"]);
    terminal.sees("New passphrase").types("x<enter>").sees("At least 8 characters");
    terminal.sees("New passphrase").types(words).types("<enter>");
    terminal.sees("Once more").types("something else<enter>").sees("Not the same");
    terminal.sees("New passphrase").types(words).types("<enter>");
    terminal.sees("Once more:").types(words).types("<enter>").sees("is made");
    assert!(terminal.ends().success());
    let shown = String::from_utf8(terminal.everything()).unwrap();
    assert!(!shown.contains("horse"), "{shown}");
    let mut terminal = person.runs(&["store", "move", "--to", "keychain"]);
    terminal.sees("Passphrase of the sealed file").types("wrong<enter>");
    terminal.sees("does not open the sealed file");
    assert!(!terminal.ends().success());
    // Where nobody can be asked, nobody is waited for.
    fails(&person, &["token", "demo"], 5, &["No key for the sealed file"]);
    let mut terminal = person.runs(&["token", "demo"]);
    terminal.sees("Passphrase of the sealed file").types(words).types("<enter>");
    terminal.sees("no profile called demo");
    assert!(!terminal.ends().success());
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_is_sealed_moves_to_the_keychain_and_back_whenever_it_is_killed() {
    let person = sealed("en", &Options::default()).keeping(Keychain::unlocked());
    let token = |store: &str| {
        let output = command(&person, &["token", "--no-refresh", "demo"])
            .env("AMOKEY_STORE", store)
            .output();
        said(&output.unwrap())
    };
    let before = token("file").1;
    for round in 0..2 {
        for (to, other) in [("keychain", "file"), ("file", "keychain")] {
            let kill_at: &[&str] = if round == 0 { &["copied", "compared", "listed"] } else { &[] };
            for step in kill_at {
                let output = command(&person, &["store", "move", "--to", to])
                    .env("AMOKEY_KILL_AT", step)
                    .output()
                    .unwrap();
                assert_eq!(output.status.code(), None, "{step}: {output:?}");
                let kept = [token(to).1, token(other).1];
                assert!(kept.contains(&before), "{to}, killed at {step}: {kept:?}");
            }
            let out = works(&person, &["store", "move", "--to", to]);
            assert!(out.starts_with("demo: moved"), "{out}");
            assert_eq!(token(to).1, before);
            let (code, _, errors) = token(other);
            assert_eq!(code, Some(5), "it is in both");
            let mend = format!("amokey config set store {to}");
            assert!(errors.contains(&mend), "{errors}");
            let status = status(&person);
            assert_eq!(status["profiles"][0]["store"], to);
        }
    }
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_key_in_the_keychain_opens_it() {
    let person = Person::new("en").keeping(Keychain::unlocked()).finding("AMOKEY_STORE", "file");
    let out = works(&person, &["store", "init", "--keychain"]);
    assert!(out.contains("an entry of the keychain"), "{out}");
    let shown = quietly(&person, &["store", "show"]);
    assert!(shown.contains("The key opens it"), "{shown}");
    assert!(person.keychain.as_ref().unwrap().lookup("#sealing-key").is_some());
}

/// An older file was put back, from before the second account was connected: its row is all that is left.
#[test]
fn a_profile_whose_record_is_gone_is_said_and_authorized_again() {
    let words = [
        "The tokens of second are gone",
        "Токенов профиля second больше нет",
        "Токенів профілю second більше немає",
    ];
    let person = sealed("en", &Options::default());
    let file = file(&person);
    let older = fs::read(&file).unwrap();
    connects_by_code(&person, "second");
    fs::write(&file, older).unwrap();
    fails_in_each_language(&person, &["token", "second"], 3, words, &["amokey authorize second"]);
    // What it says is marked.
    ended(&script(&person, &["status", "--check"]), 7);
    let (_, status, _) = said(&script(&person, &["status", "--format", "json"]));
    assert!(status.contains(r#""fix":"amokey authorize second""#), "{status}");
    let authorize = |secret: Option<&str>| {
        let more: &[&str] = if secret.is_some() { &["--client-secret", "-"] } else { &[] };
        let args = [&["authorize", "second", "--code", "-"][..], more].concat();
        let code = person.sandbox.fresh_code(None).unwrap();
        let lines: Vec<_> = secret.into_iter().chain([&*code]).collect();
        given_lines(&person, &args, &lines)
    };
    let (_, errors) = ended(&authorize(None), 3);
    assert!(errors.contains("--client-secret"), "{errors}");
    let secret = person.sandbox.ready().client_secret.clone();
    ended(&authorize(Some(&secret)), 0);
    works(&person, &["status", "--check"]);
}
