//! The callback listener: binds, hands callbacks over, and leaves neither thread nor port behind.

use std::io;
use std::rc::Rc;
use std::sync::mpsc as ready;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::{mpsc, watch};
use tokio::task::LocalSet;
use tokio::time::timeout;

use super::bind::{BindError, Sockets};
use super::callback_request::CallbackRequest;
use super::pages::{self, Pages, UnfetchedPages};
use super::port_holder::Note;
use super::server::serve;
use super::server_state::ServerState;
use super::settings::ListenerSettings;

/// How long a browser may take to follow to its page.
const FOLLOWS: Duration = Duration::from_secs(2);

/// Listens until it is stopped or dropped.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    short: String,
    unfetched: UnfetchedPages,
    _note: Option<Note>,
    callbacks: mpsc::Receiver<CallbackRequest>,
    /// Closing this channel is what stops the thread.
    running: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Opens the registered port and starts to listen, in a thread of its own: pages are answered
/// and the port is freed whatever the rest of the program is busy with.
pub fn bind(settings: ListenerSettings) -> Result<Listener, BindError> {
    let notes = settings.notes.clone();
    let sockets = Sockets::bind(settings.target.port, notes.as_deref())?;
    let port = sockets.port;
    let note = notes.and_then(|notes| Note::write(&notes, port).ok());
    let (sender, callbacks) = mpsc::channel(settings.limits.connections);
    let (running, stopping) = watch::channel(());
    let (opened, is_open) = ready::channel();
    let (short, unfetched) = (pages::short_path()?, UnfetchedPages::default());
    let server = ServerState {
        settings,
        port,
        short: short.clone(),
        pages: Pages::new(unfetched.clone()),
        callbacks: sender,
        stopping,
    };
    let thread = thread::Builder::new().name(format!("loopback:{port}")).spawn(move || {
        if let Err(error) = run(sockets, server, &opened) {
            // Nobody listens for this only if `bind` has died.
            let _ = opened.send(Err(error));
        }
    })?;
    let listener = Listener {
        port,
        short,
        unfetched,
        _note: note,
        callbacks,
        running: Some(running),
        thread: Some(thread),
    };
    match is_open.recv() {
        Ok(Ok(())) => Ok(listener),
        Ok(Err(error)) => Err(error.into()),
        Err(gone) => Err(io::Error::other(gone).into()),
    }
}

fn run(
    sockets: Sockets,
    server: ServerState,
    opened: &ready::Sender<io::Result<()>>,
) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let sockets = {
        let _inside = runtime.enter();
        sockets.into_async()?
    };
    let _ = opened.send(Ok(()));
    LocalSet::new().block_on(&runtime, serve(sockets, Rc::new(server)));
    Ok(())
}

impl Listener {
    /// The next request to the registered redirect URI. `None` once nothing listens any more.
    pub async fn next(&mut self) -> Option<CallbackRequest> {
        self.callbacks.recv().await
    }

    #[cfg(any(test, feature = "test-support"))]
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
        let _ = timeout(FOLLOWS, self.unfetched.fetched()).await;
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
