//! A line in the crontab.

use std::fs;
use std::process::Command;

use amokey::sandbox::Options;

use super::{bare, crontab, equipped, refreshes_once, scheduling};
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{connected_to, said, script};

pub const INSTALL: [&str; 4] = ["schedule", "install", "--with", "cron"];
const REMOVE: [&str; 2] = ["schedule", "remove"];
const FOREIGN: &[u8] =
    b"MAILTO=anna@example.com\nSHELL=/usr/bin/fish\n0 1 * * * backup 100\\% \xff\n# no end";

/// The command of the only line that is ours, as cron hands it to the shell.
fn command(person: &Person) -> String {
    let crontab = fs::read(crontab(person)).unwrap();
    let text = String::from_utf8_lossy(&crontab);
    let lines: Vec<_> = text
        .lines()
        .filter(|line| line.contains("refresh --all"))
        .collect();
    let [line] = lines.as_slice() else {
        panic!("{text}")
    };
    let fields: Vec<_> = line.splitn(6, ' ').collect();
    let minutes: Vec<u8> = fields[0].split(',').map(|m| m.parse().unwrap()).collect();
    assert!(minutes[0] < 30 && minutes[1] == minutes[0] + 30, "{line}");
    assert_eq!(fields[1..5], ["*"; 4], "{line}");
    fields[5].replace("\\%", "%")
}

pub fn as_cron_does(person: &Person) -> Command {
    let mut shell = bare(person, "/bin/sh");
    shell.arg("-c").arg(command(person));
    shell
}

#[test]
#[ignore = "needs faketime: tests/run"]
fn a_day_later_the_line_refreshes() {
    let person = scheduling("en");
    let (code, out, errors) = said(&script(&person, &INSTALL));
    assert_eq!((code, &*out), (Some(0), ""), "{errors}");
    assert!(
        errors.contains("Tried from inside: sealed file"),
        "{errors}"
    );
    refreshes_once(&person, || as_cron_does(&person).output().unwrap());
}

#[test]
fn nothing_else_in_the_crontab_is_touched() {
    let person = scheduling("en");
    fs::write(crontab(&person), FOREIGN).unwrap();
    let read = || fs::read(crontab(&person)).unwrap();
    assert_eq!(script(&person, &INSTALL).status.code(), Some(0));
    let once = read();
    assert!(once.ends_with(FOREIGN) && once != FOREIGN);
    assert_eq!(script(&person, &INSTALL).status.code(), Some(0));
    assert_eq!(read(), once);
    let (code, _, errors) = said(&script(&person, &REMOVE));
    assert_eq!((code, &*errors), (Some(0), "cron: removed\n"));
    assert_eq!(read(), FOREIGN);
    let (code, _, errors) = said(&script(&person, &REMOVE));
    assert_eq!(code, Some(0));
    assert!(errors.starts_with("Nothing to remove"), "{errors}");
}

#[test]
fn what_is_shown_is_what_is_written() {
    let person = scheduling("en");
    let show = || said(&script(&person, &["schedule", "show", "--with", "cron"])).1;
    let before = show();
    assert!(
        before.starts_with("cron: nothing of amokey is installed\n"),
        "{before}"
    );
    assert!(!crontab(&person).exists());
    script(&person, &INSTALL);
    let installed = fs::read_to_string(crontab(&person)).unwrap();
    assert!(
        before.ends_with(&format!("your crontab:\n\n{installed}")),
        "{before}"
    );
    assert!(show().starts_with("cron: installed, as below\n"));
    fs::write(crontab(&person), installed.replace("--due", "")).unwrap();
    assert!(show().starts_with("cron: installed, but not as below\n"));
}

#[test]
fn half_a_mark_is_told_and_left_alone() {
    for (lang, words) in [
        ("en", "are no pair any more"),
        ("ru", "больше не составляют пару"),
        ("uk", "більше не становлять пару"),
    ] {
        let person = scheduling(lang);
        let torn = "# amokey begin\n0 1 * * * backup\n";
        fs::write(crontab(&person), torn).unwrap();
        for args in [&INSTALL[..], &REMOVE[..]] {
            let (code, _, errors) = said(&script(&person, args));
            assert_eq!(code, Some(1));
            assert!(errors.contains(words), "{errors}");
            assert_eq!(fs::read_to_string(crontab(&person)).unwrap(), torn);
        }
    }
}

