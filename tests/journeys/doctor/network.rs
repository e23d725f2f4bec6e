//! The way to the platform: clock, proxy, certificates.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use amokey::sandbox::{self, Options, Sandbox};

use super::{NOWHERE, Report, listed, table};
use crate::http;
use crate::person::Person;

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
