//! Over real connections: what only sockets can show.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use super::super::{Fault, Sandbox, start};
use super::*;

fn running() -> Sandbox {
    start(&Options::default()).unwrap()
}

fn connect(sandbox: &Sandbox) -> TcpStream {
    let (_, address) = sandbox.origin().split_once("://").unwrap();
    TcpStream::connect(address).unwrap()
}

fn written(method: &str, host: &str, path: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn ask(sandbox: &Sandbox, request: &str) -> String {
    let mut stream = connect(sandbox);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

fn code_request(sandbox: &Sandbox) -> String {
    let ready = sandbox.ready();
    let body = json!({
        "client_id": ready.client_id, "client_secret": ready.client_secret, "redirect_uri": ready.redirect_uri,
        "grant_type": "authorization_code", "code": sandbox.fresh_code(None).unwrap(),
    });
    written("POST", "demo.amocrm.ru", "/oauth2/access_token", &body.to_string())
}

#[test]
fn the_ready_line_is_the_documented_one() {
    let sandbox = running();
    let line = serde_json::to_value(sandbox.ready()).unwrap();
    let names: Vec<_> = line.as_object().unwrap().keys().cloned().collect();
    let mut expected = ["origin", "account", "client_id", "client_secret", "redirect_uri", "code"];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(line["account"], "demo.amocrm.ru");
    assert!(sandbox.origin().starts_with("http://127.0.0.1:"));
}

#[test]
fn a_pair_comes_over_http_with_the_sandboxs_date_and_a_request_id() {
    let sandbox = running();
    sandbox.advance(Duration::from_secs(10 * 365 * 86_400));
    let answer = ask(&sandbox, &code_request(&sandbox));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.contains("\r\nx-request-id: "));
    let body: Value = serde_json::from_str(body).unwrap();
    assert!((sandbox.now() - body["server_time"].as_i64().unwrap()).abs() <= 2);
    let date = head.lines().find_map(|line| line.strip_prefix("date: ")).unwrap();
    let date = jiff::fmt::rfc2822::parse(&date.replace("GMT", "+0000")).unwrap();
    assert!((sandbox.now() - date.timestamp().as_second()).abs() <= 2);
}

#[test]
fn a_dropped_answer_is_no_answer_and_a_cut_one_is_shorter_than_it_says() {
    let sandbox = running();
    sandbox.fault([Fault::DropAfter, Fault::DropBefore, Fault::Cut]);
    assert_eq!(ask(&sandbox, &code_request(&sandbox)), "");
    assert_eq!(ask(&sandbox, &code_request(&sandbox)), "");
    let answer = ask(&sandbox, &code_request(&sandbox));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse().ok())
        .unwrap();
    assert_eq!(body.len(), promised / 2);
    assert!(body.starts_with("{\""));
}

#[test]
fn a_huge_answer_does_not_end() {
    let sandbox = running();
    sandbox.fault([Fault::Huge]);
    let mut stream = connect(&sandbox);
    stream.write_all(code_request(&sandbox).as_bytes()).unwrap();
    let mut much = vec![0; 4 << 20];
    stream.read_exact(&mut much).unwrap();
}

