//! The list of profiles cannot be written, or not be read: whoever wants a good token gets it.

use std::fs;

use amokey::sandbox::Options;

use crate::full_disk::in_a_small_disk;
use crate::person::Person;
use crate::script::{LANGUAGES, fails, given, has_a_good_token, said, script, sealed};

/// What is asked for, without a name too: there is one profile.
const COMMANDS: [&str; 5] = [
    "token",
    "token demo",
    "exec demo -- printenv AMOCRM_ACCESS_TOKEN",
    "api /api/v4/account",
    "lead contacts 20000101",
];

/// Every command does what it was asked for, and says what it could not do.
fn goes_on(command: &str, token: &str, words: &str, said: (Option<i32>, String, String)) {
    let (code, out, errors) = said;
    assert_eq!(code, Some(0), "{command}: {errors}");
    assert!(errors.contains(words), "{command}: {errors}");
    match command {
        "api /api/v4/account" => assert!(out.contains("Ромашка"), "{out}"),
        "lead contacts 20000101" => assert!(out.contains("Ольга Жукова"), "{out}"),
        _ => assert_eq!(out, token, "{command}"),
    }
}

#[test]
fn a_damaged_ledger_keeps_nobody_from_a_good_token() {
    let person = sealed("en", &Options::default());
    let token = has_a_good_token(&person);
    let ledger = person.data().join("ledger.sqlite");
    for damage in ["a folder", "no ledger", "a newer one"] {
        let _ = fs::remove_file(&ledger);
        let _ = fs::remove_dir(&ledger);
        match damage {
            "a folder" => fs::create_dir(&ledger).unwrap(),
            "no ledger" => fs::write(&ledger, "a ledger? ".repeat(20)).unwrap(),
            _ => {
                let mut newer = b"SQLite format 3\0".to_vec();
                newer.resize(60, 0);
                newer.extend(9_999_u32.to_be_bytes());
                fs::write(&ledger, newer).unwrap();
            }
        }
        for (lang, words) in LANGUAGES.into_iter().zip([
            "list of profiles cannot be written",
            "Список профилей amokey не записывается",
            "Список профілів amokey не записується",
        ]) {
            for command in COMMANDS {
                let words_of_it: Vec<_> = command.split(' ').collect();
                let said = said(&script(person.speaks(lang), &words_of_it));
                goes_on(command, &token, words, said);
            }
        }
        // What cannot be done without it fails as before.
        fails(&person, &["refresh", "--force", "demo"], 1, &[]);
    }
    assert_eq!(given(&person), 0);
}

/// On a small disk that something happens to: every command, and what is known of the profiles.
fn on_a_disk(person: &Person, what_happens: &str) {
    let token = has_a_good_token(person);
    let words = "list of profiles cannot be written";
    let run = |command: &str| {
        let script = format!("{what_happens}\n\"$0\" {command}");
        let child = in_a_small_disk(person, &script);
        said(&child.wait_with_output().unwrap())
    };
    for command in COMMANDS {
        let said = run(command);
        assert!(what_happens != "fill" || said.2.contains("The disk is full"), "{}", said.2);
        goes_on(command, &token, words, said);
    }
    let (code, out, errors) = run("status --format json");
    assert_eq!(code, Some(0), "{what_happens}: {errors}");
    assert!(out.contains("\"health\":\"ok\""), "{out}");
    let (code, out, _) = run("history");
    assert!(code == Some(0) && out.contains("demo"), "{out}");
    // What is wrong and what to do, and no token is spent for that.
    let (code, out, errors) = run("refresh --force");
    assert_eq!((code, &*out), (Some(1), ""), "{errors}");
    if what_happens == "fill" {
        assert!(errors.contains("The disk is full") && errors.contains("Make room"), "{errors}");
    }
    assert_eq!(given(person), 0);
}

#[test]
#[ignore = "needs small disks: tests/run"]
fn a_full_disk_one_without_inodes_and_a_read_only_one_keep_nobody_from_a_good_token() {
    for what_happens in [
        "fill",
        "mount -o remount,nr_inodes=64 \"$folder\"
         for n in $(seq 64); do touch \"$folder/$n\" 2>/dev/null || break; done
         rm -f \"$folder\"/ledger.sqlite-*",
        "mount -o remount,ro \"$folder\"",
    ] {
        on_a_disk(&sealed("en", &Options::default()), what_happens);
    }
}
