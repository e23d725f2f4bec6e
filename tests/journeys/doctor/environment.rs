//! What needs no keychain: port, clock, browser, proxy, certificates, folder, ledger, locks.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use amokey::domain::profile::ProfileName;
use amokey::sandbox::{self, Options, Sandbox};
use amokey::store::ProfileLock;

use super::{NOWHERE, Report, listed, table};
use crate::connecting::port_of;
use crate::http;
use crate::person::Person;

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

/// It accepts and says nothing.
#[test]
fn a_proxy_that_never_answers_is_not_waited_for() {
    let person = Person::new("en");
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", silent.local_addr().unwrap());
    let begun = Instant::now();
    let report = Report::of(&person, &[("HTTPS_PROXY", &proxy)]);
    // Both platforms are waited for at once; the rest is for a busy computer.
    assert!(begun.elapsed() < Duration::from_secs(20));
    report.finds("proxy", "ok", &proxy, "");
    let name = "clock:www.amocrm.ru";
    report.finds(name, "attention", "did not answer in time", "again");
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
fn a_clock_that_is_off() {
    let person = listed("en");
    let steering = port_of_origin(person.sandbox.origin());
    let body = r#"{"advance_seconds":300}"#;
    assert_eq!(
        http::request(steering, "POST", "/_sandbox/clock", body).0,
        200
    );
    let report = Report::of(&person, &[]);
    let name = "clock:demo.amocrm.ru";
    report.finds(name, "attention", "behind demo.amocrm.ru by 5 min", "Run: ");
    for (lang, words) in [
        ("en", "by 5 min"),
        ("ru", "отстаёт от demo.amocrm.ru на 5 мин"),
        ("uk", "відстає від demo.amocrm.ru на 5 хв"),
    ] {
        let table = table(&person, lang, &[]);
        assert!(table.contains(words), "{table}");
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

#[test]
fn a_proxy_that_leads_nowhere() {
    let person = Person::new("en");
    let report = Report::of(&person, &[("HTTPS_PROXY", "http://me:hunter2@127.0.0.1:9")]);
    report.finds("proxy", "failed", NOWHERE, "unset HTTPS_PROXY");
    for host in ["www.amocrm.ru", "www.kommo.com"] {
        // Nobody was reached: that is no failure of the clock.
        let name = format!("clock:{host}");
        report.finds(&name, "attention", "could not be asked", "proxy");
        let name = format!("certificates:{host}");
        report.finds(&name, "attention", "no connection", "");
    }
    let shown = format!("{:?}", report.checks);
    assert!(!shown.contains("hunter2"), "{shown}");
    for (lang, words) in [
        ("en", "does not answer"),
        ("ru", "не отвечает"),
        ("uk", "не відповідає"),
    ] {
        let table = table(&person, lang, &[("HTTPS_PROXY", NOWHERE)]);
        assert!(table.contains(words), "{table}");
    }
}

#[test]
fn a_proxy_that_is_no_address() {
    let person = Person::new("en");
    // `ALL_PROXY` is what is used instead, and keeps everything on this computer.
    let changes = [
        ("HTTPS_PROXY", "me:hunter2@:::"),
        ("NO_PROXY", ""),
        ("SSL_CERT_FILE", "/nonexistent"),
    ];
    let report = Report::of(&person, &changes);
    report.finds("proxy", "failed", "HTTPS_PROXY", "export HTTPS_PROXY=http");
    assert!(!format!("{:?}", report.checks).contains("hunter2"));
}

#[test]
fn authorities_that_are_not_there_or_none() {
    let person = Person::new("en");
    let garbage = person.home.path().join("garbage.pem");
    fs::write(&garbage, "no certificate").unwrap();
    for file in ["/nonexistent/ca.pem", garbage.to_str().unwrap()] {
        let changes = [("HTTPS_PROXY", NOWHERE), ("SSL_CERT_FILE", file)];
        let report = Report::of(&person, &changes);
        let name = "certificates:www.amocrm.ru";
        report.finds(name, "failed", file, "unset SSL_CERT_FILE");
        for (lang, words) in [
            ("en", "your proxy’s certificate"),
            ("ru", "с сертификатом вашего прокси"),
            ("uk", "із сертифікатом вашого проксі"),
        ] {
            let table = table(&person, lang, &changes);
            assert!(table.contains(words) && table.contains(file), "{table}");
        }
    }
}

/// A proxy that leads every host to one port of this computer.
fn tunnel(to: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for guest in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || through(guest, to));
        }
    });
    format!("http://{address}")
}

fn through(mut guest: TcpStream, to: u16) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        // Whoever only knocks says nothing.
        if guest.read(&mut byte).unwrap_or(0) == 0 {
            return;
        }
        head.push(byte[0]);
    }
    assert!(head.starts_with(b"CONNECT www."));
    guest.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let mut server = TcpStream::connect(("127.0.0.1", to)).unwrap();
    let (mut from_guest, mut to_server) = (guest.try_clone().unwrap(), server.try_clone().unwrap());
    let forth = std::thread::spawn(move || {
        // Either side may go first.
        let _ = std::io::copy(&mut from_guest, &mut to_server);
    });
    let _ = std::io::copy(&mut server, &mut guest);
    let _ = guest.shutdown(std::net::Shutdown::Both);
    forth.join().unwrap();
}

fn port_of_origin(origin: &str) -> u16 {
    origin.parse::<url::Url>().unwrap().port().unwrap()
}

fn https() -> (Sandbox, String) {
    let sandbox = sandbox::start(&Options {
        tls: true,
        ..Options::default()
    });
    let sandbox = sandbox.unwrap();
    let proxy = tunnel(port_of_origin(sandbox.origin()));
    (sandbox, proxy)
}

#[test]
fn the_platform_through_a_proxy_and_with_an_authority_of_ones_own() {
    let person = Person::new("en");
    let (sandbox, proxy) = https();
    let authority = sandbox.ready().ca.clone().unwrap();
    let authority = authority.to_str().unwrap();
    let changes = [
        ("HTTPS_PROXY", proxy.as_str()),
        ("SSL_CERT_FILE", authority),
    ];
    let report = Report::of(&person, &changes);
    report.finds("proxy", "ok", &proxy, "");
    for host in ["www.amocrm.ru", "www.kommo.com"] {
        report.finds(&format!("certificates:{host}"), "ok", authority, "");
        report.finds(&format!("clock:{host}"), "ok", host, "");
    }
    assert_eq!(report.code, Some(0));

    sandbox.advance(Duration::from_secs(3600));
    let report = Report::of(&person, &changes);
    let name = "clock:www.amocrm.ru";
    report.finds(name, "attention", "behind www.amocrm.ru by 1 h", "Run: ");

    // Without it nobody is believed who reads along.
    let report = Report::of(&person, &[("HTTPS_PROXY", &proxy)]);
    let name = "certificates:www.amocrm.ru";
    report.finds(name, "failed", "certificate", "SSL_CERT_FILE");
    report.finds("clock:www.amocrm.ru", "attention", "could not be asked", "");
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
    let _held = ProfileLock::acquire(&locks, &name, Duration::ZERO, |_| {}).unwrap();
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
