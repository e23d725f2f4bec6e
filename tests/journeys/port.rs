//! A port that stays free until it is used.

use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that systems give to whoever asks for any: another process would be given it in between.
const FIRST: u16 = 15_000;
const COUNT: u16 = 10_000;

/// A port that nobody listens at, and that this process gives only once.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Processes that run beside each other begin at different places.
    let begin = u16::try_from(std::process::id().wrapping_mul(61) % u32::from(COUNT)).unwrap();
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (begin + number % COUNT) % COUNT;
        let is_free = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
            && TcpListener::bind((Ipv6Addr::LOCALHOST, port))
                .map_or_else(|error| error.kind() != std::io::ErrorKind::AddrInUse, |_| true);
        if is_free {
            return port;
        }
    }
}
