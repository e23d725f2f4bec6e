//! The listener as a browser, and worse, meets it: through real sockets.

mod anywhere;
mod crowd;
mod port;
mod requests;

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use url::Url;

use self::anywhere::{CONSENT, open_within, settings};
use super::*;
use crate::domain::authorize::callback_page::CallbackPage;

/// Long enough for any machine; what takes so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

fn open() -> (Listener, u16) {
    open_within(ListenerLimits::default())
}

fn next(listener: &mut Listener) -> CallbackRequest {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime
        .block_on(async { tokio::time::timeout(PATIENCE, listener.next()).await })
        .expect("an arrival in time")
        .expect("a listener that listens")
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn send(port: u16, request: &str) -> TcpStream {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn read(mut stream: TcpStream) -> String {
    read_from(&mut stream)
}

/// Reads a whole answer, and does not leave.
fn read_from(stream: &mut TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn get(port: u16, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nUser-Agent: Test/1\r\n\r\n")
}

/// The status line of what a request is answered with at once.
fn status(port: u16, request: &str) -> String {
    let answer = read(send(port, request));
    answer.lines().next().unwrap_or_default().to_owned()
}

/// The path of the short address.
fn short(listener: &Listener) -> String {
    let url = Url::parse(&listener.short_url()).unwrap();
    url.path().to_owned()
}

/// The page that an answer leads to, where nothing of the callback is in its address.
fn page(port: u16, browser: TcpStream) -> String {
    let answer = read(browser);
    assert!(answer.starts_with("HTTP/1.1 303 See Other\r\n"), "{answer}");
    let (_, rest) = answer.split_once("\r\nLocation: /").unwrap();
    let (path, _) = rest.split_once("\r\n").unwrap();
    assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{path}");
    read(send(port, &get(port, &format!("/{path}"))))
}

/// The sentence of the page, which is the name of its `CallbackPage` here.
fn sentence(answer: &str) -> &str {
    let (_, rest) = answer.split_once("<h1>").unwrap();
    rest.split_once("</h1>").unwrap().0
}

fn is_waiting(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let waits =
        matches!(stream.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
    stream.set_nonblocking(false).unwrap();
    waits
}
