//! Several homes of one person, several versions of the program, and machines on which nothing answers or nothing runs.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{cron, crontab, scheduling, systemd};
use crate::person::Person;
use crate::script::{command, said, script};

const REMOVE: [&str; 2] = ["schedule", "remove"];

/// Runs a command in another home of the same person.
fn elsewhere(person: &Person, home: &Path, args: &[&str]) -> Output {
    let mut command = command(person, args);
    command.env("AMOKEY_HOME", home).output().unwrap()
}

/// Somebody with a second home, whose sealed file has the same key.
fn with_two_homes() -> (Person, std::path::PathBuf) {
    let person = scheduling("en");
    let other = person.home.path().join("other home");
    fs::create_dir(&other).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o700)).unwrap();
    for file in fs::read_dir(person.data()).unwrap().flatten() {
        if file.path().is_file() {
            fs::copy(file.path(), other.join(file.file_name())).unwrap();
        }
    }
    (person, other)
}

#[test]
fn each_home_has_its_lines_in_the_crontab() {
    let (person, other) = with_two_homes();
    let read = || fs::read_to_string(crontab(&person)).unwrap();
    assert_eq!(script(&person, &cron::INSTALL).status.code(), Some(0));
    let own = read();
    let output = elsewhere(&person, &other, &cron::INSTALL);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let both = read();
    assert!(both.contains(&own) && both.contains("other home"), "{both}");
    assert_eq!(script(&person, &cron::INSTALL).status.code(), Some(0));
    assert_eq!(read(), both);
    let (_, shown, _) = said(&script(&person, &["schedule", "show", "--with", "cron"]));
    assert!(shown.starts_with("cron: installed, as below\n"), "{shown}");
    assert_eq!(elsewhere(&person, &other, &REMOVE).status.code(), Some(0));
    assert_eq!(read(), own);
    assert_eq!(script(&person, &REMOVE).status.code(), Some(0));
    assert_eq!(read(), "");
}

/// As the lines were written before there could be several.
fn nameless(block: &str) -> String {
    let lines = block
        .lines()
        .map(|line| match line.split_once(": written") {
            Some((_, rest)) => format!("# amokey begin: written{rest}\n"),
            None if line.starts_with('#') => "# amokey end\n".to_owned(),
            None => format!("{line}\n"),
        });
    lines.collect()
}

#[test]
fn lines_without_a_home_are_replaced_by_their_own_home_alone() {
    let (person, other) = with_two_homes();
    let read = || fs::read_to_string(crontab(&person)).unwrap();
    script(&person, &cron::INSTALL);
    let own = read();
    let old = nameless(&own);
    fs::write(crontab(&person), &old).unwrap();
    elsewhere(&person, &other, &cron::INSTALL);
    assert!(read().contains(&old), "{}", read());
    elsewhere(&person, &other, &REMOVE);
    assert_eq!(read(), old);
    assert_eq!(script(&person, &cron::INSTALL).status.code(), Some(0));
    assert_eq!(read(), own);
    fs::write(crontab(&person), &old).unwrap();
    assert_eq!(script(&person, &REMOVE).status.code(), Some(0));
    assert_eq!(read(), "");
}

