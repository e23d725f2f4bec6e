//! A server that does what it is told, connection by connection, and keeps what it was sent. For tests.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::super::Endpoint;
use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;

pub enum Play {
    /// These bytes, and the end.
    Say(String),
    /// These bytes, and then nothing until the other side leaves.
    Stall(String),
    /// A body without an end, as long as somebody takes it.
    Endless,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    /// `POST /oauth2/access_token HTTP/1.1`
    pub line: String,
    /// Names in lower case, sorted.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Sent {
    pub fn header(&self, wanted: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(name, _)| name == wanted);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

pub struct Scripted {
    address: SocketAddr,
    over: Receiver<(Vec<Sent>, usize)>,
}

impl Scripted {
    /// Plays to as many connections as there are plays, over plain TCP.
    pub fn start(plays: Vec<Play>) -> Self {
        Self::wrapped(plays, |stream| stream)
    }

    /// The same over whatever `wrap` makes of a connection.
    pub fn wrapped<S: Read + Write>(
        plays: Vec<Play>,
        wrap: impl Fn(TcpStream) -> S + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, over) = mpsc::channel();
        std::thread::spawn(move || {
            let (mut sent, mut written) = (Vec::new(), 0);
            for play in plays {
                let mut stream = wrap(listener.accept().unwrap().0);
                let Some(request) = read(&mut stream) else { continue };
                sent.push(request);
                written += perform(&play, &mut stream);
            }
            tell.send((sent, written))
        });
        Self { address, over }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn acme(&self, scheme: &str) -> Endpoint {
        acme(&format!("{scheme}://{}", self.address))
    }

    /// What was sent, and how many bytes were answered, once every play is over.
    pub fn end(self) -> (Vec<Sent>, usize) {
        let patience = Duration::from_secs(30);
        self.over.recv_timeout(patience).expect("every play is over")
    }

    /// The same on a runtime, which has to go on turning for its connections to be closed.
    pub async fn ended(self) -> (Vec<Sent>, usize) {
        tokio::task::spawn_blocking(|| self.end()).await.unwrap()
    }
}

/// `acme.amocrm.ru`, played at an origin.
pub fn acme(origin: &str) -> Endpoint {
    Endpoint {
        host: AccountHost::parse("acme.amocrm.ru").unwrap(),
        sandbox: Some(SandboxOrigin::parse(origin).unwrap()),
    }
}

pub fn trap() -> TcpListener {
    let trap = TcpListener::bind("127.0.0.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    trap
}

pub fn nobody_came(trap: &TcpListener) {
    let visitor = trap.accept().map_err(|error| error.kind());
    assert_eq!(visitor.unwrap_err(), std::io::ErrorKind::WouldBlock);
}

pub fn say(status: &str, headers: &str, body: &str) -> Play {
    let length = body.len();
    Play::Say(format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

/// Reads one request; `None` when the other side left before it was whole.
fn read(stream: &mut impl Read) -> Option<Sent> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.extend(byte);
    }
    let head = String::from_utf8(bytes).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let line = lines.next()?.to_owned();
    let mut headers: Vec<_> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    headers.sort();
    let mut sent = Sent { line, headers, body: String::new() };
    let length = sent.header("content-length").unwrap_or("0");
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).ok()?;
    sent.body = String::from_utf8(body).unwrap();
    Some(sent)
}

fn perform(play: &Play, stream: &mut (impl Read + Write)) -> usize {
    match play {
        Play::Say(text) => {
            // Whoever does not want all of it may leave.
            let _ = stream.write_all(text.as_bytes());
            let _ = stream.flush();
            text.len()
        }
        Play::Stall(text) => {
            stream.write_all(text.as_bytes()).unwrap();
            stream.flush().unwrap();
            while stream.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
            text.len()
        }
        Play::Endless => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
            let mut written = head.len();
            if stream.write_all(head.as_bytes()).is_ok() {
                while stream.write_all(chunk.as_bytes()).is_ok() {
                    written += chunk.len();
                }
            }
            written
        }
    }
}
