//! amoCRM and Kommo over HTTP: the consent URL, the token endpoint, the account, a renamed account.
//!
//! An answer becomes a value or a [`Trouble`]; nothing else leaves this room. A secret is sent to an
//! account host and nowhere else, and never follows a redirect.

mod account;
mod answer;
mod api;
mod api_key;
mod connect;
mod consent;
mod hear;
mod lead;
mod plain;
mod problem;
#[cfg(test)]
mod tests;
mod token;
mod wire;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::domain::account::AccountHost;
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::trouble::Trouble;

pub use account::Whereabouts;
pub use api::{Body, Page, Refusal};
pub use consent::consent_url;
pub use hear::Heard;
pub use lead::CONTACTS;

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
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    limits: Limits,
    /// One connection pool for the real platforms, and one for each sandbox.
    pools: Mutex<HashMap<Option<SandboxOrigin>, reqwest::Client>>,
}

/// How long and how large an answer may be.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Until a connection stands.
    connect: Duration,
    /// A whole exchange with the token endpoint.
    token: Duration,
    /// A whole request to the API.
    api: Duration,
    /// A request whose answer can be done without.
    optional: Duration,
    /// A whole request that a person wrote.
    request: Duration,
    /// Bytes of a body.
    body: usize,
    /// Bytes of a body that a person asked for.
    page: usize,
}

impl Default for Limits {
    /// The times of amoCRM's own library; real answers have a few kilobytes.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            token: told_time().unwrap_or(Duration::from_secs(15)),
            api: Duration::from_secs(20),
            optional: Duration::from_secs(5),
            request: Duration::from_secs(60),
            body: 256 * 1024,
            // 250 leads with all their fields are a few megabytes.
            page: 64 * 1024 * 1024,
        }
    }
}

/// `AMOKEY_TOKEN_MS`: a shorter time for the token endpoint, for the tests of debug builds.
fn told_time() -> Option<Duration> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let millis = std::env::var("AMOKEY_TOKEN_MS").ok()?.parse().ok()?;
    Some(Duration::from_millis(millis))
}

impl Client {
    /// A client that has not opened anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    #[cfg(test)]
    fn limited(limits: Limits) -> Self {
        let shared = Shared {
            limits,
            ..Shared::default()
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// The connections of a mode, opened once.
    fn pool(&self, sandbox: Option<&SandboxOrigin>) -> Result<reqwest::Client, Trouble> {
        let mut pools = self
            .shared
            .pools
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.get(&sandbox.cloned()) {
            return Ok(pool.clone());
        }
        let pool = connect::pool(sandbox, self.limits().connect)?;
        pools.insert(sandbox.cloned(), pool.clone());
        Ok(pool)
    }
}
