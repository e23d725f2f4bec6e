//! What is in the store, or in its place, is not what this program put there: it is said, and what mends it works.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use amokey::sandbox::Options;

use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, command, connects_by_code, has_a_good_token, said, script, sealed, sealing,
};

fn fails(person: &Person, args: &[&str], code: i32, words: &[&str]) {
    let (got, out, errors) = said(&script(person, args));
    assert_eq!((got, &*out), (Some(code), ""), "{args:?}: {errors}");
    for words in words {
        assert!(errors.contains(words), "{args:?}: {words}: {errors}");
    }
}

fn in_a_keychain(lang: &'static str) -> Person {
    let person = Person::listening(lang, &Options::default()).keeping(Keychain::unlocked());
    connects_by_code(&person, "demo");
    person
}

/// The command that it is told with does away with it, and the account can be connected again.
fn is_forgotten(person: &Person) {
    let (code, _, errors) = said(&script(person, &["forget", "demo", "--yes"]));
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
    connects_by_code(person, "demo");
    has_a_good_token(person);
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_damaged_entry() {
    for (lang, words) in [
        ("en", "cannot be read"),
        ("ru", "не читается"),
        ("uk", "не читається"),
    ] {
        let person = in_a_keychain(lang);
        let keychain = person.keychain.as_ref().unwrap();
        keychain.rewrites("demo", |record| *record = "damaged".into());
        for args in [&["token", "demo"][..], &REFRESH] {
            fails(&person, args, 5, &[words, "\n  amokey forget demo\n"]);
        }
        is_forgotten(&person);
    }
}

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn an_entry_of_a_newer_program_is_left_as_it_is() {
    for (lang, words) in [
        ("en", "A newer amokey wrote"),
        ("ru", "сделал более новый amokey"),
        ("uk", "зробив новіший amokey"),
    ] {
        let person = in_a_keychain(lang);
        let keychain = person.keychain.as_ref().unwrap();
        keychain.rewrites("demo", |record| record["version"] = 99.into());
        let before = keychain.lookup("demo");
        for args in [
            &["token", "demo"][..],
            &REFRESH,
            &["refresh", "--all", "--force"],
        ] {
            fails(&person, args, 5, &[words, "amokey forget"]);
        }
        assert_eq!(keychain.lookup("demo"), before);
        is_forgotten(&person);
    }
}

/// Something that copies keychains made it: it has all our attributes, and one more.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn two_entries_of_one_profile() {
    for (lang, words) in [
        ("en", "two entries for this profile"),
        ("ru", "две записи этого профиля"),
        ("uk", "два записи цього профілю"),
    ] {
        let person = in_a_keychain(lang);
        let keychain = person.keychain.as_ref().unwrap();
        let record = keychain.lookup("demo").unwrap();
        let username = keychain.username("demo").unwrap();
        let attributes = ["service", "amokey", "username", &username, "copied", "yes"];
        keychain.stores("a copy", &attributes, &record);
        for args in [&["token", "demo"][..], &REFRESH] {
            fails(&person, args, 5, &[words, "\n  amokey forget demo\n"]);
        }
        is_forgotten(&person);
    }
}

#[test]
fn a_sealed_file_is_remembered_where_the_environment_is_not() {
    let person = sealed("en", &Options::default()).finding("AMOKEY_STORE", "");
    for args in [
        &["token", "demo"][..],
        &REFRESH,
        &["exec", "demo", "--", "true"],
    ] {
        fails(&person, args, 5, &["Set AMOKEY_STORE=file"]);
    }
    // Before anything is connected, the way to one is told.
    let person = sealing("en", &Options::default()).finding("AMOKEY_STORE", "");
    let (_, report, _) = said(&script(&person, &["doctor"]));
    assert!(report.contains("amokey store init"), "{report}");
}

/// Nobody writes into it: whoever opened it to read would wait for ever.
fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let person = sealed("en", &Options::default());
    let (data, key) = (person.data(), person.home.path().join("amokey.key"));
    let sealed = data.join("secrets.sealed");
    for path in [&key, &sealed] {
        let before = fs::read(path).unwrap();
        pipe(path);
        fails(&person, &["token", "demo"], 5, &["this is no regular file"]);
        fs::remove_file(path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", path).unwrap();
        fails(&person, &["token", "demo"], 5, &["this is no regular file"]);
        fs::remove_file(path).unwrap();
        fs::write(path, before).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(path, mode).unwrap();
    }
    has_a_good_token(&person);
    pipe(&data.join("ledger.sqlite"));
    fails(&person, &["status"], 1, &["this is no regular file"]);
    pipe(&data.join("home.id"));
    fails(
        &person,
        &["status"],
        1,
        &["home.id", "this is no regular file"],
    );
}

/// The file lies on another disk, and a link leads there.
#[test]
fn a_sealed_file_behind_a_link_is_written_where_it_lies() {
    let person = sealed("en", &Options::default());
    let (link, disk) = (
        person.data().join("secrets.sealed"),
        person.home.path().join("disk"),
    );
    fs::create_dir(&disk).unwrap();
    let target = disk.join("tokens");
    fs::rename(&link, &target).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let before = fs::read(&target).unwrap();
    let (code, _, errors) = said(&script(&person, &REFRESH));
    assert_eq!(code, Some(0), "{errors}");
    assert!(link.is_symlink());
    assert_ne!(fs::read(&target).unwrap(), before);
    has_a_good_token(&person);
    fs::remove_file(&target).unwrap();
    fails(&person, &["token", "demo"], 5, &["secrets.sealed"]);
    assert!(link.is_symlink() && !target.exists());
}

/// The row is what remembers: it has seen a later save than the file that was put back.
#[test]
fn an_older_copy_that_was_put_back_is_said() {
    for (lang, words) in [
        ("en", "older copy"),
        ("ru", "старая копия"),
        ("uk", "стара копія"),
    ] {
        let options = Options {
            rotation: amokey::sandbox::Rotation::Strict,
            ..Options::default()
        };
        let person = sealed(lang, &options);
        let file = person.data().join("secrets.sealed");
        let older = fs::read(&file).unwrap();
        let (code, _, errors) = said(&script(&person, &REFRESH));
        assert_eq!(code, Some(0), "{errors}");
        fs::write(&file, older).unwrap();
        fails(&person, &REFRESH, 3, &[words]);
        // What it knows is not forgotten, and what mends it does.
        let code = person.sandbox.fresh_code(None).unwrap();
        let mut child = command(&person, &["authorize", "demo", "--code", "-"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{code}").unwrap();
        let (code, _, errors) = said(&child.wait_with_output().unwrap());
        assert_eq!(code, Some(0), "{errors}");
        has_a_good_token(&person);
        let (code, _, errors) = said(&script(&person, &REFRESH));
        assert_eq!((code, &*errors), (Some(0), ""));
    }
}