#[test]
fn a_body_nobody_would_send_is_refused_and_garbage_harms_nobody() {
    let sandbox = running();
    let big = written("POST", "demo.amocrm.ru", "/oauth2/access_token", &"x".repeat(65 * 1024));
    assert!(ask(&sandbox, &big).starts_with("HTTP/1.1 413 "));
    ask(&sandbox, "\0\x01 garbage\r\n\r\n");
    assert!(ask(&sandbox, &code_request(&sandbox)).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_hundred_clients_at_once_are_all_answered_beside_silent_ones() {
    let sandbox = Arc::new(start(&Options { limits: false, ..Options::default() }).unwrap());
    let silent: Vec<_> = (0..50).map(|_| connect(&sandbox)).collect();
    let clients: Vec<_> = (0..100)
        .map(|_| {
            let sandbox = Arc::clone(&sandbox);
            std::thread::spawn(move || ask(&sandbox, &code_request(&sandbox)))
        })
        .collect();
    for client in clients {
        assert!(client.join().unwrap().starts_with("HTTP/1.1 200 "));
    }
    drop(silent);
    assert_eq!(sandbox.stats().token_requests("authorization_code", "200"), 100);
}

#[test]
fn dropping_it_frees_the_port_at_once_even_with_clients_waiting() {
    let sandbox = running();
    sandbox.fault([Fault::Slow(Duration::from_secs(600))]);
    let mut waiting = connect(&sandbox);
    waiting.write_all(code_request(&sandbox).as_bytes()).unwrap();
    let (_, address) = sandbox.origin().split_once("://").unwrap();
    let address = address.to_owned();
    drop(sandbox);
    assert!(TcpStream::connect(&address).is_err());
    let mut rest = Vec::new();
    let _ = waiting.read_to_end(&mut rest);
    assert!(rest.is_empty());
}

#[test]
fn consent_without_a_browser_is_for_whom_the_sandbox_knows() {
    let sandbox = running();
    let client_id = &sandbox.ready().client_id;
    let url = format!("{}/oauth?client_id={client_id}&state=abc", sandbox.origin());
    assert!(sandbox.consent(&url, None).is_some());
    assert_eq!(sandbox.consent("client_id=wrong&state=abc", None), None);
    assert_eq!(sandbox.consent(&url, Some("nobody")), None);
}

#[test]
fn tls_is_good_for_account_hosts_and_for_nothing_the_authority_may_not_sign() {
    let sandbox = start(&Options { tls: true, ..Options::default() }).unwrap();
    let ca = sandbox.ready().ca.clone().unwrap();
    assert!(sandbox.origin().starts_with("https://127.0.0.1:"));
    let pem = std::fs::read(&ca).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    let certificate = <rustls::pki_types::CertificateDer<'_> as rustls::pki_types::pem::PemObject>::from_pem_slice(&pem);
    roots.add(certificate.unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let config = Arc::new(config);
    for (name, trusted) in [
        ("demo.amocrm.ru", true),
        ("www.kommo.com", true),
        ("amocrm.ru", true),
        ("localhost", true),
        ("127.0.0.1", true),
        ("example.com", false),
    ] {
        let name = rustls::pki_types::ServerName::try_from(name).unwrap();
        let mut session = rustls::ClientConnection::new(Arc::clone(&config), name.clone()).unwrap();
        let mut socket = connect(&sandbox);
        let mut stream = rustls::Stream::new(&mut session, &mut socket);
        let request = written("GET", "demo.amocrm.ru", "/api/v4/account", "");
        let mut status = [0; 12];
        let answered =
            stream.write_all(request.as_bytes()).and_then(|()| stream.read_exact(&mut status));
        assert_eq!(answered.is_ok(), trusted, "{name:?}: {answered:?}");
        assert_eq!(&status == b"HTTP/1.1 401", trusted);
    }
    drop(sandbox);
    assert!(!ca.exists());
}

#[test]
fn what_cannot_work_is_refused_at_the_start() {
    let redirect_uri = "not a uri".to_owned();
    let wrong = start(&Options { redirect_uri, ..Options::default() });
    assert_eq!(wrong.err().map(|error| error.kind()), Some(std::io::ErrorKind::InvalidInput));
    let first = running();
    let port = first.origin().rsplit(':').next().unwrap().parse().unwrap();
    let taken = start(&Options { port, ..Options::default() });
    assert_eq!(taken.err().map(|error| error.kind()), Some(std::io::ErrorKind::AddrInUse));
}

#[test]
fn requests_on_one_connection_are_answered_one_after_another() {
    let sandbox = running();
    let one =
        written("GET", "127.0.0.1", "/_sandbox/stats", "").replace("Connection: close\r\n", "");
    let last = written("GET", "127.0.0.1", "/", "");
    let answers = ask(&sandbox, &format!("{one}{one}{last}"));
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3);
}
