//! As little HTTP as the tests need: one request, one answer, the connection closed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// An answer, as much of it as is looked at.
struct Answer {
    status: u16,
    location: Option<String>,
    body: String,
}

/// Sends one request to a port of this computer; the status and the body of the answer.
pub fn request(port: u16, method: &str, path: &str, body: &str) -> (u16, String) {
    let answer = ask(port, method, path, body);
    (answer.status, answer.body)
}

fn ask(port: u16, method: &str, path: &str, body: &str) -> Answer {
    let length = body.len();
    let typed = match method {
        "POST" => format!("Content-Type: application/json\r\nContent-Length: {length}\r\n"),
        _ => String::new(),
    };
    exchange(
        &format!("127.0.0.1:{port}"),
        &format!("{method} {path}"),
        &format!("Host: localhost:{port}\r\n{typed}\r\n{body}"),
    )
}

/// Asks a sandbox for the account that a token opens; the status of the answer.
pub fn account(origin: &str, host: &str, token: &str) -> u16 {
    let rest = format!("Host: {host}\r\nAuthorization: Bearer {token}\r\n\r\n");
    exchange(origin.trim_start_matches("http://"), "GET /api/v4/account", &rest).status
}

fn exchange(address: &str, what: &str, rest: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "{what} HTTP/1.1\r\nConnection: close\r\n{rest}").unwrap();
    read(BufReader::new(stream))
}

/// Reads one answer. Not every server closes the connection because it was asked to.
fn read(mut stream: BufReader<TcpStream>) -> Answer {
    let (mut line, mut status, mut length) = (String::new(), None, None);
    let mut location = None;
    while stream.read_line(&mut line).unwrap() > 2 {
        let header = line.to_ascii_lowercase();
        status = status.or_else(|| header.split(' ').nth(1)?.parse().ok());
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
        if header.starts_with("location:") {
            location = line.split_once(' ').map(|(_, url)| url.trim().to_owned());
        }
        line.clear();
    }
    let mut body = Vec::new();
    stream.take(length.unwrap_or(u64::MAX)).read_to_end(&mut body).unwrap();
    Answer { status: status.unwrap(), location, body: String::from_utf8(body).unwrap() }
}

/// What a browser does with an address on this computer: it follows to where it is sent.
pub fn visit(url: &str) -> (u16, String) {
    let answer = go(url);
    match answer.location {
        Some(location) => visit(url::Url::parse(url).unwrap().join(&location).unwrap().as_str()),
        None => (answer.status, answer.body),
    }
}

/// Where an address on this computer leads.
pub fn leads_to(url: &str) -> Option<String> {
    go(url).location
}

fn go(url: &str) -> Answer {
    let url: url::Url = url.parse().unwrap();
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    ask(url.port().unwrap(), "GET", &path, "")
}
