//! The listener as a browser, and worse, meets it: through real sockets.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use url::Url;

use super::*;
use crate::domain::landing::Landing;
use crate::domain::redirect_uri::LoopbackTarget;

const CONSENT: &str = "https://www.amocrm.ru/oauth?client_id=1&state=5a&mode=post_message";
/// Long enough for any machine; what takes so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

fn settings(port: u16, limits: Limits) -> Settings {
    Settings {
        target: LoopbackTarget {
            port,
            path: "/callback".into(),
            query: None,
        },
        consent_url: Url::parse(CONSENT).unwrap(),
        words: Arc::new(|landing| PageWords {
            lang: "en".into(),
            title: "amokey".into(),
            sentence: format!("{landing:?}"),
            hint: None,
        }),
        limits,
    }
}

/// Listens at a port of the system's choice. It is free on 127.0.0.1; where somebody has it on
/// `::1`, the next one is tried.
fn listening(limits: Limits) -> Listener {
    loop {
        match bind(settings(0, limits)) {
            Ok(listener) => return listener,
            Err(BindError::Taken { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn next(listener: &mut Listener) -> Arrival {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
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

/// The sentence of the page, which is the name of its `Landing` here.
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

fn in_background(action: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    thread::spawn(action)
}

#[test]
fn a_browser_waits_for_its_page() {
    let mut listener = listening(Limits::default());
    let browser = send(
        listener.port(),
        &get(listener.port(), "/callback?code=c&state=s"),
    );

    let arrival = next(&mut listener);
    assert_eq!(arrival.query.expose(), "code=c&state=s");
    assert_eq!(arrival.peer, IpAddr::V4(Ipv4Addr::LOCALHOST));
    assert_eq!(arrival.user_agent.as_deref(), Some("Test/1"));
    assert!(!format!("{arrival:?}").contains("state=s"));
    assert!(is_waiting(&browser));

    arrival.answer(Landing::Connected {
        account: "<acme>".into(),
    });
    let answer = read(browser);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\nConnection: close\r\n"));
    assert_eq!(
        sentence(&answer),
        "Connected { account: &quot;&lt;acme&gt;&quot; }"
    );
}

#[test]
fn every_answer_keeps_to_itself() {
    let listener = listening(Limits::default());
    let port = listener.port();
    for request in [
        get(port, "/nowhere"),
        get(port, "/"),
        get(port, "/favicon.ico"),
        get(1, "/"),
    ] {
        let answer = read(send(port, &request));
        for header in [
            "Connection: close",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY",
            "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
        ] {
            assert!(
                answer.contains(&format!("\r\n{header}")),
                "{header} {answer}"
            );
        }
        assert!(answer.contains("frame-ancestors 'none'"));
    }
}

#[test]
fn the_short_address_leads_to_the_consent_page_and_nowhere_else() {
    let listener = listening(Limits::default());
    let port = listener.port();
    let answer = read(send(port, &get(port, "/")));
    assert!(answer.starts_with("HTTP/1.1 302 Found\r\n"));
    assert!(answer.contains(&format!("\r\nLocation: {CONSENT}\r\n")));
    let answer = read(send(port, &get(port, "//evil.example/")));
    assert!(answer.starts_with("HTTP/1.1 404 "));
    assert_eq!(sentence(&answer), "NotFound");
}

#[test]
fn what_is_no_callback_does_no_harm() {
    let mut listener = listening(Limits::default());
    let port = listener.port();
    let line = "GET /callback?code=c HTTP/1.1\r\n";
    let host = format!("Host: localhost:{port}\r\n");
    let upload = format!(
        "POST /callback?code=c HTTP/1.1\r\n{host}Content-Length: 9000\r\n\r\n{}",
        "x".repeat(9000)
    );
    for (request, expected) in [
        (
            format!("{line}Host: evil.example:{port}\r\n\r\n"),
            "HTTP/1.1 421 Misdirected Request",
        ),
        (
            format!("{line}{host}{host}\r\n"),
            "HTTP/1.1 421 Misdirected Request",
        ),
        (upload, "HTTP/1.1 405 Method Not Allowed"),
        (
            format!("{line}{host}Sec-Purpose: prefetch\r\n\r\n"),
            "HTTP/1.1 503 Service Unavailable",
        ),
        (
            format!("{line}{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "HTTP/1.1 413 Payload Too Large",
        ),
        (
            format!("{line}{host}X: {}\r\n\r\n", "x".repeat(17 * 1024)),
            "HTTP/1.1 431 Request Header Fields Too Large",
        ),
        ("nonsense\r\n\r\n".into(), "HTTP/1.1 400 Bad Request"),
        (get(port, "/favicon.ico"), "HTTP/1.1 204 No Content"),
        (get(port, "/callback/?code=c"), "HTTP/1.1 404 Not Found"),
    ] {
        assert_eq!(status(port, &request), expected);
    }
    let head = format!("HEAD /callback?code=c HTTP/1.1\r\n{host}\r\n");
    let answer = read(send(port, &head));
    assert!(answer.starts_with("HTTP/1.1 405 ") && answer.ends_with("\r\n\r\n"));

    // None of them was handed over: the first to arrive is the one that may.
    let browser = send(port, &get(port, "/callback?code=honest"));
    let arrival = next(&mut listener);
    assert_eq!(arrival.query.expose(), "code=honest");
    arrival.answer(Landing::Denied);
    assert_eq!(sentence(&read(browser)), "Denied");
}

#[test]
fn a_head_may_come_in_pieces() {
    let mut listener = listening(Limits::default());
    let port = listener.port();
    let mut browser = connect(port);
    browser.set_nodelay(true).unwrap();
    for byte in get(port, "/callback?code=c").bytes() {
        browser.write_all(&[byte]).unwrap();
    }
    next(&mut listener).answer(Landing::Denied);
    assert_eq!(sentence(&read(browser)), "Denied");
}

#[test]
fn a_callback_that_comes_twice_arrives_twice() {
    let mut listener = listening(Limits::default());
    let port = listener.port();
    let first = send(port, &get(port, "/callback?code=c"));
    let one = next(&mut listener);
    let second = send(port, &get(port, "/callback?code=c"));
    let two = next(&mut listener);
    two.answer(Landing::WrongAttempt);
    assert_eq!(sentence(&read(second)), "WrongAttempt");
    one.answer(Landing::Failed);
    assert_eq!(sentence(&read(first)), "Failed");
}

#[test]
fn a_browser_nobody_answers_is_told_so() {
    let limits = Limits {
        answer_time: Duration::from_millis(30),
        ..Limits::default()
    };
    let mut listener = listening(limits);
    let port = listener.port();
    let browser = send(port, &get(port, "/callback?code=c"));
    drop(next(&mut listener));
    assert_eq!(sentence(&read(browser)), "NobodyWaits");

    let browser = send(port, &get(port, "/callback?code=c"));
    let late = next(&mut listener);
    assert_eq!(sentence(&read(browser)), "NobodyWaits");
    late.answer(Landing::Denied);
}

#[test]
fn a_stop_lets_the_answered_go_home_and_sends_away_the_rest() {
    // The answer and the stop reach the listener together: whichever it saw first, often enough.
    for _ in 0..20 {
        let mut listener = listening(Limits::default());
        let port = listener.port();
        let answered = send(port, &get(port, "/callback?code=1"));
        let first = next(&mut listener);
        let waiting = send(port, &get(port, "/callback?code=2"));
        let second = next(&mut listener);
        let silent = connect(port);

        first.answer(Landing::Denied);
        listener.stop();

        assert_eq!(sentence(&read(answered)), "Denied");
        assert_eq!(sentence(&read(waiting)), "NobodyWaits");
        assert!(!is_waiting(&silent));
        second.answer(Landing::Denied);
    }
}

#[test]
fn a_stop_frees_the_port_and_leaves_no_thread() {
    let listener = listening(Limits::default());
    let port = listener.port();
    let _silent = connect(port);
    assert_eq!(status(port, &get(port, "/")), "HTTP/1.1 302 Found");
    assert_eq!(threads_of(port), usize::from(cfg!(target_os = "linux")));

    listener.stop();
    assert_eq!(threads_of(port), 0);
    let again = bind(settings(port, Limits::default())).unwrap();
    assert_eq!(again.port(), port);
}

/// The threads of this process that carry the name of a listener.
fn threads_of(port: u16) -> usize {
    let name = format!("loopback:{port}\n");
    std::fs::read_dir("/proc/self/task").map_or(0, |threads| {
        threads
            .flatten()
            .filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok())
            .filter(|comm| *comm == name)
            .count()
    })
}

#[test]
fn who_says_nothing_is_closed_and_who_drips_is_told() {
    let limits = Limits {
        head_time: Duration::from_millis(50),
        ..Limits::default()
    };
    let listener = listening(limits);
    let port = listener.port();
    let silent = connect(port);
    let dripping = send(port, "GET /callback?code=c HTTP/1.1\r\nHost:");
    assert_eq!(read(silent), "");
    let answer = read(dripping);
    assert!(
        answer.starts_with("HTTP/1.1 408 Request Timeout\r\n"),
        "{answer}"
    );
}

#[test]
fn the_oldest_silent_guest_makes_room() {
    let limits = Limits {
        connections: 2,
        head_time: PATIENCE * 2,
        ..Limits::default()
    };
    let listener = listening(limits);
    let port = listener.port();
    let oldest = connect(port);
    let younger = connect(port);
    assert_eq!(status(port, &get(port, "/")), "HTTP/1.1 302 Found");
    assert_eq!(read(oldest), "");
    assert!(is_waiting(&younger));
}

#[test]
fn who_waits_for_a_page_is_not_sent_away() {
    let limits = Limits {
        connections: 1,
        ..Limits::default()
    };
    let mut listener = listening(limits);
    let port = listener.port();
    let browser = send(port, &get(port, "/callback?code=c"));
    let arrival = next(&mut listener);
    // Its request may still be on its way when it is sent away, which the system calls a reset.
    let mut turned_away = connect(port);
    assert!(!matches!(turned_away.read(&mut [0]), Ok(1..)));
    arrival.answer(Landing::Denied);
    assert_eq!(sentence(&read(browser)), "Denied");
}

#[test]
fn an_honest_request_among_a_crowd_is_answered() {
    let listener = listening(Limits::default());
    let port = listener.port();
    for _ in 0..10 {
        let honest = send(port, &get(port, "/"));
        let crowd = in_background(move || {
            let _crowd: Vec<_> = (0..60).map(|_| connect(port)).collect();
        });
        assert!(read(honest).starts_with("HTTP/1.1 302 "));
        crowd.join().unwrap();
    }
}

#[test]
fn a_taken_port_names_its_holder() {
    let listener = listening(Limits::default());
    let port = listener.port();
    let refused = bind(settings(port, Limits::default()));
    let Err(BindError::Taken {
        port: taken,
        holder,
    }) = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!(taken, port);
    if cfg!(target_os = "linux") {
        let us = format!("(pid {})", std::process::id());
        assert!(holder.as_ref().unwrap().ends_with(&us), "{holder:?}");
    }
}

#[test]
fn half_of_a_port_is_not_enough() {
    let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else {
        return; // A system without IPv6 has no other half.
    };
    let port = other.local_addr().unwrap().port();
    let refused = bind(settings(port, Limits::default()));
    assert!(
        matches!(refused, Err(BindError::Taken { .. })),
        "{refused:?}"
    );
}

#[test]
fn both_loopback_addresses_are_listened_on() {
    let listener = listening(Limits::default());
    let port = listener.port();
    if let Ok(mut stream) = TcpStream::connect((Ipv6Addr::LOCALHOST, port)) {
        let request = format!("GET / HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        assert!(read(stream).starts_with("HTTP/1.1 302 "));
    } else {
        assert!(TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err());
    }
}
