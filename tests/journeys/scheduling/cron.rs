//! A line in the crontab.

use std::fs;
use std::process::Output;

use amokey::sandbox::Options;
use serde_json::Value;

use super::{bare, crontab, equipped, refreshes_once, scheduling, tomorrow};
use crate::keychain::Keychain;
use crate::person::Person;
use crate::script::{ended, fails, given, quietly, said, script, shell, warns};

pub const INSTALL: [&str; 4] = ["schedule", "install", "--with", "cron"];
const REMOVE: [&str; 2] = ["schedule", "remove"];
const FOREIGN: &[u8] =
    b"MAILTO=anna@example.com\nSHELL=/usr/bin/fish\n0 1 * * * backup 100\\% \xff\n# no end";

/// The command of the only line that is ours, as cron hands it to the shell.
fn command(person: &Person) -> String {
    let crontab = fs::read(crontab(person)).unwrap();
    let text = String::from_utf8_lossy(&crontab);
    let lines: Vec<_> = text.lines().filter(|line| line.contains("refresh --all")).collect();
    let [line] = lines.as_slice() else { panic!("{text}") };
    let fields: Vec<_> = line.splitn(6, ' ').collect();
    let minutes: Vec<u8> = fields[0].split(',').map(|m| m.parse().unwrap()).collect();
    assert!(minutes[0] < 30 && minutes[1] == minutes[0] + 30, "{line}");
    assert_eq!(fields[1..5], ["*"; 4], "{line}");
    fields[5].replace("\\%", "%")
}

fn as_cron_does(person: &Person) -> Output {
    bare(person, "/bin/sh").arg("-c").arg(command(person)).output().unwrap()
}

/// On a server: no desktop, no session bus, no terminal, nobody there.
#[test]
#[ignore = "needs faketime: tests/run"]
fn a_day_later_the_line_refreshes_for_every_script() {
    let person = scheduling("en");
    let (code, out, errors) = said(&script(&person, &INSTALL));
    assert_eq!((code, &*out), (Some(0), ""), "{errors}");
    assert!(errors.contains("Tried from inside: sealed file"), "{errors}");
    refreshes_once(&person, || as_cron_does(&person));
    let token = tomorrow(&person, &["token"]);
    let print = ["exec", "--", "sh", "-c", "echo $AMOCRM_ACCESS_TOKEN"];
    assert_eq!(tomorrow(&person, &print), token);
    let account = tomorrow(&person, &["api", "/api/v4/account"]);
    let account: Value = serde_json::from_str(&account).unwrap();
    assert_eq!(account["name"], "Ромашка");
    let contacts = tomorrow(&person, &["lead", "contacts", "20000101"]);
    assert!(contacts.contains("Ольга Жукова"), "{contacts}");
    let status = tomorrow(&person, &["status", "--check", "--within", "1h"]);
    assert!(status.contains("demo"), "{status}");
    // None of them had to do what cron had done.
    assert_eq!(given(&person), 1);
}

/// So cron and the shell agree, whatever the settings say one day.
#[test]
fn what_the_settings_say_is_not_said_again_in_the_line() {
    let person = scheduling("en");
    ended(&script(&person, &INSTALL), 0);
    assert!(command(&person).contains("AMOKEY_STORE=file"));
    let key = person.home.path().join("amokey.key").display().to_string();
    for (name, value) in [("store", "file"), ("key_file", &key)] {
        warns(&person, &["config", "set", name, value], &[name, "amokey schedule install"]);
    }
    let person = person.finding("AMOKEY_STORE", "").finding("AMOKEY_KEY_FILE", "");
    let (_, errors) = ended(&script(&person, &INSTALL), 0);
    assert!(errors.contains("Tried from inside: sealed file"), "{errors}");
    let line = command(&person);
    assert!(!line.contains("AMOKEY_STORE") && !line.contains("AMOKEY_KEY_FILE"), "{line}");
    ended(&as_cron_does(&person), 0);
    quietly(&person, &["config", "set", "store", "keychain"]);
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
    let (_, errors) = ended(&script(&person, &REMOVE), 0);
    assert!(errors.starts_with("Nothing to remove"), "{errors}");
}