#[test]
fn each_home_has_its_unit_and_replaces_its_nameless_one() {
    let (person, other) = with_two_homes();
    let folder = person.home.path().join(".config/systemd/user");
    let names = || {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries
            .map(|it| it.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    // There is no manager here: the files are all that is left of it.
    script(&person, &systemd::INSTALL);
    elsewhere(&person, &other, &systemd::INSTALL);
    assert_eq!(names().len(), 4);
    elsewhere(&person, &other, &REMOVE);
    let own = names();
    assert_eq!(own.len(), 2);
    for kind in ["service", "timer"] {
        let old = folder.join(format!("amokey-refresh.{kind}"));
        fs::rename(systemd::unit(&person, kind), old).unwrap();
    }
    let nameless = names();
    elsewhere(&person, &other, &systemd::INSTALL);
    elsewhere(&person, &other, &REMOVE);
    assert_eq!(names(), nameless);
    let (_, shown, _) = said(&script(&person, &["schedule", "show", "--with", "systemd"]));
    assert!(shown.contains("installed, as below"), "{shown}");
    script(&person, &systemd::INSTALL);
    assert_eq!(names(), own);
    script(&person, &REMOVE);
    assert!(names().is_empty());
}

fn schedules(person: &Person) -> Vec<Value> {
    let (_, json, _) = said(&script(person, &["doctor", "--format", "json"]));
    let report: Value = serde_json::from_str(&json).unwrap();
    let checks = report["checks"].as_array().unwrap().clone();
    let is_schedule = |check: &Value| check["name"].as_str().unwrap().starts_with("schedule");
    checks.into_iter().filter(is_schedule).collect()
}

#[test]
fn after_an_upgrade_through_a_link_the_new_program_is_called() {
    let person = scheduling("en");
    let at = |path: &str| person.home.path().join(path);
    fs::create_dir(at("0.1.0")).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_amokey"), at("0.1.0/amokey")).unwrap();
    symlink("../0.1.0/amokey", at("bin/amokey")).unwrap();
    // Whether it was found by its name, or started by one of its paths.
    for program in ["amokey".into(), at("bin/amokey"), at("0.1.0/amokey")] {
        let output = Command::new(program)
            .args(cron::INSTALL)
            .env_clear()
            .envs(person.environment())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let installed = fs::read_to_string(crontab(&person)).unwrap();
        let path = at("bin/amokey").display().to_string();
        assert!(
            installed.contains(&format!("{path} refresh")),
            "{installed}"
        );
    }
    fs::rename(at("0.1.0"), at("0.2.0")).unwrap();
    fs::remove_file(at("bin/amokey")).unwrap();
    symlink("../0.2.0/amokey", at("bin/amokey")).unwrap();
    let checks = schedules(&person);
    assert_eq!(checks.len(), 1, "{checks:?}");
    assert_eq!(checks[0]["name"], "schedule:cron");
    assert_eq!(checks[0]["result"], "ok", "{checks:?}");
}

#[test]
fn doctor_tries_what_is_installed_and_not_what_would_be() {
    let person = scheduling("en");
    assert_eq!(schedules(&person)[0]["result"], "not_applicable");
    script(&person, &cron::INSTALL);
    script(&person, &systemd::INSTALL);
    let results = |person: &Person| -> Vec<Value> {
        let checks = schedules(person).into_iter();
        checks.map(|check| check["result"].clone()).collect()
    };
    assert_eq!(results(&person), ["ok", "ok"]);
    let change = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(
            path,
            text.replace(env!("CARGO_BIN_EXE_amokey"), "/no/such/amokey"),
        )
        .unwrap();
    };
    change(&crontab(&person));
    assert_eq!(results(&person), ["failed", "ok"]);
    change(&systemd::unit(&person, "service"));
    let checks = schedules(&person);
    assert_eq!(results(&person), ["failed", "failed"]);
    for check in &checks {
        let evidence = check["evidence"].as_str().unwrap();
        assert!(
            evidence.starts_with("/no/such/amokey could not be run"),
            "{evidence}"
        );
        let remedy = check["remedy"].as_str().unwrap();
        assert!(remedy.ends_with("amokey schedule install"), "{remedy}");
    }
}

#[test]
fn a_crontab_that_never_ends_is_given_up() {
    let person = scheduling("en");
    let hangs = "#!/bin/sh\nexec sleep 60\n";
    fs::write(person.home.path().join("bin/crontab"), hangs).unwrap();
    let begun = Instant::now();
    let (code, _, errors) = said(&script(&person, &cron::INSTALL));
    assert_eq!(code, Some(1));
    assert!(errors.contains("no end after 10 s"), "{errors}");
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
#[ignore = "needs spaces of names: tests/run"]
fn a_machine_on_which_no_cron_runs_is_told_so() {
    for (lang, words) in [
        ("en", "no cron runs on this machine"),
        ("ru", "cron на этой машине не запущен"),
        ("uk", "cron на цій машині не запущено"),
    ] {
        let person = scheduling(lang);
        let alone = |args: &[&str]| {
            let namespaces = [
                "--user",
                "--map-current-user",
                "--pid",
                "--fork",
                "--mount-proc",
            ];
            let output = Command::new("unshare")
                .args(namespaces)
                .arg(env!("CARGO_BIN_EXE_amokey"))
                .args(args)
                .env_clear()
                .envs(person.environment())
                .stdin(Stdio::null())
                .output();
            said(&output.expect("unshare; tests/run installs it"))
        };
        let (code, _, errors) = alone(&cron::INSTALL);
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains(words), "{errors}");
        assert!(crontab(&person).exists());
        let (code, table, _) = alone(&["doctor"]);
        assert_eq!(code, Some(1));
        assert!(table.contains(words), "{table}");
    }
}
