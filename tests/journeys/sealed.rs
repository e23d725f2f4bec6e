//! A machine without a session bus: the tokens are in a sealed file, and nothing else is ever used instead.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Stdio;

use amokey::sandbox::Options;
use serde_json::Value;

use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, command, connects_by_code, has_a_good_token, said, script, sealed, sealing,
};

fn file(person: &Person) -> PathBuf {
    person.data().join("secrets.sealed")
}

fn key(person: &Person) -> PathBuf {
    person.home.path().join("amokey.key")
}

/// What another language says to the same command.
fn in_language(person: &Person, lang: &str, args: &[&str]) -> (Option<i32>, String, String) {
    said(
        &command(person, args)
            .env("AMOKEY_LANG", lang)
            .output()
            .unwrap(),
    )
}

#[test]
fn it_is_set_up_and_used_without_a_session_bus() {
    let person = sealed("en", &Options::default());
    let before = has_a_good_token(&person);
    let (code, out, errors) = said(&script(&person, &REFRESH));
    assert_eq!((code, &*errors), (Some(0), ""));
    assert!(out.starts_with("demo: refreshed"), "{out}");
    assert_ne!(has_a_good_token(&person), before);
    let (_, json, _) = said(&script(&person, &["status", "--format", "json"]));
    let status: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(status["profiles"][0]["store"], "file");
    let (code, shown, errors) = said(&script(&person, &["store", "show"]));
    assert_eq!((code, &*errors), (Some(0), ""));
    for part in [
        "In use: sealed file (AMOKEY_STORE=file)".to_owned(),
        format!("Sealed file: {}", file(&person).display()),
        format!("the key file {}", key(&person).display()),
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
    for path in [file(&person), key(&person)] {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn what_scripts_need_works_without_a_session_bus() {
    let person = sealed("en", &Options::default());
    let runs = |args: &[&str]| {
        let (code, out, errors) = said(&script(&person, args));
        assert_eq!((code, &*errors), (Some(0), ""), "{args:?}");
        out
    };
    let token = has_a_good_token(&person);
    let shell = "printf %s \"$AMOCRM_ACCESS_TOKEN\"";
    assert_eq!(runs(&["exec", "--", "sh", "-c", shell]), token.trim_end());
    let account: Value = serde_json::from_str(&runs(&["api", "/api/v4/account"])).unwrap();
    assert_eq!(account["name"], "Ромашка");
    let leads: Value = serde_json::from_str(&runs(&["api", "/api/v4/leads"])).unwrap();
    let lead = leads["_embedded"]["leads"][0]["id"].to_string();
    let contacts = runs(&["lead", "contacts", &lead, "--format", "json"]);
    let contacts: Value = serde_json::from_str(&contacts).unwrap();
    assert!(!contacts["contacts"].as_array().unwrap().is_empty());
}

#[test]
fn the_self_tests_and_cron_see_it() {
    let person = sealed("en", &Options::default());
    let (_, json, errors) = said(&script(&person, &["doctor", "--format", "json"]));
    let report: Value = serde_json::from_str(&json).unwrap_or_else(|_| panic!("{json}{errors}"));
    let check = |name: &str| {
        let checks = report["checks"].as_array().unwrap().iter();
        let found = checks.clone().find(|check| check["name"] == name);
        found.unwrap_or_else(|| panic!("{name}: {report}")).clone()
    };
    let store = check("store");
    assert_eq!(store["result"], "ok", "{store}");
    let evidence = store["evidence"].as_str().unwrap();
    assert!(
        evidence.starts_with("sealed file: an entry was written"),
        "{evidence}"
    );
    assert_eq!(check("records")["result"], "ok");
    // Cron has none of these variables, and is told them.
    let cron = check("cron");
    assert_eq!(cron["result"], "attention", "{cron}");
    let remedy = cron["remedy"].as_str().unwrap();
    for line in ["AMOKEY_STORE=file", "AMOKEY_KEY_FILE="] {
        assert!(remedy.contains(line), "{remedy}");
    }
}

/// What is done: the sealed file, the key file and its mode, and by which words that is known in three languages.
type Row<'a> = (&'static str, Vec<u8>, &'a str, u32, [&'a str; 3]);

#[test]
fn whatever_is_wrong_has_its_own_words_and_nothing_is_written() {
    let person = sealed("en", &Options::default());
    let whole = fs::read(file(&person)).unwrap();
    let key_text = fs::read_to_string(key(&person)).unwrap();
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
    let chmod = format!("chmod 600 {}", key(&person).display());
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
        fs::write(key(&person), key_text).unwrap();
        fs::set_permissions(key(&person), fs::Permissions::from_mode(mode)).unwrap();
        for (lang, words) in ["en", "ru", "uk"].into_iter().zip(words) {
            for args in [&["token", "demo"][..], &REFRESH] {
                let (code, out, errors) = in_language(&person, lang, args);
                assert_eq!((code, &*out), (Some(5), ""), "{what}: {errors}");
                assert!(errors.contains(words), "{what}: {errors}");
            }
        }
        let (code, _, errors) = said(&script(&person, &["store", "init"]));
        assert_eq!(code, Some(5), "{what}: {errors}");
        assert_eq!(fs::read(file(&person)).unwrap(), bytes, "{what}");
    }
    fs::write(file(&person), &whole).unwrap();
    fs::write(key(&person), &key_text).unwrap();
    has_a_good_token(&person);
}