/// The key was passed on to this shell, and is not passed on to cron.
#[test]
fn a_key_that_cron_does_not_know_is_told() {
    for (lang, words) in [
        ("en", "the sealed file does not open"),
        ("ru", "зашифрованный файл из него не открывается"),
        ("uk", "зашифрований файл із нього не відкривається"),
    ] {
        let person = scheduling(lang);
        let home = person.home.path().to_str().unwrap().to_owned();
        let person = person
            .finding("CREDENTIALS_DIRECTORY", &home)
            .finding("AMOKEY_KEY_FILE", "");
        let (code, _, errors) = said(&script(&person, &INSTALL));
        assert_eq!(code, Some(5), "{errors}");
        assert!(errors.contains(words), "{errors}");
        assert!(errors.contains("\n  AMOKEY_KEY_FILE=PATH amokey schedule install\n"));
    }
}

#[test]
fn a_store_that_works_nowhere_is_told() {
    for (lang, words) in [
        ("en", "neither from inside nor here"),
        ("ru", "ни из него, ни отсюда"),
        ("uk", "ні з нього, ні звідси"),
    ] {
        let person = equipped(Person::new(lang).finding("AMOKEY_STORE", "file"));
        let (code, _, errors) = said(&script(&person, &INSTALL));
        assert_eq!(code, Some(5), "{errors}");
        assert!(
            errors.contains(words) && errors.contains("amokey doctor"),
            "{errors}"
        );
    }
}

/// Somebody on a machine without cron.
#[test]
fn without_cron_another_way_is_named() {
    for (lang, words) in [
        ("en", "There is no crontab on this machine"),
        ("ru", "На этой машине нет crontab"),
        ("uk", "На цій машині немає crontab"),
    ] {
        let person = scheduling(lang);
        fs::remove_file(person.home.path().join("bin/crontab")).unwrap();
        let bin = person.home.path().join("bin").display().to_string();
        let person = person.finding("PATH", &bin);
        let (code, _, errors) = said(&script(&person, &INSTALL));
        assert_eq!(code, Some(1));
        assert!(errors.contains(words), "{errors}");
    }
}

#[test]
fn a_store_that_only_memory_has_is_not_scheduled() {
    let person = equipped(Person::new("en"));
    let (code, _, errors) = said(&script(&person, &INSTALL));
    assert_eq!(code, Some(2));
    assert!(errors.contains("AMOKEY_STORE"), "{errors}");
    assert!(!crontab(&person).exists());
}

/// The bus of this session has an address that the next one will not have.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn a_keychain_without_a_session_leads_to_the_sealed_file() {
    for (lang, words) in [
        ("en", "the keychain cannot be used"),
        ("ru", "хранилище паролей из него недоступно"),
        ("uk", "сховище паролів із нього недоступне"),
    ] {
        let person = equipped(connected_to(lang, &Options::default()));
        let (code, _, errors) = said(&script(&person, &INSTALL));
        assert_eq!(code, Some(5), "{errors}");
        assert!(errors.contains(words), "{errors}");
        for command in ["store init --key-file", "store move --to file"] {
            assert!(errors.contains(command), "{errors}");
        }
    }
}

/// The machine has both, and what was said leads from the one to the other.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_is_said_about_the_keychain_mends_it() {
    let person = Person::listening("en", &Options::default()).keeping(Keychain::unlocked());
    let person = equipped(person);
    let (code, _, errors) = said(&script(&person, &INSTALL));
    assert_eq!(code, Some(5), "{errors}");
    let commands: Vec<_> = errors
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .collect();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_amokey"));
    let path = format!(
        "{}:{}/bin:/usr/bin:/bin",
        binary.parent().unwrap().display(),
        person.home.path().display()
    );
    let output = Command::new("/bin/sh")
        .args([
            "-ec",
            &commands
                .join("\n")
                .replace("schedule install", &INSTALL.join(" ")),
        ])
        .env_clear()
        .envs(person.environment())
        .env("PATH", path)
        .output()
        .unwrap();
    let (code, _, errors) = said(&output);
    assert_eq!(code, Some(0), "{errors}");
    assert!(
        errors.contains("Tried from inside: sealed file"),
        "{errors}"
    );
}
