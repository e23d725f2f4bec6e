//! A request that may be the callback, on its way to whoever decides.

use std::fmt;
use std::net::IpAddr;

use tokio::sync::oneshot;

use super::pages::Promises;
use crate::domain::landing::Landing;
use crate::domain::secret::Secret;

/// A browser came to the registered redirect URI and waits for its page.
///
/// Nothing in it has been checked but the address it came to. Dropping it shows
/// [`Landing::NobodyWaits`].
pub struct Arrival {
    /// The query as it was sent: it may carry an authorization code and a `state`.
    pub query: Secret,
    /// Who sent it, for the history: an address of this computer.
    pub peer: IpAddr,
    /// What the browser calls itself, for the history: visible ASCII of bounded length.
    pub user_agent: Option<String>,
    page: oneshot::Sender<Landing>,
    promises: Promises,
}

impl Arrival {
    pub(super) fn new(
        query: &str,
        peer: IpAddr,
        user_agent: Option<String>,
        promises: Promises,
    ) -> (Self, oneshot::Receiver<Landing>) {
        let (page, chosen) = oneshot::channel();
        let arrival = Self {
            query: Secret::new(query),
            peer,
            user_agent,
            page,
            promises,
        };
        (arrival, chosen)
    }

    /// Shows the browser its page. A browser that has left by now misses nothing it needs.
    pub fn answer(self, landing: Landing) {
        let moves = landing.moves();
        if moves {
            self.promises.make();
        }
        // The receiver is gone when the wait for this answer has ended.
        if self.page.send(landing).is_err() && moves {
            self.promises.keep();
        }
    }
}

impl fmt::Debug for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arrival")
            .field("query", &self.query)
            .field("peer", &self.peer)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
