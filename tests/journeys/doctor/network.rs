//! The way to the platform: clock, proxy, certificates.

use std::net::TcpListener;
use std::time::{Duration, Instant};
use std::{fs, io};

use amokey::sandbox::{self, Options};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Builder;

use super::{NOWHERE, Report};
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
    }
}

/// A proxy that leads every host to one port of this computer.
fn tunnel(to: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            while let Ok((guest, _)) = listener.accept().await {
                tokio::spawn(through(guest, to));
            }
        });
    });
    format!("http://{address}")
}

async fn through(mut guest: TcpStream, to: u16) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        // Whoever only knocks says nothing.
        head.push(guest.read_u8().await?);
    }
    assert!(head.starts_with(b"CONNECT www."));
    guest.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    let mut server = TcpStream::connect(("127.0.0.1", to)).await?;
    tokio::io::copy_bidirectional(&mut guest, &mut server).await.map(drop)
}

#[test]
fn the_platform_through_a_proxy_and_with_an_authority_of_ones_own() {
    let person = Person::new("en");
    let sandbox = sandbox::start(&Options { tls: true, ..Options::default() }).unwrap();
    let port = sandbox.origin().parse::<url::Url>().unwrap().port().unwrap();
    let proxy = tunnel(port);
    let authority = sandbox.ready().ca.clone().unwrap();
    let authority = authority.to_str().unwrap();
    let changes = [("HTTPS_PROXY", proxy.as_str()), ("SSL_CERT_FILE", authority)];
    let report = Report::of(&person, &changes);
    report.finds("proxy", "ok", &proxy, "");
    for host in ["www.amocrm.ru", "www.kommo.com"] {
        report.finds(&format!("certificates:{host}"), "ok", authority, "");
        report.finds(&format!("clock:{host}"), "ok", host, "");
    }
    // Another test may be at the port that is looked at where nothing is connected.
    let fails = |(name, check): &(&String, &Value)| {
        check["result"] == "failed" && !name.starts_with("loopback:")
    };
    assert_eq!(report.checks.iter().find(fails), None);
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
