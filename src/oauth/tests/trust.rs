//! Certificates and proxies: what the environment decides. Each test starts itself again in an
//! environment of its own, because a process must not change its environment under other threads.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;

use super::super::{Client, Endpoint};
use super::scripted::{Play, Scripted, acme, nobody_came, say, trap};
use crate::domain::account::AccountHost;
use crate::domain::samples::credentials;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};

/// Set in the second run: the origin to ask, or nothing for the real platform.
const ORIGIN: &str = "AMOKEY_TEST_ORIGIN";
const PROXIES: &str =
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy";

/// Runs one test of this module again; its output is what it says about itself.
fn again(test: &str, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&format!("oauth::tests::trust::{test}"), "--exact", "--nocapture"]);
    for name in PROXIES.split(' ').chain(["SSL_CERT_FILE", "SSL_CERT_DIR"]) {
        command.env_remove(name);
    }
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    said
}

/// In the second run: one refresh, and its outcome in words.
fn outcome(at: &Endpoint) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let token = Secret::new("def50200");
    match runtime.block_on(Client::new().refresh(at, &credentials(), &token)) {
        Ok(_) => "outcome: granted".into(),
        Err(Trouble { cause, detail }) => {
            format!("outcome: {cause:?} {}", detail.note.unwrap_or_default())
        }
    }
}

fn granted() -> Play {
    say("200 OK", "", r#"{"expires_in":1,"access_token":"a","refresh_token":"r"}"#)
}

/// A server with a certificate for a name, and the file of the authority that signed it.
fn signed_for(name: &str, folder: &std::path::Path) -> (Scripted, String) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new([name.to_owned()]).unwrap();
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let path = folder.join("ca.pem");
    std::fs::write(&path, authority.pem()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    let config = Arc::new(config);
    let server = Scripted::wrapped(vec![granted()], move |stream| {
        let connection = rustls::ServerConnection::new(config.clone()).unwrap();
        rustls::StreamOwned::new(connection, stream)
    });
    (server, path.to_str().unwrap().to_owned())
}

#[test]
fn only_an_authority_we_were_given_is_believed() {
    if let Ok(origin) = std::env::var(ORIGIN) {
        return println!("{}", outcome(&acme(&origin)));
    }
    let test = "only_an_authority_we_were_given_is_believed";
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem").to_str().unwrap().to_owned();
    std::fs::write(&empty, "no certificate").unwrap();
    let asks = |server: &Scripted, file: Option<&str>| {
        let origin = format!("https://{}", server.address());
        let file = file.map(|file| ("SSL_CERT_FILE", file));
        again(test, &[&[(ORIGIN, origin.as_str())], file.as_slice()].concat())
    };
    let (server, ca) = signed_for("acme.amocrm.ru", folder.path());
    // A file that is not there, or has nothing in it, is named; no connection is made.
    for file in ["/nonexistent/ca.pem", &empty] {
        let said = asks(&server, Some(file));
        assert!(said.contains(&format!("outcome: Untrusted SSL_CERT_FILE {file}")), "{said}");
    }
    let said = asks(&server, Some(&ca));
    assert!(said.contains("outcome: granted"), "{said}");
    let (sent, _) = server.end();
    assert_eq!(sent[0].header("host"), Some("acme.amocrm.ru"));
    for (name, is_given) in [("acme.amocrm.ru", false), ("evil.amocrm.ru", true)] {
        let (server, ca) = signed_for(name, folder.path());
        let said = asks(&server, is_given.then_some(&ca));
        assert!(said.contains("outcome: Untrusted"), "{name}: {said}");
        assert_eq!(server.end().0, [], "{name}");
    }
}

#[test]
fn loopback_is_never_reached_through_a_proxy() {
    if let Ok(origin) = std::env::var(ORIGIN) {
        return println!("{}", outcome(&acme(&origin)));
    }
    let trap = trap();
    let proxy = format!("http://{}", trap.local_addr().unwrap());
    let server = Scripted::start(vec![granted()]);
    let origin = format!("http://{}", server.address());
    let mut environment: Vec<(&str, &str)> = PROXIES
        .split(' ')
        .filter(|name| !name.eq_ignore_ascii_case("no_proxy"))
        .map(|name| (name, proxy.as_str()))
        .collect();
    environment.push((ORIGIN, &origin));
    let said = again("loopback_is_never_reached_through_a_proxy", &environment);
    assert!(said.contains("outcome: granted"), "{said}");
    assert_eq!(server.end().0.len(), 1);
    nobody_came(&trap);
}

#[test]
fn the_real_platform_is_reached_through_the_proxy_and_by_https_alone() {
    if std::env::var(ORIGIN).is_ok() {
        let host = AccountHost::parse("acme.amocrm.ru").unwrap();
        let at = Endpoint { host, sandbox: None };
        return println!("{}", outcome(&at));
    }
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _): (TcpStream, _) = proxy.accept().unwrap();
        let head: Vec<String> = BufReader::new(stream.try_clone().unwrap())
            .lines()
            .map_while(Result::ok)
            .take_while(|line| !line.is_empty())
            .collect();
        stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n").unwrap();
        head
    });
    let said = again(
        "the_real_platform_is_reached_through_the_proxy_and_by_https_alone",
        &[(ORIGIN, ""), ("HTTPS_PROXY", &address)],
    );
    assert!(said.contains(&format!("outcome: {:?}", Cause::Unreachable)), "{said}");
    let head = asked.join().unwrap();
    assert_eq!(head[0], "CONNECT acme.amocrm.ru:443 HTTP/1.1");
    assert!(!head.join("\n").contains("def50200"));
}
