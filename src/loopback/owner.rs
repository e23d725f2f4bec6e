//! Whose a connection is, where the system tells: on Linux.

use std::net::SocketAddr;

/// Whether a connection comes from a program of the person's own, or of the system's. Where the system does not tell,
/// it is believed.
#[cfg(target_os = "linux")]
pub(super) fn is_ours(peer: SocketAddr, port: u16) -> bool {
    // A socket of IPv6 reaches an address of IPv4 as well: it may be in either table.
    let tables: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .into_iter()
        .filter_map(|table| std::fs::read_to_string(table).ok())
        .collect();
    let mut owners = tables
        .iter()
        .flat_map(|table| linux::owners(table, peer.port(), port))
        .peekable();
    tables.is_empty() || owners.peek().is_some() && owners.all(linux::is_ours)
}

/// Elsewhere it takes more than the standard library to ask.
#[cfg(not(target_os = "linux"))]
pub(super) const fn is_ours(_peer: SocketAddr, _port: u16) -> bool {
    true
}

#[cfg(target_os = "linux")]
mod linux {
    /// `TCP_ESTABLISHED` in the column `st` of `/proc/net/tcp`.
    const ESTABLISHED: &str = "01";

    /// The user ids of the established sockets at port `from` that lead to port `to`, out of a `/proc/net/tcp` or
    /// `tcp6`.
    pub(super) fn owners(table: &str, from: u16, to: u16) -> impl Iterator<Item = u32> {
        table.lines().skip(1).filter_map(move |line| {
            let mut columns = line.split_whitespace().skip(1);
            let (local, remote) = (columns.next()?, columns.next()?);
            let leads = port_of(local) == Some(from) && port_of(remote) == Some(to);
            let established = columns.next()? == ESTABLISHED;
            let owner = columns.nth(3)?.parse().ok()?;
            (leads && established).then_some(owner)
        })
    }

    fn port_of(address: &str) -> Option<u16> {
        u16::from_str_radix(address.rsplit_once(':')?.1, 16).ok()
    }

    /// Ours, the system's, or of the person who runs us as the system's administrator.
    pub(super) fn is_ours(owner: u32) -> bool {
        let own = rustix::process::geteuid().as_raw();
        let on_behalf = || std::env::var("SUDO_UID").is_ok_and(|uid| uid.parse() == Ok(owner));
        owner == own || owner == 0 || own == 0 && on_behalf()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_established_sockets_on_their_way_to_us_count() {
            let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:4841 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 100 0 0 10 0
   1: 0100007F:4841 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 4243 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:D431 0100007F:4841 01 00000000:00000000 00:00000000 00000000  1001        0 4244 1 0000000000000000 20 4 30 10 -1
   3: 0200007F:D431 0100007F:4841 06 00000000:00000000 00:00000000 00000000  1002        0 4245 1 0000000000000000 20 4 30 10 -1
   4: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:4841 01 00000000:00000000 00:00000000 00000000  1003        0 4246 1 0000000000000000 20 4 30 10 -1
 garbage";
            let found: Vec<u32> = owners(table, 0xD431, 0x4841).collect();
            assert_eq!(found, [1001, 1003]);
            assert_eq!(owners(table, 0xD432, 0x4841).count(), 0);
        }
    }
}
