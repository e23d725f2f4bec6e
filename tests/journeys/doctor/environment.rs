//! What needs neither keychain nor network: port and browser.

use std::fs;
use std::net::TcpListener;

use super::{Report, listed, table};
use crate::connecting::port_of;
use crate::files::put_program;

#[test]
fn what_is_there_works_and_a_port_that_is_held_does_not() {
    let person = listed();
    let report = Report::of(&person, &[]);
    report.finds("folder", "ok", "written and read back", "");
    report.finds("ledger", "ok", "1 profile,", "");
    report.finds("store", "ok", "memory", "");
    report.finds("locks", "ok", "1 of 1 free", "");
    let port = format!("loopback:{}", port_of(&person));
    report.finds(&port, "ok", "127.0.0.1", "");
    report.finds("browser", "ok", "browser", "");
    report.finds("proxy", "not_applicable", "sandbox", "");
    report.finds("certificates:demo.amocrm.ru", "not_applicable", "sandbox", "");
    report.finds("clock:demo.amocrm.ru", "ok", "demo.amocrm.ru", "");
    report.finds("cron", "not_applicable", "memory", "");
    // The row has no record: the memory of this process is empty.
    report.finds("record:demo", "failed", "no tokens", "amokey authorize demo");
    let port = port_of(&person);
    let _held = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let us = format!("(pid {})", std::process::id());
    let report = Report::of(&person, &[]);
    report.finds(&format!("loopback:{port}"), "failed", &us, &port.to_string());
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
    let person = listed();
    let report = Report::of(&person, &[("BROWSER", "/nonexistent/browser")]);
    report.finds("browser", "attention", "/nonexistent/browser", "unset BROWSER");
    let report = Report::of(&person, &[("BROWSER", "")]);
    report.finds("browser", "attention", "no display", "press c");
    // One that would write over the screen, and one that the system has.
    let programs = person.home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    for name in ["w3m", "x-www-browser"] {
        put_program(&programs.join(name), "#!/bin/sh\n");
    }
    let path = programs.to_str().unwrap();
    let report = Report::of(&person, &[("BROWSER", "w3m %s"), ("PATH", path)]);
    report.finds("browser", "attention", "w3m", "press c");
    let display = [("BROWSER", ""), ("PATH", path), ("DISPLAY", ":7")];
    let report = Report::of(&person, &display);
    report.finds("browser", "ok", "DISPLAY=:7", "");
}
