//! A request that may be the callback, on its way to whoever decides.

use std::net::IpAddr;

use tokio::sync::oneshot;

use super::pages::UnfetchedPages;
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::secret::Secret;

/// A browser came to the registered redirect URI and waits for its page.
///
/// Nothing in it has been checked but the address it came to.
/// Dropping it shows [`CallbackPage::NobodyWaits`].
#[derive(Debug)]
pub struct CallbackRequest {
    /// The query as it was sent: it may carry an authorization code and a `state`.
    pub query: Secret,
    /// Who sent it, for the history: an address of this computer.
    pub peer: IpAddr,
    /// `User-Agent`, for the history: visible ASCII of bounded length.
    pub user_agent: Option<String>,
    pub(super) page: oneshot::Sender<CallbackPage>,
    pub(super) unfetched: UnfetchedPages,
}

impl CallbackRequest {
    /// Shows the browser its page. A browser that has left by now misses nothing it needs.
    pub fn answer(self, landing: CallbackPage) {
        let moves = landing.moves();
        if moves {
            self.unfetched.add();
        }
        // The receiver is gone when the wait for this answer has ended.
        if self.page.send(landing).is_err() && moves {
            self.unfetched.remove();
        }
    }
}
