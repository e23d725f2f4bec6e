//! What is in the store, or in its place, is not what this program put there: it is said, and what mends it works.

use std::fs;
use std::path::Path;
use std::process::Command;

use amokey::sandbox::{Options, Rotation};

use crate::files::set_mode;
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{
    REFRESH, connects_by_code, fails, fails_in_each_language, has_a_good_token, quietly, said,
    script, sealed, sealing, unlimited, works, works_with,
};

fn in_a_keychain() -> Person {
    let person = Person::new("en").keeping(Keychain::unlocked());
    connects_by_code(&person, "demo");
    person
}

/// The command that it is told with does away with it, and the account can be connected again.
fn is_forgotten(person: &Person) {
    works(person, &["forget", "demo", "--yes"]);
    assert_eq!(person.keychain.as_ref().unwrap().lookup("demo"), None);
    connects_by_code(person, "demo");
    has_a_good_token(person);
}

/// What happens to an entry, what is said of it in three languages, and in all of them.
type Row = (fn(&Keychain), [&'static str; 3], &'static str);

#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_person_meets_an_entry_that_is_damaged_newer_or_doubled() {
    let table: [Row; 3] = [
        (
            |keychain| keychain.rewrites("demo", |record| *record = "damaged".into()),
            ["cannot be read", "не читается", "не читається"],
            "\n  amokey forget demo\n",
        ),
        (
            |keychain| keychain.rewrites("demo", |record| record["version"] = 99.into()),
            ["A newer amokey wrote", "сделал более новый amokey", "зробив новіший amokey"],
            "amokey forget",
        ),
        // Something that copies keychains made it: it has all our attributes, and one more.
        (
            |keychain| {
                let record = keychain.lookup("demo").unwrap();
                let username = keychain.username("demo").unwrap();
                let attributes = ["service", "amokey", "username", &username, "copied", "yes"];
                keychain.stores("a copy", &attributes, &record);
            },
            [
                "two entries for this profile",
                "две записи этого профиля",
                "два записи цього профілю",
            ],
            "\n  amokey forget demo\n",
        ),
    ];
    for (happens, words, mends) in table {
        let person = in_a_keychain();
        let keychain = person.keychain.as_ref().unwrap();
        happens(keychain);
        let before = keychain.lookup("demo");
        for args in [&["token", "demo"][..], &REFRESH] {
            fails_in_each_language(&person, args, 5, words, &[mends]);
        }
        fails(&person, &["refresh", "--all", "--force"], 5, &[words[0], "amokey forget"]);
        assert_eq!(keychain.lookup("demo"), before);
        is_forgotten(&person);
    }
}

#[test]
fn a_sealed_file_is_remembered_where_the_environment_is_not() {
    let person = sealed("en", &Options::default()).finding("AMOKEY_STORE", "");
    for args in [&["token", "demo"][..], &REFRESH, &["exec", "demo", "--", "true"]] {
        fails(&person, args, 5, &["amokey config set store file"]);
    }
    // Before anything is connected, the way to one is told.
    let person = sealing("en", &Options::default()).finding("AMOKEY_STORE", "");
    let (_, report, _) = said(&script(&person, &["doctor"]));
    assert!(report.contains("amokey store init"), "{report}");
}

/// Nobody writes into it: whoever opened it to read would wait for ever.
pub fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let person = sealed("en", &Options::default());
    let (data, key) = (person.data(), person.key());
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
        set_mode(path, 0o600);
    }
    has_a_good_token(&person);
    pipe(&data.join("ledger.sqlite"));
    fails(&person, &["status"], 1, &["this is no regular file"]);
    pipe(&data.join("home.id"));
    fails(&person, &["status"], 1, &["home.id", "this is no regular file"]);
}

/// The file lies on another disk, and a link leads there.
#[test]
fn a_sealed_file_behind_a_link_is_written_where_it_lies() {
    let person = sealed("en", &Options::default());
    let (link, disk) = (person.data().join("secrets.sealed"), person.home.path().join("disk"));
    fs::create_dir(&disk).unwrap();
    let target = disk.join("tokens");
    fs::rename(&link, &target).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let before = fs::read(&target).unwrap();
    works(&person, &REFRESH);
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
    for (lang, words) in [("en", "older copy"), ("ru", "старая копия"), ("uk", "стара копія")]
    {
        let person = sealed(lang, &unlimited(Rotation::Strict));
        let file = person.data().join("secrets.sealed");
        let older = fs::read(&file).unwrap();
        works(&person, &REFRESH);
        fs::write(&file, older).unwrap();
        fails(&person, &REFRESH, 3, &[words]);
        // What it knows is not forgotten, and what mends it does.
        let code = person.sandbox.fresh_code(None).unwrap();
        works_with(&person, &["authorize", "demo", "--code", "-"], &[&code]);
        has_a_good_token(&person);
        quietly(&person, &REFRESH);
    }
}