/// What is missing is said, and no other store is taken instead.
#[test]
fn without_a_file_or_a_key_nothing_is_used_instead() {
    let person = sealing("en", &Options::default());
    fs::remove_file(file(&person)).unwrap();
    let (code, _, errors) = said(&script(&person, &["token", "demo"]));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("amokey store init"), "{errors}");
    assert!(!file(&person).exists());
    let (code, _, errors) = said(&script(&person, &["store", "init"]));
    assert_eq!(code, Some(0), "{errors}");
    fs::remove_file(key(&person)).unwrap();
    let (code, _, errors) = said(&script(&person, &["token", "demo"]));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("key file cannot be used"), "{errors}");
    let unset = command(&person, &["token", "demo"])
        .env_remove("AMOKEY_KEY_FILE")
        .output();
    let (code, _, errors) = said(&unset.unwrap());
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("no keychain here"), "{errors}");
}

#[test]
fn systemd_passes_the_key_on_and_comes_first() {
    let person = sealed("en", &Options::default());
    let credentials = person.home.path().join("credentials");
    fs::create_dir(&credentials).unwrap();
    fs::copy(key(&person), credentials.join("amokey.key")).unwrap();
    // As systemd leaves it: readable by a group that has nobody in it.
    let mode = fs::Permissions::from_mode(0o440);
    fs::set_permissions(credentials.join("amokey.key"), mode).unwrap();
    fs::write(key(&person), "no key at all").unwrap();
    let output = command(&person, &["token"])
        .env("CREDENTIALS_DIRECTORY", &credentials)
        .output();
    let (code, out, errors) = said(&output.unwrap());
    assert_eq!(code, Some(0), "{errors}");
    assert!(out.starts_with("eyJ"), "{out}");
}

#[test]
fn a_passphrase_is_asked_for_at_the_terminal_and_not_shown() {
    let person = Person::listening("en", &Options::default()).finding("AMOKEY_STORE", "file");
    let words = "correct horse battery";
    let mut terminal = person.runs(&["store", "init", "--passphrase"]);
    terminal.sees("New passphrase").types("x").types("<enter>");
    terminal.sees("At least 8 characters");
    terminal
        .sees("New passphrase")
        .types(words)
        .types("<enter>");
    terminal
        .sees("Once more")
        .types("something else")
        .types("<enter>");
    terminal.sees("Not the same");
    terminal
        .sees("New passphrase")
        .types(words)
        .types("<enter>");
    terminal.sees("Once more:").types(words).types("<enter>");
    terminal.sees("is made");
    assert!(terminal.ends().success());
    let shown = String::from_utf8(terminal.everything()).unwrap();
    assert!(!shown.contains("horse"), "{shown}");

    let mut terminal = person.runs(&["store", "move", "--to", "keychain"]);
    terminal
        .sees("Passphrase of the sealed file")
        .types("wrong")
        .types("<enter>");
    terminal.sees("does not open the sealed file");
    assert!(!terminal.ends().success());

    // Where nobody can be asked, nobody is waited for.
    let (code, _, errors) = said(&script(&person, &["token", "demo"]));
    assert_eq!(code, Some(5), "{errors}");
    assert!(errors.contains("No key for the sealed file"), "{errors}");

    let mut terminal = person.runs(&["token", "demo"]);
    terminal
        .sees("Passphrase of the sealed file")
        .types(words)
        .types("<enter>");
    terminal.sees("no profile called demo");
    assert!(!terminal.ends().success());
}

