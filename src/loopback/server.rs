//! The accept loop: a bounded number of connections, the oldest silent one makes room.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet, yield_now};
use tokio::time::{sleep, timeout};

use super::bind::Sockets;
use super::connection::handle;
use super::server_state::{ConnectionStage, ServerState};

/// How long a stop waits for pages that are on their way. Nothing on this computer takes so long.
const GRACE: Duration = Duration::from_millis(500);

/// The pause after the system could not give us a connection, for want of file descriptors as
/// a rule. There is nothing to wait for: no event says that it could now.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

impl Sockets<TcpListener> {
    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        match &self.v6 {
            None => self.v4.accept().await,
            Some(v6) => tokio::select! {
                accepted = self.v4.accept() => accepted,
                accepted = v6.accept() => accepted,
            },
        }
    }
}

/// Serves until it is stopped; then the port is free at once and the guests leave.
pub(super) async fn serve(sockets: Sockets<TcpListener>, server: Rc<ServerState>) {
    let mut connections = Connections::default();
    loop {
        let accepted = tokio::select! {
            biased;
            () = server.stopped() => break,
            accepted = sockets.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                connections.admit(stream, peer, &server);
                // Whoever has come with a head is heard before the next one may push them out.
                yield_now().await;
            }
            Err(error) if is_of_one_peer(&error) => {}
            Err(_) => {
                // What we hold ourselves is what we can give back.
                connections.evict();
                tokio::select! {
                    () = server.stopped() => break,
                    () = sleep(ACCEPT_PAUSE) => {}
                }
            }
        }
    }
    drop(sockets);
    connections.leave().await;
}

/// The peer left before it was accepted, which says nothing about the socket.
fn is_of_one_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

#[derive(Default)]
struct Connections {
    open: Vec<Connection>,
    tasks: JoinSet<()>,
}

struct Connection {
    stage: Rc<Cell<ConnectionStage>>,
    task: AbortHandle,
}

impl Connections {
    fn admit(&mut self, stream: TcpStream, peer: SocketAddr, server: &Rc<ServerState>) {
        while self.tasks.try_join_next().is_some() {}
        self.open.retain(|it| !it.task.is_finished());
        let full = self.open.len() >= server.settings.limits.connections;
        if !peer.ip().is_loopback() || full && !self.evict() {
            return;
        }
        let stage = Rc::new(Cell::new(ConnectionStage::Silent));
        let attended = handle(stream, peer, Rc::clone(server), Rc::clone(&stage));
        let task = self.tasks.spawn_local(attended);
        self.open.push(Connection { stage, task });
    }

    /// Closes the oldest connection that has its answer, else the oldest silent one, else the oldest whose
    /// head is not whole.
    fn evict(&mut self) -> bool {
        let oldest = |wanted| self.open.iter().position(|it| it.stage.get() == wanted);
        let stages =
            [ConnectionStage::Answered, ConnectionStage::Silent, ConnectionStage::Speaking];
        let Some(index) = stages.into_iter().find_map(oldest) else {
            return false;
        };
        self.open.remove(index).task.abort();
        true
    }

    async fn leave(&mut self) {
        let everybody = async { while self.tasks.join_next().await.is_some() {} };
        // Whoever is still there after that is cut off with the runtime.
        let _ = timeout(GRACE, everybody).await;
    }
}
