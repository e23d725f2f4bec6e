//! Somebody's https site with one page on it, and a browser to which it is a site of the public internet.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::browser::Browser;

pub const PAGE: &str = "https://mysite.example/amokey.html";

/// Serves a page as PAGE; the port, which lives as long as the test.
fn serve(page: String) -> u16 {
    let made = rcgen::generate_simple_self_signed(["mysite.example".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (config, page) = (Arc::clone(&config), page.clone());
            // A browser opens connections that it does not use.
            std::thread::spawn(move || answer(stream, config, &page));
        }
    });
    port
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>, page: &str) -> Option<()> {
    let connection = ServerConnection::new(config).ok()?;
    let mut stream = BufReader::new(StreamOwned::new(connection, stream));
    let (mut head, mut line) = (String::new(), String::new());
    while stream.read_line(&mut line).ok()? > 2 {
        head.push_str(&line);
        line.clear();
    }
    let (status, body) = match head.split(' ').nth(1)?.split('?').next()? {
        "/favicon.ico" => ("404 Not Found", ""),
        "/empty.html" => ("200 OK", "<!doctype html>"),
        _ => ("200 OK", page),
    };
    let stream = stream.get_mut();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    stream.conn.send_close_notify();
    stream.flush().ok()
}

pub fn page(port: u16) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amokey"))
        .args(["page", "--port", &port.to_string()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A browser that finds the page on that site, and prefers a language.
pub fn browser(page: String, lang: &str) -> Browser {
    let port = serve(page);
    Browser::open_with(&[
        format!("--host-resolver-rules=MAP mysite.example:443 127.0.0.1:{port}"),
        // What a site may ask of this computer depends on where the browser takes the site to be.
        format!("--ip-address-space-overrides=127.0.0.1:{port}=public"),
        format!("--accept-lang={lang}"),
    ])
}
