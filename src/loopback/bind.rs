//! The registered port, on every loopback address a browser may try, or a reason why not.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;

use thiserror::Error;
use tokio::net::TcpListener as AsyncListener;

use super::port_holder;

/// Why the registered port cannot be listened on. Another port would be of no use: amoCRM sends
/// the browser to the one in its settings.
#[derive(Debug, Error)]
pub enum BindError {
    #[error("port {port} is taken{}", .holder.as_ref().map(|name| format!(" by {name}")).unwrap_or_default())]
    Taken {
        port: u16,
        /// Who holds it, where the system tells.
        holder: Option<String>,
    },
    /// The system does not let us: below 1024 as a rule, or reserved.
    #[error("port {port} may not be opened")]
    Forbidden { port: u16 },
    #[error("cannot listen: {0}")]
    Other(#[from] io::Error),
}

#[derive(Debug)]
pub(super) struct Sockets<L = TcpListener> {
    pub(super) v4: L,
    /// Missing where the system has no IPv6.
    pub(super) v6: Option<L>,
    pub(super) port: u16,
}

impl Sockets {
    /// Binds 127.0.0.1 and `::1`, because `localhost` may mean either. Half of it is not enough:
    /// whoever holds the other half would be given the code. Port 0 lets the system choose.
    pub(super) fn bind(port: u16, notes: Option<&Path>) -> Result<Self, BindError> {
        let v4 = bind_one((Ipv4Addr::LOCALHOST, port).into(), notes)?;
        let port = v4.local_addr()?.port();
        let v6 = match bind_one((Ipv6Addr::LOCALHOST, port).into(), notes) {
            Ok(socket) => Some(socket),
            Err(BindError::Other(_)) if !has_ipv6() => None,
            Err(error) => return Err(error),
        };
        Ok(Self { v4, v6, port })
    }

    /// The same, to be waited for in a runtime.
    pub(super) fn into_async(self) -> io::Result<Sockets<AsyncListener>> {
        let v6 = self.v6.map(AsyncListener::from_std).transpose()?;
        Ok(Sockets { v4: AsyncListener::from_std(self.v4)?, v6, port: self.port })
    }
}

fn bind_one(address: SocketAddr, notes: Option<&Path>) -> Result<TcpListener, BindError> {
    let port = address.port();
    let socket = TcpListener::bind(address).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => BindError::Taken {
            port,
            holder: port_holder::of(port).or_else(|| port_holder::noted(notes?, port)),
        },
        io::ErrorKind::PermissionDenied => BindError::Forbidden { port },
        _ => BindError::Other(error),
    })?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn has_ipv6() -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok()
}