#[test]
fn where_to_move_it_is_not_there_it_stays() {
    let person = sealed("en", &Options::default());
    let before = fs::read(file(&person)).unwrap();
    let (code, out, errors) = said(&script(&person, &["store", "move", "--to", "keychain"]));
    assert_eq!((code, &*out), (Some(5), ""), "{errors}");
    assert!(errors.contains("no keychain here"), "{errors}");
    assert_eq!(fs::read(file(&person)).unwrap(), before);
    has_a_good_token(&person);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn it_moves_to_the_keychain_and_back_whenever_it_is_killed() {
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
            let kill_at: &[&str] = if round == 0 {
                &["copied", "compared", "listed"]
            } else {
                &[]
            };
            for step in kill_at {
                let output = command(&person, &["store", "move", "--to", to])
                    .env("AMOKEY_KILL_AT", step)
                    .output()
                    .unwrap();
                assert_eq!(output.status.code(), None, "{step}: {output:?}");
                let kept = [token(to).1, token(other).1];
                assert!(kept.contains(&before), "{to}, killed at {step}: {kept:?}");
            }
            let (code, out, errors) = said(&script(&person, &["store", "move", "--to", to]));
            assert_eq!(code, Some(0), "{errors}");
            assert!(out.starts_with("demo: moved"), "{out}");
            assert_eq!(token(to).1, before);
            let (code, _, errors) = token(other);
            assert_eq!(code, Some(5), "it is in both");
            let mend = format!("AMOKEY_STORE={to}");
            assert!(errors.contains(&mend), "{errors}");
            let (_, json, _) = said(&script(&person, &["status", "--format", "json"]));
            let status: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(status["profiles"][0]["store"], to);
        }
    }
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_key_in_the_keychain_opens_it() {
    let person = Person::new("en")
        .keeping(Keychain::unlocked())
        .finding("AMOKEY_STORE", "file");
    let (code, out, errors) = said(&script(&person, &["store", "init", "--keychain"]));
    assert_eq!(code, Some(0), "{errors}");
    assert!(out.contains("an entry of the keychain"), "{out}");
    let (code, shown, errors) = said(&script(&person, &["store", "show"]));
    assert_eq!((code, &*errors), (Some(0), ""));
    assert!(shown.contains("The key opens it"), "{shown}");
    assert!(
        person
            .keychain
            .as_ref()
            .unwrap()
            .lookup("#sealing-key")
            .is_some()
    );
}

/// An older file was put back, from before the second account was connected: its row is all that is left.
#[test]
fn a_profile_whose_record_is_gone_is_said_and_authorized_again() {
    for (lang, words) in [
        ("en", "The tokens of second are gone"),
        ("ru", "Токенов профиля second больше нет"),
        ("uk", "Токенів профілю second більше немає"),
    ] {
        let person = sealed(lang, &Options::default());
        let file = file(&person);
        let older = fs::read(&file).unwrap();
        connects_by_code(&person, "second");
        fs::write(&file, older).unwrap();
        let (code, _, errors) = said(&script(&person, &["token", "second"]));
        assert_eq!(code, Some(3), "{errors}");
        assert!(
            errors.contains(words) && errors.contains("amokey authorize second"),
            "{errors}"
        );
        // What it says is marked.
        let (code, _, _) = said(&script(&person, &["status", "--check"]));
        assert_eq!(code, Some(7));
        let (_, status, _) = said(&script(&person, &["status", "--format", "json"]));
        assert!(
            status.contains(r#""fix":"amokey authorize second""#),
            "{status}"
        );
        let authorize = |secret: Option<&str>| {
            let mut args = vec!["authorize", "second", "--code", "-"];
            args.extend(
                secret
                    .map(|_| ["--client-secret", "-"])
                    .into_iter()
                    .flatten(),
            );
            let code = person.sandbox.fresh_code(None).unwrap();
            let lines: Vec<_> = secret.into_iter().chain([&*code]).collect();
            let mut child = command(&person, &args)
                .stdin(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = child.stdin.take().unwrap();
            writeln!(input, "{}", lines.join("\n")).unwrap();
            drop(input);
            said(&child.wait_with_output().unwrap())
        };
        let (code, _, errors) = authorize(None);
        assert_eq!(code, Some(3), "{errors}");
        assert!(errors.contains("--client-secret"), "{errors}");
        let secret = person.sandbox.ready().client_secret.clone();
        let (code, _, errors) = authorize(Some(&secret));
        assert_eq!(code, Some(0), "{errors}");
        let (code, _, errors) = said(&script(&person, &["status", "--check"]));
        assert_eq!(code, Some(0), "{errors}");
    }
}
