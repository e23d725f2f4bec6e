//! The accept loop: a bounded number of guests, the oldest silent one makes room.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinSet, yield_now};
use tokio::time::{sleep, timeout};

use super::arrival::Arrival;
use super::bind::Sockets;
use super::connection::attend;
use super::listener::Settings;
use super::pages::Pages;

/// How long a stop waits for pages that are on their way. Nothing on this computer takes so long.
const GRACE: Duration = Duration::from_millis(500);

/// What every connection needs to know.
pub(super) struct House {
    pub(super) settings: Settings,
    pub(super) port: u16,
    /// The path of the short address.
    pub(super) short: String,
    pub(super) pages: Pages,
    pub(super) arrivals: mpsc::Sender<Arrival>,
    pub(super) stopping: watch::Receiver<()>,
}

impl House {
    /// Resolves when the listener is stopped.
    pub(super) async fn stopped(&self) {
        // Nothing is ever sent, so this waits for the sender to go.
        while self.stopping.clone().changed().await.is_ok() {}
    }
}

/// The sockets, ready to be waited for.
pub(super) struct Doors {
    v4: TcpListener,
    v6: Option<TcpListener>,
}

impl Doors {
    pub(super) fn open(sockets: Sockets) -> io::Result<Self> {
        Ok(Self {
            v4: TcpListener::from_std(sockets.v4)?,
            v6: sockets.v6.map(TcpListener::from_std).transpose()?,
        })
    }

    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        match &self.v6 {
            None => self.v4.accept().await,
            Some(v6) => tokio::select! {
                guest = self.v4.accept() => guest,
                guest = v6.accept() => guest,
            },
        }
    }
}

/// How far a guest has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connected and said nothing: a browser's preconnect, or worse.
    Silent,
    /// Has sent a part of a head.
    Speaking,
    /// Has sent a whole head; an answer is on its way.
    Heard,
    /// Has its answer, and does not leave.
    Answered,
}

/// Serves until the house is stopped; then the port is free at once and the guests leave.
pub(super) async fn serve(doors: Doors, house: Rc<House>) {
    let mut guests = Guests::default();
    loop {
        let guest = tokio::select! {
            biased;
            () = house.stopped() => break,
            guest = doors.accept() => guest,
        };
        match guest {
            Ok((stream, peer)) => {
                guests.admit(stream, peer, &house);
                // Whoever has come with a head is heard before the next one may push them out.
                yield_now().await;
            }
            Err(error) if is_of_one_guest(&error) => {}
            Err(_) => {
                // What we hold ourselves is what we can give back.
                guests.evict();
                tokio::select! {
                    () = house.stopped() => break,
                    () = sleep(house.settings.limits.accept_pause) => {}
                }
            }
        }
    }
    drop(doors);
    guests.leave().await;
}

/// The guest left before being let in, which says nothing about the door.
fn is_of_one_guest(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// The open connections, oldest first.
#[derive(Default)]
struct Guests {
    seats: Vec<Seat>,
    tasks: JoinSet<()>,
}

struct Seat {
    stage: Rc<Cell<Stage>>,
    task: AbortHandle,
}

impl Guests {
    fn admit(&mut self, stream: TcpStream, peer: SocketAddr, house: &Rc<House>) {
        while self.tasks.try_join_next().is_some() {}
        self.seats.retain(|seat| !seat.task.is_finished());
        let full = self.seats.len() >= house.settings.limits.connections;
        if !peer.ip().is_loopback() || full && !self.evict() {
            return;
        }
        let stage = Rc::new(Cell::new(Stage::Silent));
        let attended = attend(stream, peer, Rc::clone(house), Rc::clone(&stage));
        let task = self.tasks.spawn_local(attended);
        self.seats.push(Seat { stage, task });
    }

    /// Sends away the oldest guest who has his answer, else the oldest silent one, else the oldest who has not finished
    /// speaking.
    fn evict(&mut self) -> bool {
        let oldest = |wanted| {
            self.seats
                .iter()
                .position(|seat| seat.stage.get() == wanted)
        };
        let stages = [Stage::Answered, Stage::Silent, Stage::Speaking];
        let Some(index) = stages.into_iter().find_map(oldest) else {
            return false;
        };
        self.seats.remove(index).task.abort();
        true
    }

    async fn leave(&mut self) {
        let everybody = async { while self.tasks.join_next().await.is_some() {} };
        // Whoever is still there after that is cut off with the runtime.
        let _ = timeout(GRACE, everybody).await;
    }
}
