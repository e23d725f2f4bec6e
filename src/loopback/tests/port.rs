//! The registered port: taken, shared, opened on both addresses, and free again after a stop.

use std::io::Write as _;
use std::net::{Ipv6Addr, TcpListener, TcpStream};

use super::*;

#[test]
fn a_stop_lets_the_answered_go_home_and_sends_away_the_rest() {
    // The answer and the stop reach the listener together: whichever it saw first, often enough.
    for _ in 0..20 {
        let (mut listener, port) = open();
        let answered = send(port, &get(port, "/callback?code=1"));
        let first = next(&mut listener);
        let waiting = send(port, &get(port, "/callback?code=2"));
        let second = next(&mut listener);
        let silent = connect(port);

        first.answer(CallbackPage::WrongAttempt);
        listener.stop();

        assert_eq!(sentence(&read(answered)), "WrongAttempt");
        assert_eq!(sentence(&read(waiting)), "NobodyWaits");
        assert!(!is_waiting(&silent));
        second.answer(CallbackPage::Denied);
    }
}

#[test]
fn a_stop_frees_the_port_and_leaves_no_thread() {
    let (listener, port) = open();
    let _silent = connect(port);
    assert_eq!(status(port, &get(port, &short(&listener))), "HTTP/1.1 302 Found");
    assert_eq!(threads_of(port), usize::from(cfg!(target_os = "linux")));

    listener.stop();
    assert_eq!(threads_of(port), 0);
    let again = bind(settings(port, ListenerLimits::default())).unwrap();
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
fn a_taken_port_names_its_holder() {
    let (_listener, port) = open();
    let refused = bind(settings(port, ListenerLimits::default()));
    let Err(BindError::Taken { port: taken, holder }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(taken, port);
    if cfg!(target_os = "linux") {
        let us = format!("(pid {})", std::process::id());
        assert!(holder.as_ref().unwrap().ends_with(&us), "{holder:?}");
    }
}

#[test]
fn who_listens_says_so_as_long_as_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut wanted = settings(0, ListenerLimits::default());
    wanted.notes = Some(folder.path().to_path_buf());
    let listener = bind(wanted).unwrap();
    let port = listener.port();
    let noted = || port_holder::noted(folder.path(), port);
    let us = format!("amokey (pid {})", std::process::id());
    assert_eq!(noted(), Some(us));
    listener.stop();
    assert_eq!(noted(), None);
}

#[test]
fn half_of_a_port_is_not_enough() {
    let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else {
        return; // A system without IPv6 has no other half.
    };
    let port = other.local_addr().unwrap().port();
    let refused = bind(settings(port, ListenerLimits::default()));
    assert!(matches!(refused, Err(BindError::Taken { .. })), "{refused:?}");
}

#[test]
fn both_loopback_addresses_are_listened_on() {
    let (listener, port) = open();
    if let Ok(mut stream) = TcpStream::connect((Ipv6Addr::LOCALHOST, port)) {
        let request = format!("GET {} HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n", short(&listener));
        stream.write_all(request.as_bytes()).unwrap();
        assert!(read(stream).starts_with("HTTP/1.1 302 "));
    } else {
        assert!(TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err());
    }
}
