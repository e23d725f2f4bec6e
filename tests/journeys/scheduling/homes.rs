//! Several homes of one person, several versions of the program, and machines on which nothing answers or nothing runs.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{cron, crontab, scheduling, systemd};
use crate::doctor::Report;
use crate::files::{copy_files, copy_program};
use crate::person::Person;
use crate::script::{command, ended, fails, program, said, script, works};

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
    copy_files(&person.data(), &other);
    (person, other)
}

/// As the lines were written before there could be several.
fn nameless(block: &str) -> String {
    let lines = block.lines().map(|line| match line.split_once(": written") {
        Some((_, rest)) => format!("# amokey begin: written{rest}\n"),
        None if line.starts_with('#') => "# amokey end\n".to_owned(),
        None => format!("{line}\n"),
    });
    lines.collect()
}

#[test]
fn each_home_has_its_lines_in_the_crontab_and_replaces_its_nameless_ones() {
    let (person, other) = with_two_homes();
    let read = || fs::read_to_string(crontab(&person)).unwrap();
    let own = |args: &[&str]| _ = works(&person, args);
    let others = |args: &[&str]| assert!(elsewhere(&person, &other, args).status.success());
    own(&cron::INSTALL);
    let new = read();
    let old = nameless(&new);
    fs::write(crontab(&person), &old).unwrap();
    others(&cron::INSTALL);
    assert!(read().contains(&old), "{}", read());
    others(&REMOVE);
    assert_eq!(read(), old);
    others(&cron::INSTALL);
    own(&cron::INSTALL);
    let both = read();
    assert!(both.contains(&new) && both.contains("other home") && !both.contains(&old), "{both}");
    own(&cron::INSTALL);
    assert_eq!(read(), both);
    let (_, shown, _) = said(&script(&person, &["schedule", "show", "--with", "cron"]));
    assert!(shown.starts_with("cron: installed, as below\n"), "{shown}");
    others(&REMOVE);
    assert_eq!(read(), new);
    for lines in [new, old] {
        fs::write(crontab(&person), lines).unwrap();
        own(&REMOVE);
        assert_eq!(read(), "");
    }
}

#[test]
fn each_home_has_its_unit_and_replaces_its_nameless_one() {
    let (person, other) = with_two_homes();
    let folder = systemd::folder(&person);
    let names = || {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.map(|it| it.file_name().into_string().unwrap()).collect();
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
    for (kind, own) in ["service", "timer"].map(|kind| (kind, systemd::unit(&person, kind))) {
        fs::rename(own, folder.join(format!("amokey-refresh.{kind}"))).unwrap();
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
    Report::of(person, &[]).like("schedule").into_iter().cloned().collect()
}

#[test]
fn after_an_upgrade_through_a_link_the_new_program_is_called() {
    let person = scheduling("en");
    let at = |path: &str| person.home.path().join(path);
    fs::create_dir(at("0.1.0")).unwrap();
    copy_program(env!("CARGO_BIN_EXE_amokey"), &at("0.1.0/amokey"));
    symlink("../0.1.0/amokey", at("bin/amokey")).unwrap();
    // Whether it was found by its name, or started by one of its paths.
    for path in ["amokey".into(), at("bin/amokey"), at("0.1.0/amokey")] {
        ended(&program(&person, path).args(cron::INSTALL).output().unwrap(), 0);
        let installed = fs::read_to_string(crontab(&person)).unwrap();
        let path = at("bin/amokey").display().to_string();
        assert!(installed.contains(&format!("{path} refresh")), "{installed}");
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
        fs::write(path, text.replace(env!("CARGO_BIN_EXE_amokey"), "/no/such/amokey")).unwrap();
    };
    change(&crontab(&person));
    assert_eq!(results(&person), ["failed", "ok"]);
    change(&systemd::unit(&person, "service"));
    let checks = schedules(&person);
    assert_eq!(results(&person), ["failed", "failed"]);
    for check in &checks {
        let evidence = check["evidence"].as_str().unwrap();
        assert!(evidence.starts_with("/no/such/amokey could not be run"), "{evidence}");
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
    fails(&person, &cron::INSTALL, 1, &["no end after 10 s"]);
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
#[ignore = "needs spaces of names: tests/run"]
fn a_machine_on_which_no_cron_runs_is_told_so() {
    let person = scheduling("en");
    let alone = |args: &[&str]| {
        let output = program(&person, "unshare")
            .args(["--user", "--map-current-user", "--pid", "--fork", "--mount-proc"])
            .arg(env!("CARGO_BIN_EXE_amokey"))
            .args(args)
            .output();
        said(&output.expect("unshare; tests/run installs it"))
    };
    let (installed, doctor) = (alone(&cron::INSTALL), alone(&["doctor"]));
    assert!(crontab(&person).exists());
    for (code, said) in [(installed.0, installed.2), (doctor.0, doctor.1)] {
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("no cron runs on this machine"), "{said}");
    }
}
