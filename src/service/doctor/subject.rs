//! What is examined.

use std::path::PathBuf;
use std::sync::Arc;

use super::check::Check;
use super::proxy::ProxySettings;
use crate::domain::home_id::HomeId;
use crate::domain::trouble::Trouble;
use crate::ledger::Ledger;
use crate::oauth::Client;
use crate::service::context::Clock;
use crate::store::Store;

/// The adapters as far as they could be opened, and what the environment says.
pub struct Subject {
    pub paths: Result<HomePaths, Trouble>,
    /// The homes of this user that are still there.
    pub homes: Vec<HomeId>,
    pub ledger: Result<Arc<Ledger>, Trouble>,
    pub store: Arc<dyn Store>,
    pub oauth: Client,
    pub clock: Clock,
    pub environment: Environment,
}

#[derive(Clone, Debug)]
pub struct HomePaths {
    /// `AMOKEY_HOME`.
    pub folder: PathBuf,
    pub ledger: PathBuf,
    /// The folder of the lock files.
    pub locks: PathBuf,
    pub logs: PathBuf,
}

#[derive(Clone, Debug)]
pub struct Environment {
    pub browser: Check,
    pub settings: Vec<Check>,
    pub proxy: ProxySettings,
    /// `SSL_CERT_FILE`, where it is set.
    pub authorities: Option<PathBuf>,
}
