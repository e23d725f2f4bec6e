//! amoCRM and Kommo over HTTP: the consent URL, the token endpoint, the account, a renamed account.
//!
//! A response becomes a value or a [`Trouble`]; nothing else leaves this room. A secret is sent to an
//! account host and nowhere else, and never follows a redirect.

mod account;
mod api;
mod api_key;
mod consent;
mod http_client;
mod http_response;
mod lead;
mod probe;
mod problem;
mod sanitize;
#[cfg(test)]
mod tests;
mod token;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::Trouble;

pub use account::AccountLocation;
pub use api::{ApiPage, ApiRefusal, ResponseBody};
pub use consent::consent_url;
pub use lead::CONTACTS;
pub use probe::ProbeReply;
#[cfg(test)]
pub use tests::scripted;

/// An account, and the stand-in that plays it, if one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The account's own host, in the sandbox too.
    pub host: AccountHost,
    /// Where that host is found instead of its real address.
    pub sandbox: Option<SandboxOrigin>,
}

/// The HTTP client: cheap to make, cheap to clone. Certificates are read when the first request is sent.
#[derive(Clone, Debug, Default)]
pub struct Client {
    limits: HttpLimits,
    /// One connection pool for the real platforms, and one for each sandbox.
    pools: Arc<Mutex<HashMap<Option<SandboxOrigin>, reqwest::Client>>>,
}

/// How long an exchange may take, and how large what a person asked for may be.
#[derive(Clone, Copy, Debug)]
struct HttpLimits {
    connect: Duration,
    /// A whole exchange with the token endpoint.
    token: Duration,
    /// A whole request to the API.
    api: Duration,
    /// A request whose answer can be done without.
    optional: Duration,
    /// A whole request that a person wrote.
    request: Duration,
    /// Bytes of a body that a person asked for.
    page: usize,
}

impl Default for HttpLimits {
    /// The times of amoCRM's own library.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            token: token_timeout_of_tests().unwrap_or(Duration::from_secs(15)),
            api: Duration::from_secs(20),
            // Under the limit of a connection: which of the two is over first is no matter of chance.
            optional: Duration::from_secs(4),
            request: Duration::from_secs(60),
            // 250 leads with all their fields are a few megabytes.
            page: 64 * 1024 * 1024,
        }
    }
}

/// `AMOKEY_TOKEN_MS`: a shorter time for the token endpoint, for the tests of debug builds.
fn token_timeout_of_tests() -> Option<Duration> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let millis = std::env::var("AMOKEY_TOKEN_MS").ok()?.parse().ok()?;
    Some(Duration::from_millis(millis))
}

impl Client {
    pub fn new() -> Self {
        Self::default()
    }

    /// The connections of a mode, opened once.
    fn pool(&self, sandbox: Option<&SandboxOrigin>) -> Result<reqwest::Client, Trouble> {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.get(&sandbox.cloned()) {
            return Ok(pool.clone());
        }
        let pool = http_client::pool(sandbox, self.limits.connect)?;
        pools.insert(sandbox.cloned(), pool.clone());
        Ok(pool)
    }
}
