//! The sockets of this computer, as `/proc/net/tcp` and `tcp6` list them: on Linux. Elsewhere it takes more than the
//! standard library to ask.

use std::fs;
use std::net::SocketAddr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TcpState {
    Established,
    Listen,
    Other,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Socket {
    pub(super) local_port: u16,
    remote_port: u16,
    pub(super) state: TcpState,
    /// The user id of its owner.
    uid: u32,
    pub(super) inode: String,
}

impl Socket {
    fn parse(line: &str) -> Option<Self> {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [_, local, remote, state, _, _, _, uid, _, inode, ..] = *columns.as_slice() else {
            return None;
        };
        let port = |address: &str| u16::from_str_radix(address.rsplit_once(':')?.1, 16).ok();
        Some(Self {
            local_port: port(local)?,
            remote_port: port(remote)?,
            state: match state {
                "01" => TcpState::Established,
                "0A" => TcpState::Listen,
                _ => TcpState::Other,
            },
            uid: uid.parse().ok()?,
            inode: inode.to_owned(),
        })
    }
}

/// All TCP sockets; none where the system does not tell.
pub(super) fn sockets() -> Vec<Socket> {
    // A socket of IPv6 reaches an address of IPv4 as well: it may be in either table.
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .into_iter()
        .filter_map(|table| fs::read_to_string(table).ok())
        .flat_map(|table| parse(&table))
        .collect()
}

fn parse(table: &str) -> Vec<Socket> {
    table.lines().skip(1).filter_map(Socket::parse).collect()
}

/// Whether a connection to `port` comes from a program of the person's own, or of the system's. Where the system does
/// not tell, it is believed.
pub(super) fn is_ours(peer: SocketAddr, port: u16) -> bool {
    let sockets = sockets();
    let owners = owners(&sockets, peer.port(), port);
    sockets.is_empty() || !owners.is_empty() && owners.into_iter().all(is_own_user)
}

/// Whose the established sockets at port `from` are that lead to port `to`.
fn owners(sockets: &[Socket], from: u16, to: u16) -> Vec<u32> {
    let leads = |socket: &&Socket| {
        (socket.local_port, socket.remote_port, socket.state) == (from, to, TcpState::Established)
    };
    sockets.iter().filter(leads).map(|socket| socket.uid).collect()
}

/// Ours, the system's, or of the person who runs us as the system's administrator.
#[cfg(unix)]
fn is_own_user(owner: u32) -> bool {
    let own = rustix::process::geteuid().as_raw();
    let on_behalf = || std::env::var("SUDO_UID").is_ok_and(|uid| uid.parse() == Ok(owner));
    owner == own || owner == 0 || own == 0 && on_behalf()
}

#[cfg(not(unix))]
const fn is_own_user(_owner: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:4841 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 100 0 0 10 0
   1: 0100007F:4841 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 4243 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:D431 0100007F:4841 01 00000000:00000000 00:00000000 00000000  1001        0 4244 1 0000000000000000 20 4 30 10 -1
   3: 0200007F:D431 0100007F:4841 06 00000000:00000000 00:00000000 00000000  1002        0 4245 1 0000000000000000 20 4 30 10 -1
   4: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:4841 01 00000000:00000000 00:00000000 00000000  1003        0 4246 1 0000000000000000 20 4 30 10 -1
   5: 00000000000000000000000001000000:4841 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4247 1 0000000000000000 100 0 0 10 0
 garbage";

    #[test]
    fn only_established_sockets_on_their_way_to_us_count() {
        let sockets = parse(TABLE);
        assert_eq!(owners(&sockets, 0xD431, 0x4841), [1001, 1003]);
        assert_eq!(owners(&sockets, 0xD432, 0x4841), [0; 0]);
    }

    #[test]
    fn a_listening_socket_is_found_by_its_port() {
        let listens = |port| {
            let wanted = |it: &Socket| it.state == TcpState::Listen && it.local_port == port;
            parse(TABLE).into_iter().filter(wanted).map(|it| it.inode).collect::<Vec<_>>()
        };
        assert_eq!(listens(0x4841), ["4242", "4247"]);
        assert_eq!(listens(23), [""; 0]);
    }
}
