//! The handle: binds, hands arrivals over, and leaves neither thread nor port behind.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc as ready;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::{mpsc, watch};
use tokio::task::LocalSet;
use tokio::time::timeout;
use url::Url;

use super::arrival::Arrival;
use super::bind::{BindError, Sockets};
use super::holder::Note;
use super::page::PageWords;
use super::pages::{self, Pages, Promises};
use super::serve::{Doors, House, serve};
use crate::domain::landing::Landing;
use crate::domain::redirect_uri::LoopbackTarget;

/// How long a browser may take to follow to its page.
const FOLLOWS: Duration = Duration::from_secs(2);

/// Turns what happened into the words of the page.
pub type Words = Arc<dyn Fn(&Landing) -> PageWords + Send + Sync>;

/// What to listen for and what to answer.
pub struct Settings {
    /// The registered redirect URI. Port 0 lets the system choose, which is of use to tests only.
    pub target: LoopbackTarget,
    /// Where the short address leads, and the only place this listener ever leads to.
    pub consent_url: Url,
    /// The words of the pages; they are escaped here.
    pub words: Words,
    /// The folder in which processes of ours say which port they listen on.
    pub notes: Option<PathBuf>,
    /// How much is borne.
    pub limits: Limits,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The consent URL carries the `state`.
        f.debug_struct("Settings")
            .field("target", &self.target)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// How much of anybody's time and memory a guest may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The whole head has to arrive within this time; so has its answer to leave.
    pub head_time: Duration,
    /// The longest head, in bytes. A callback has about 1,500.
    pub head_bytes: usize,
    /// How many connections may be open at once.
    pub connections: usize,
    /// How long a browser waits for its [`Arrival`] to be answered: a token request may take
    /// 15 s, and a keychain may ask a person first.
    pub answer_time: Duration,
    /// The pause after the system could not give us a connection, for want of file descriptors as
    /// a rule. There is nothing to wait for: no event says that it could now.
    pub accept_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_time: Duration::from_secs(5),
            head_bytes: 16 * 1024,
            connections: 32,
            answer_time: Duration::from_secs(90),
            accept_pause: Duration::from_millis(100),
        }
    }
}

/// Listens until it is stopped or dropped.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    short: String,
    promises: Promises,
    _note: Option<Note>,
    arrivals: mpsc::Receiver<Arrival>,
    /// Closing this channel is what stops the thread.
    running: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Opens the registered port and starts to listen, in a thread of its own: pages are answered
/// and the port is freed whatever the rest of the program is busy with.
pub fn bind(settings: Settings) -> Result<Listener, BindError> {
    let notes = settings.notes.clone();
    let sockets = Sockets::bind(settings.target.port, notes.as_deref())?;
    let port = sockets.port;
    let note = notes.and_then(|notes| Note::write(&notes, port).ok());
    let (sender, arrivals) = mpsc::channel(settings.limits.connections);
    let (running, stopping) = watch::channel(());
    let (opened, is_open) = ready::channel();
    let (short, promises) = (pages::short_path()?, Promises::default());
    let (own_short, own_promises) = (short.clone(), promises.clone());
    let thread = thread::Builder::new()
        .name(format!("loopback:{port}"))
        .spawn(move || {
            let house = House {
                settings,
                port,
                short: own_short,
                pages: Pages::new(own_promises),
                arrivals: sender,
                stopping,
            };
            run(sockets, house, &opened);
        })?;
    let listener = Listener {
        port,
        short,
        promises,
        _note: note,
        arrivals,
        running: Some(running),
        thread: Some(thread),
    };
    match is_open.recv() {
        Ok(Ok(())) => Ok(listener),
        Ok(Err(error)) => Err(error.into()),
        Err(gone) => Err(io::Error::other(gone).into()),
    }
}

fn run(sockets: Sockets, house: House, opened: &ready::Sender<io::Result<()>>) {
    let runtime = Builder::new_current_thread().enable_all().build();
    let listening = runtime.and_then(|runtime| {
        let doors = {
            let _inside = runtime.enter();
            Doors::open(sockets)?
        };
        Ok((runtime, doors))
    });
    match listening {
        Ok((runtime, doors)) => {
            // Nobody listens for this only if `bind` has died.
            let _ = opened.send(Ok(()));
            LocalSet::new().block_on(&runtime, serve(doors, Rc::new(house)));
        }
        Err(error) => {
            let _ = opened.send(Err(error));
        }
    }
}

impl Listener {
    /// The next request to the registered redirect URI. `None` once nothing listens any more.
    pub async fn next(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }

    /// The port that is open.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The short address that leads to the consent page.
    pub fn short_url(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.short)
    }

    /// Waits until browsers that were sent to their page have fetched it, for a while.
    pub async fn settle(&self) {
        // Whoever does not follow by then does not follow.
        let _ = timeout(FOLLOWS, self.promises.kept()).await;
    }

    /// Frees the port. Pages that have been answered still reach their browsers; a browser that
    /// waits is told that nobody does. On return no thread is left.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.running.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there has been reported by the panic hook already.
            let _ = thread.join();
        }
    }
}
