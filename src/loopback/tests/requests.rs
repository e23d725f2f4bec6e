//! One request at a time: which is handed over, and what each is answered with.

use std::io::Write as _;
use std::net::IpAddr;

use super::*;

#[test]
fn a_browser_waits_for_its_page() {
    let (mut listener, port) = open();
    let browser = send(port, &get(port, "/callback?code=c&state=s"));

    let arrival = next(&mut listener);
    assert_eq!(arrival.query.expose(), "code=c&state=s");
    assert_eq!(arrival.peer, IpAddr::V4(Ipv4Addr::LOCALHOST));
    assert_eq!(arrival.user_agent.as_deref(), Some("Test/1"));
    assert!(!format!("{arrival:?}").contains("state=s"));
    assert!(is_waiting(&browser));

    arrival.answer(CallbackPage::Connected { account: "<acme>".into() });
    let answer = page(port, browser);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\nConnection: close\r\n"));
    assert_eq!(sentence(&answer), "Connected { account: &quot;&lt;acme&gt;&quot; }");
}

#[test]
fn every_answer_keeps_to_itself() {
    let (listener, port) = open();
    for request in [
        get(port, "/nowhere"),
        get(port, &short(&listener)),
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
            assert!(answer.contains(&format!("\r\n{header}")), "{header} {answer}");
        }
        assert!(answer.contains("frame-ancestors 'none'"));
    }
}

#[test]
fn the_short_address_leads_to_the_consent_page_and_nowhere_else() {
    let (listener, port) = open();
    let path = short(&listener);
    let answer = read(send(port, &get(port, &path)));
    assert!(answer.starts_with("HTTP/1.1 302 Found\r\n"));
    assert!(answer.contains(&format!("\r\nLocation: {CONSENT}\r\n")));
    for elsewhere in ["/", "//evil.example/", &format!("{path}x")] {
        let answer = read(send(port, &get(port, elsewhere)));
        assert!(answer.starts_with("HTTP/1.1 404 "));
        assert_eq!(sentence(&answer), "NotFound");
    }
}

#[test]
fn what_is_no_callback_does_no_harm() {
    let (mut listener, port) = open();
    let line = "GET /callback?code=c HTTP/1.1\r\n";
    let host = format!("Host: localhost:{port}\r\n");
    let upload = format!(
        "POST /callback?code=c HTTP/1.1\r\n{host}Content-Length: 9000\r\n\r\n{}",
        "x".repeat(9000)
    );
    for (request, expected) in [
        (format!("{line}Host: evil.example:{port}\r\n\r\n"), "HTTP/1.1 421 Misdirected Request"),
        (format!("{line}{host}{host}\r\n"), "HTTP/1.1 421 Misdirected Request"),
        (upload, "HTTP/1.1 405 Method Not Allowed"),
        (format!("{line}{host}Sec-Purpose: prefetch\r\n\r\n"), "HTTP/1.1 503 Service Unavailable"),
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
    assert!(answer.starts_with("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n"));
    for line in ["Allow: GET", "Content-Length: 0", "Cache-Control: no-store"] {
        assert!(answer.contains(&format!("\r\n{line}\r\n")), "{line}: {answer}");
    }
    assert!(answer.ends_with("\r\n\r\n"));

    // None of them was handed over: the first to arrive is the one that may.
    let browser = send(port, &get(port, "/callback?code=honest"));
    let arrival = next(&mut listener);
    assert_eq!(arrival.query.expose(), "code=honest");
    arrival.answer(CallbackPage::Denied);
    assert_eq!(sentence(&page(port, browser)), "Denied");
}

#[test]
fn a_head_may_come_in_pieces() {
    let (mut listener, port) = open();
    let mut browser = connect(port);
    browser.set_nodelay(true).unwrap();
    for byte in get(port, "/callback?code=c").bytes() {
        browser.write_all(&[byte]).unwrap();
    }
    next(&mut listener).answer(CallbackPage::Denied);
    assert_eq!(sentence(&page(port, browser)), "Denied");
}

#[test]
fn a_callback_that_comes_twice_arrives_twice() {
    let (mut listener, port) = open();
    let first = send(port, &get(port, "/callback?code=c"));
    let one = next(&mut listener);
    let second = send(port, &get(port, "/callback?code=c"));
    let two = next(&mut listener);
    two.answer(CallbackPage::WrongAttempt);
    assert_eq!(sentence(&read(second)), "WrongAttempt");
    one.answer(CallbackPage::Failed);
    assert_eq!(sentence(&page(port, first)), "Failed");
}

#[test]
fn who_was_sent_to_a_page_finds_it_before_the_port_closes() {
    let (mut listener, port) = open();
    let browser = send(port, &get(port, "/callback?code=c"));
    next(&mut listener).answer(CallbackPage::Failed);
    let fetched = std::thread::spawn(move || page(port, browser));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(listener.settle());
    listener.stop();
    assert_eq!(sentence(&fetched.join().unwrap()), "Failed");
}

#[test]
fn a_browser_nobody_answers_is_told_so() {
    let limits =
        ListenerLimits { answer_time: Duration::from_millis(30), ..ListenerLimits::default() };
    let (mut listener, port) = open_within(limits);
    let browser = send(port, &get(port, "/callback?code=c"));
    drop(next(&mut listener));
    assert_eq!(sentence(&read(browser)), "NobodyWaits");

    let browser = send(port, &get(port, "/callback?code=c"));
    let late = next(&mut listener);
    assert_eq!(sentence(&read(browser)), "NobodyWaits");
    late.answer(CallbackPage::Denied);
}
