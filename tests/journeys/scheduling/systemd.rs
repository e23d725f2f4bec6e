//! A service and a timer of systemd.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use super::{bare, refreshes_once, scheduling};
use crate::person::Person;
use crate::script::{fails, said, script, works};

pub const INSTALL: [&str; 4] = ["schedule", "install", "--with", "systemd"];

pub fn folder(person: &Person) -> PathBuf {
    person.home.path().join(".config/systemd/user")
}

pub fn unit(person: &Person, kind: &str) -> PathBuf {
    folder(person).join(format!("{}.{kind}", name(person)))
}

fn name(person: &Person) -> String {
    let files = fs::read_dir(folder(person)).unwrap().flatten().map(|file| file.path());
    let services: Vec<_> = files.filter(|path| path.extension().unwrap() == "service").collect();
    let [service] = services.as_slice() else { panic!("{services:?}") };
    service.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn settings(person: &Person, name: &str) -> Vec<String> {
    let text = fs::read_to_string(unit(person, "service")).unwrap();
    let values = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    // Nothing in these tests has to be escaped.
    values.map(|value| value.trim_matches('"').replace("%%", "%")).collect()
}

/// What systemd would start: the command of the unit, its environment, its credential, and nothing else.
fn as_systemd_does(person: &Person) -> Output {
    let credentials = tempfile::tempdir().unwrap();
    let loaded = settings(person, "LoadCredential");
    let (name, path) = loaded[0].split_once(':').unwrap();
    fs::copy(path, credentials.path().join(name)).unwrap();
    let command = settings(person, "ExecStart");
    let mut words = command[0].split(' ');
    let variables = settings(person, "Environment");
    bare(person, words.next().unwrap())
        .args(words)
        .envs(variables.iter().map(|variable| variable.split_once('=').unwrap()))
        .env("CREDENTIALS_DIRECTORY", credentials.path())
        .output()
        .unwrap()
}

/// Without a manager the files are written, the store is tried, and what is left to do is told.
fn installed() -> (Person, String) {
    let person = scheduling("en");
    let errors = fails(&person, &INSTALL, 1, &[]);
    (person, errors)
}

#[test]
#[ignore = "needs faketime: tests/run"]
fn a_day_later_the_unit_refreshes() {
    let (person, errors) = installed();
    assert!(errors.contains("Tried from inside: sealed file"), "{errors}");
    assert!(settings(&person, "Environment").iter().all(|line| !line.contains("KEY_FILE")));
    refreshes_once(&person, || as_systemd_does(&person));
}

#[test]
fn without_a_manager_what_is_left_to_do_is_told() {
    let (person, errors) = installed();
    assert!(errors.contains("but nothing has begun"), "{errors}");
    assert!(!errors.contains(": installed"), "{errors}");
    let enable = format!("enable --now {}.timer", name(&person));
    for command in ["daemon-reload", &enable] {
        assert!(errors.contains(&format!("\n  systemctl --user {command}\n")), "{errors}");
    }
}

/// What follows a refresh runs inside of the unit as well.
#[test]
fn the_unit_leaves_room_for_exports_and_hooks() {
    let (person, _) = installed();
    let data = person.data().display().to_string();
    let user = person.home.path().join(".local/state/amokey/user");
    let user = user.display();
    let paths = format!("{data} -{user}");
    assert_eq!(settings(&person, "ReadWritePaths"), [paths]);
    assert_eq!(settings(&person, "MemoryDenyWriteExecute"), ["true"]);
    let exported = person.home.path().join("bot");
    fs::create_dir(&exported).unwrap();
    let file = exported.join(".env");
    for args in [
        &["export", "demo", "--to", "env", "--keep", "-o", file.to_str().unwrap()][..],
        &["hooks", "set", "--on", "rotated", "--", "true"],
    ] {
        works(&person, args);
    }
    let (_, _, errors) = said(&script(&person, &INSTALL));
    assert!(errors.contains("Hooks run inside of the service"), "{errors}");
    let paths = format!("{data} -{} -{user}", exported.display());
    assert_eq!(settings(&person, "ReadWritePaths"), [paths]);
    assert!(settings(&person, "MemoryDenyWriteExecute").is_empty());
}

#[test]
fn files_of_others_are_left_alone() {
    let (person, _) = installed();
    let (service, timer) = (unit(&person, "service"), unit(&person, "timer"));
    let read = || (fs::read(&service).unwrap(), fs::read(&timer).unwrap());
    let once = read();
    script(&person, &INSTALL);
    assert_eq!(read(), once);
    fs::write(&timer, "[Timer]\nOnCalendar=daily\n").unwrap();
    for verb in ["install", "remove"] {
        let args = ["schedule", verb, "--with", "systemd"];
        fails(&person, &args, 1, &["was not written by amokey"]);
        assert!(service.exists() && timer.exists());
    }
    fs::write(&timer, &once.1).unwrap();
    let (code, _, errors) = said(&script(&person, &["schedule", "remove"]));
    assert_eq!((code, &*errors), (Some(0), "systemd, your own timer: removed\n"));
    assert!(!service.exists() && !timer.exists());
}

/// The unit of a whole machine goes where only root may write: what is shown is looked at instead.
fn shown(person: &Person, folder: &std::path::Path) {
    let args = ["schedule", "show", "--with", "systemd", "--system"];
    let shown = works(person, &args);
    for kind in ["service", "timer"] {
        let name = format!("{}.{kind}", name(person));
        let (_, text) = shown.split_once(&format!("/etc/systemd/system/{name}:\n\n")).unwrap();
        let text = text.split("\n\nThis belongs").next().unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
}

fn accepts(person: &Person, args: &[&str], folder: &std::path::Path, units: &[&str]) {
    let output = Command::new("systemd-analyze")
        .args(args)
        .args(units.iter().map(|unit| folder.join(unit)))
        .env("HOME", person.home.path())
        .env("XDG_RUNTIME_DIR", person.home.path())
        .output()
        .unwrap();
    let (code, out, errors) = said(&output);
    assert_eq!((code, &*errors), (Some(0), ""), "{args:?}: {out}");
}

#[test]
#[ignore = "needs systemd: tests/run"]
fn systemd_finds_nothing_to_complain_about() {
    let (person, _) = installed();
    let user = unit(&person, "service").parent().unwrap().to_owned();
    let system = person.home.path().join("system");
    fs::create_dir(&system).unwrap();
    shown(&person, &system);
    let both = ["service", "timer"].map(|kind| format!("{}.{kind}", name(&person)));
    let both = both.each_ref().map(String::as_str);
    // From 50 tenths on an exposure is no longer OK.
    let security = ["security", "--offline=true", "--no-pager", "--threshold=49"];
    for (folder, manager) in [(&user, "--user"), (&system, "--system")] {
        accepts(&person, &["verify", "--man=no", manager], folder, &both);
        accepts(&person, &security, folder, &both[..1]);
    }
}
