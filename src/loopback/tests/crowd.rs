//! More guests than places, and guests who do not speak up.

use std::io::Read as _;
use std::thread;

use super::*;

#[test]
fn who_says_nothing_is_closed_and_who_drips_is_told() {
    let head_time = Duration::from_millis(50);
    let limits = ListenerLimits { head_time, ..ListenerLimits::default() };
    let (_listener, port) = open_within(limits);
    let silent = connect(port);
    let dripping = send(port, "GET /callback?code=c HTTP/1.1\r\nHost:");
    assert_eq!(read(silent), "");
    let answer = read(dripping);
    assert!(answer.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{answer}");
}

fn of_two_places() -> (Listener, u16) {
    let (head_time, connections) = (PATIENCE * 2, 2);
    open_within(ListenerLimits { head_time, connections, ..ListenerLimits::default() })
}

#[test]
fn the_oldest_silent_guest_makes_room() {
    let (listener, port) = of_two_places();
    let oldest = connect(port);
    let younger = connect(port);
    assert_eq!(status(port, &get(port, &short(&listener))), "HTTP/1.1 302 Found");
    assert_eq!(read(oldest), "");
    assert!(is_waiting(&younger));
}

#[test]
fn who_has_an_answer_and_stays_makes_room_first() {
    let (listener, port) = of_two_places();
    let silent = connect(port);
    for _ in 0..40 {
        let mut answered = send(port, &get(port, "/favicon.ico"));
        // All of the answer, without leaving.
        read_from(&mut answered);
        assert_eq!(status(port, &get(port, &short(&listener))), "HTTP/1.1 302 Found");
        drop(answered);
    }
    assert!(is_waiting(&silent));
}

#[test]
fn who_waits_for_a_page_is_not_sent_away() {
    let limits = ListenerLimits { connections: 1, ..ListenerLimits::default() };
    let (mut listener, port) = open_within(limits);
    let browser = send(port, &get(port, "/callback?code=c"));
    let arrival = next(&mut listener);
    // Its request may still be on its way when it is sent away, which the system calls a reset.
    let mut turned_away = connect(port);
    assert!(!matches!(turned_away.read(&mut [0]), Ok(1..)));
    arrival.answer(CallbackPage::Denied);
    assert_eq!(sentence(&page(port, browser)), "Denied");
}

#[test]
fn an_honest_request_among_a_crowd_is_answered() {
    let (listener, port) = open();
    for _ in 0..10 {
        let honest = send(port, &get(port, &short(&listener)));
        let crowd = thread::spawn(move || {
            let _crowd: Vec<_> = (0..60).map(|_| connect(port)).collect();
        });
        assert!(read(honest).starts_with("HTTP/1.1 302 "));
        crowd.join().unwrap();
    }
}
