//! What needs neither keychain nor network: port, browser, folder, ledger, locks.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use amokey::domain::profile::ProfileName;
use amokey::store::ProfileLock;

use super::{NOWHERE, Report, listed, table};
use crate::connecting::port_of;

#[test]
fn what_is_there_works() {
    let person = listed("en");
    let report = Report::of(&person, &[]);
    report.finds("folder", "ok", "written and read back", "");
    report.finds("ledger", "ok", "1 profile,", "");
    report.finds("store", "ok", "memory", "");
    report.finds("locks", "ok", "1 of 1 free", "");
    let port = format!("loopback:{}", port_of(&person));
    report.finds(&port, "ok", "127.0.0.1", "");
    report.finds("browser", "ok", "browser", "");
    report.finds("proxy", "not_applicable", "sandbox", "");
    report.finds(
        "certificates:demo.amocrm.ru",
        "not_applicable",
        "sandbox",
        "",
    );
    report.finds("clock:demo.amocrm.ru", "ok", "demo.amocrm.ru", "");
    report.finds("cron", "not_applicable", "memory", "");
    // The row has no record: the memory of this process is empty.
    report.finds(
        "record:demo",
        "failed",
        "no tokens",
        "amokey authorize demo",
    );
}

#[test]
fn a_port_that_another_process_holds() {
    let person = listed("en");
    let port = port_of(&person);
    let _held = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let name = format!("loopback:{port}");
    let us = format!("(pid {})", std::process::id());
    let report = Report::of(&person, &[]);
    report.finds(&name, "failed", &us, &port.to_string());
    for (lang, words) in [
        ("en", format!("✗ failed    port {port}  ")),
        ("ru", format!("✗ не работает  порт {port}  ")),
        ("uk", format!("✗ не працює    порт {port}  ")),
    ] {
        let table = table(&person, lang, &[]);
        assert!(table.contains(&words), "{words}: {table}");
        assert!(table.contains(&us), "{table}");
    }
}

#[test]
fn a_browser_that_is_not_there() {
    let person = listed("en");
    let changes = [("BROWSER", "/nonexistent/browser")];
    let report = Report::of(&person, &changes);
    report.finds(
        "browser",
        "attention",
        "/nonexistent/browser",
        "unset BROWSER",
    );
    let report = Report::of(&person, &[("BROWSER", "")]);
    report.finds("browser", "attention", "no display", "press c");
    // One that would write over the screen, and one that the system has.
    let programs = person.home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    for name in ["w3m", "x-www-browser"] {
        fs::write(programs.join(name), "#!/bin/sh\n").unwrap();
        mode(&programs.join(name), 0o755);
    }
    let path = programs.to_str().unwrap();
    let report = Report::of(&person, &[("BROWSER", "w3m %s"), ("PATH", path)]);
    report.finds("browser", "attention", "w3m", "press c");
    let display = [("BROWSER", ""), ("PATH", path), ("DISPLAY", ":7")];
    let report = Report::of(&person, &display);
    report.finds("browser", "ok", "DISPLAY=:7", "");
    for (lang, words) in [
        ("en", "no such program"),
        ("ru", "такой программы нет"),
        ("uk", "такої програми немає"),
    ] {
        assert!(table(&person, lang, &changes).contains(words), "{lang}");
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_is_open_to_others() {
    let person = listed("en");
    let data = person.data();
    let remedy = format!("chmod -R go-rwx {}", data.display());
    mode(&data, 0o755);
    let report = Report::of(&person, &[]);
    report.finds("folder", "attention", "mode 0755", &remedy);
    mode(&data, 0o777);
    let report = Report::of(&person, &[]);
    report.finds("folder", "failed", "mode 0777", &remedy);
    for (lang, words) in [
        ("en", "others may change"),
        ("ru", "другие пользователи могут менять"),
        ("uk", "інші користувачі можуть змінювати"),
    ] {
        assert!(table(&person, lang, &[]).contains(words), "{lang}");
    }
    runs(&remedy);
    Report::of(&person, &[]).finds("folder", "ok", "", "");
}

/// Runs a remedy as a person would.
fn runs(line: &str) {
    let status = std::process::Command::new("sh").args(["-c", line]).status();
    assert!(status.unwrap().success(), "{line}");
}

#[test]
fn a_ledger_that_is_damaged() {
    let changes = [("HTTPS_PROXY", NOWHERE)];
    for whole_file in [false, true] {
        let person = listed("en");
        let file = person.data().join("ledger.sqlite");
        let mut content = fs::read(&file).unwrap();
        // The first page tells what kind of file it is; the others are tables.
        let from = if whole_file { 0 } else { 4096 };
        content[from..].fill(0x5a);
        fs::write(&file, content).unwrap();
        let report = Report::of(&person, &changes);
        report.finds("ledger", "failed", "damaged", "amokey refresh NAME");
        // What does not depend on it is checked all the same.
        report.finds("folder", "ok", "", "");
        report.finds("store", "ok", "", "");
        for (lang, words) in [
            ("en", "The tokens are not in it"),
            ("ru", "Токены хранятся не в нём"),
            ("uk", "Токени зберігаються не в ньому"),
        ] {
            let table = table(&person, lang, &changes);
            assert!(table.contains(words), "{table}");
        }
        let remedy = report.text("ledger", "remedy");
        let line = remedy.lines().next().unwrap();
        runs(line.split_once(": ").unwrap().1);
        Report::of(&person, &changes).finds("ledger", "ok", "0 profiles", "");
    }
}

#[test]
fn a_lock_that_is_held() {
    let person = listed("en");
    let name = ProfileName::parse("demo").unwrap();
    let locks = person.data().join("locks");
    let _held = ProfileLock::acquire(&[locks], &name, Duration::ZERO, |_| {}).unwrap();
    let pid = std::process::id().to_string();
    let report = Report::of(&person, &[]);
    report.finds("lock:demo", "attention", &pid, &format!("kill {pid}"));
    report.finds("locks", "not_applicable", "0 of 1 free", "");
    for (lang, words) in [
        ("en", "lock of demo"),
        ("ru", "блокировка demo"),
        ("uk", "блокування demo"),
    ] {
        let table = table(&person, lang, &[]);
        assert!(table.contains(words) && table.contains(&pid), "{table}");
    }
}
