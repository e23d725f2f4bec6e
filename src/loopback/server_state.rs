//! What the accept loop and every connection share.

use tokio::sync::{mpsc, watch};

use super::callback_request::CallbackRequest;
use super::pages::Pages;
use super::settings::ListenerSettings;

pub(super) struct ServerState {
    pub(super) settings: ListenerSettings,
    pub(super) port: u16,
    /// The path of the short address.
    pub(super) short: String,
    pub(super) pages: Pages,
    pub(super) callbacks: mpsc::Sender<CallbackRequest>,
    pub(super) stopping: watch::Receiver<()>,
}

impl ServerState {
    /// Resolves when the listener is stopped.
    pub(super) async fn stopped(&self) {
        // Nothing is ever sent, so this waits for the sender to go.
        while self.stopping.clone().changed().await.is_ok() {}
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConnectionStage {
    /// Connected and said nothing: a browser's preconnect, or worse.
    Silent,
    Speaking,
    /// Has sent a whole head; an answer is on its way.
    Heard,
    /// Has its answer, and does not leave.
    Answered,
}
