//! What a listener is told, and how much it bears.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::page::PageWords;
use crate::domain::authorize::LoopbackTarget;
use crate::domain::authorize::callback_page::CallbackPage;

pub type PageTexts = Arc<dyn Fn(&CallbackPage) -> PageWords + Send + Sync>;

pub struct ListenerSettings {
    /// The registered redirect URI. Port 0 lets the system choose, which is of use to tests only.
    pub target: LoopbackTarget,
    /// Where the short address leads, and the only place this listener ever leads to.
    pub consent_url: Url,
    /// The words of the pages; they are escaped here.
    pub words: PageTexts,
    /// The folder in which processes of ours say which port they listen on.
    pub notes: Option<PathBuf>,
    pub limits: ListenerLimits,
}

/// How much of anybody's time and memory a connection may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListenerLimits {
    /// The whole head has to arrive within this time; so has its answer to leave.
    pub head_time: Duration,
    /// How many connections may be open at once.
    pub connections: usize,
    /// How long a browser waits for its [`CallbackRequest`](super::CallbackRequest) to be answered: a token request may take
    /// 15 s, and a keychain may ask a person first.
    pub answer_time: Duration,
}

impl Default for ListenerLimits {
    fn default() -> Self {
        Self {
            head_time: Duration::from_secs(5),
            connections: 32,
            answer_time: Duration::from_secs(90),
        }
    }
}