#[test]
fn what_is_shown_is_what_is_written() {
    let person = scheduling("en");
    let show = || said(&script(&person, &["schedule", "show", "--with", "cron"])).1;
    let before = show();
    assert!(before.starts_with("cron: nothing of amokey is installed\n"), "{before}");
    assert!(!crontab(&person).exists());
    script(&person, &INSTALL);
    let installed = fs::read_to_string(crontab(&person)).unwrap();
    assert!(before.ends_with(&format!("your crontab:\n\n{installed}")), "{before}");
    assert!(show().starts_with("cron: installed, as below\n"));
    fs::write(crontab(&person), installed.replace("--due", "")).unwrap();
    assert!(show().starts_with("cron: installed, but not as below\n"));
}

#[test]
fn half_a_mark_is_told_and_left_alone() {
    let person = scheduling("en");
    let torn = "# amokey begin\n0 1 * * * backup\n";
    fs::write(crontab(&person), torn).unwrap();
    for args in [&INSTALL[..], &REMOVE[..]] {
        fails(&person, args, 1, &["are no pair any more"]);
        assert_eq!(fs::read_to_string(crontab(&person)).unwrap(), torn);
    }
}

/// The key was passed on to this shell, and is not passed on to cron.
#[test]
fn a_key_that_cron_does_not_know_is_told() {
    let person = scheduling("en");
    let home = person.home.path().to_str().unwrap().to_owned();
    let person = person.finding("CREDENTIALS_DIRECTORY", &home).finding("AMOKEY_KEY_FILE", "");
    let command = "\n  amokey config set key_file PATH\n  amokey schedule install\n";
    fails(&person, &INSTALL, 5, &["the sealed file does not open", command]);
}

#[test]
fn a_store_that_works_nowhere_is_told() {
    let person = equipped(Person::new("en").finding("AMOKEY_STORE", "file"));
    fails(&person, &INSTALL, 5, &["neither from inside nor here", "amokey doctor"]);
}

/// Somebody on a machine without cron.
#[test]
fn without_cron_another_way_is_named() {
    let person = scheduling("en");
    fs::remove_file(person.home.path().join("bin/crontab")).unwrap();
    let bin = person.home.path().join("bin").display().to_string();
    fails(&person.finding("PATH", &bin), &INSTALL, 1, &["There is no crontab on this machine"]);
}

#[test]
fn a_store_that_only_memory_has_is_not_scheduled() {
    let person = equipped(Person::new("en"));
    fails(&person, &INSTALL, 2, &["AMOKEY_STORE"]);
    assert!(!crontab(&person).exists());
}

/// The bus of this session has an address that the next one will not have; what is said leads to the sealed file.
#[test]
#[ignore = "needs a Secret Service: tests/run"]
fn what_is_said_about_the_keychain_mends_it() {
    let person = Person::listening("en", &Options::default()).keeping(Keychain::unlocked());
    let person = equipped(person);
    let words = ["the keychain cannot be used", "store init --key-file", "store move --to file"];
    let errors = fails(&person, &INSTALL, 5, &words);
    let commands: Vec<_> = errors.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_amokey"));
    let path = format!(
        "{}:{}/bin:/usr/bin:/bin",
        binary.parent().unwrap().display(),
        person.home.path().display()
    );
    let commands = commands.join("\n").replace("schedule install", &INSTALL.join(" "));
    let output = shell(&person, &format!("set -e\n{commands}")).env("PATH", path).output();
    let (_, errors) = ended(&output.unwrap(), 0);
    assert!(errors.contains("Tried from inside: sealed file"), "{errors}");
}
