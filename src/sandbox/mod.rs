//! A stand-in for amoCRM and Kommo on loopback, faithful to how their servers are known to behave.
//!
//! It imports nothing of ours: a stand-in that shared types with the client would agree with its mistakes.
//!
//! ```text
//! server ─ Request ─▶ route ─▶ consent           the page, Allow and Deny
//!    ▲                  │  ├─▶ token_endpoint     both grants ─┐
//!    │                  │  ├─▶ api                account, …   ├─ middleware: limits, faults, counts
//!    │                  │  ├─▶ exchange_api_key               ─┘
//!    └──── Reply ◀──────┘  └─▶ control            /_sandbox/…
//!                        all on one World: clock, random, vault, throttle, faults, accounts
//! ```
//!
//! Everything below [`server`] is plain values in and out; [`delivery`] turns an answer into bytes.

mod api;
mod clock;
mod consent;
mod control;
mod delivery;
mod exchange_api_key;
mod faults;
mod furnish;
mod language;
mod middleware;
mod options;
mod random;
mod refusal;
mod reply;
mod request;
mod route;
mod server;
mod stats;
mod tenant;
mod throttle;
mod tls;
mod token_endpoint;
mod tokens;
mod vault;
mod world;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde::Serialize;

pub use furnish::AccountCard;
pub use options::{Options, Platform, Rotation};
#[cfg(any(test, feature = "test-support"))]
pub use {faults::Fault, stats::Stats};

use clock::ServerClock;
use random::Random;
use server::{Server, SharedWorld};
use tls::CertificateAuthority;
use world::World;

/// The line `amokey sandbox` prints when it is ready: all that a client needs to know.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Announcement {
    /// Where it listens, without a trailing slash.
    pub origin: String,
    /// The host of the first account.
    pub account: String,
    /// The first integration: its ID, …
    pub client_id: String,
    /// … its secret key, good for nothing but this sandbox, so it may be shown, …
    pub client_secret: String,
    /// … and the redirect URI in its settings.
    pub redirect_uri: String,
    /// A code from the settings page, good for twenty minutes.
    pub code: String,
    /// The certificate of the sandbox's own authority, with `tls`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

/// A running sandbox. Dropping it stops the serving and frees the port.
pub struct Sandbox {
    ready: Announcement,
    world: SharedWorld,
    _server: Server,
    _authority: Option<CertificateAuthority>,
}

/// Binds and serves; when it returns, the sandbox answers.
///
/// Serving happens on a thread of its own, so no runtime is needed, and none can starve it.
///
/// # Errors
/// The redirect URI is none ([`io::ErrorKind::InvalidInput`]), the port is taken, there is no randomness, or (with `tls`) no place for a temporary file.
pub fn start(options: &Options) -> io::Result<Sandbox> {
    if !world::is_redirect_uri(&options.redirect_uri) {
        let reason = format!("not a redirect URI: {}", options.redirect_uri);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    let authority = options.tls.then(CertificateAuthority::new).transpose()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
    let scheme = if options.tls { "https" } else { "http" };
    let origin = format!("{scheme}://{}", listener.local_addr()?);

    let mut world = World::new(options, ServerClock::default(), Random::from_system()?);
    let mut ready = announcement(&mut world, origin).map_err(io::Error::other)?;
    ready.ca = authority.as_ref().map(|authority| authority.file.path().to_owned());
    let world = Arc::new(Mutex::new(world));
    let acceptor = authority.as_ref().map(|authority| authority.acceptor.clone());
    let server = Server::start(listener, acceptor, world.clone())?;
    Ok(Sandbox { ready, world, _server: server, _authority: authority })
}

fn announcement(world: &mut World, origin: String) -> Result<Announcement, String> {
    let integration = world.integrations.first().ok_or("no integration")?.clone();
    let account = world.host_of(world.account(None)?);
    let bearer = world.bearer(None, None)?;
    Ok(Announcement {
        origin,
        account,
        client_id: integration.client_id,
        client_secret: integration.client_secret,
        redirect_uri: integration.redirect_uri,
        code: world.issue_code(bearer),
        ca: None,
    })
}

impl Sandbox {
    /// What to print, and what a client needs.
    pub fn ready(&self) -> &Announcement {
        &self.ready
    }

    /// Where it listens, without a trailing slash.
    pub fn origin(&self) -> &str {
        &self.ready.origin
    }

    /// Presses «Разрешить» on the consent page: takes the consent URL or its query, gives the URL the browser
    /// would be sent to. `None` when there is no such integration or account: the browser would go nowhere.
    pub fn consent(&self, consent_url: &str, account: Option<&str>) -> Option<String> {
        let query = consent_url.split_once('?').map_or(consent_url, |(_, query)| query);
        let parameter = |name| request::parameter(query.as_bytes(), name);
        let (client_id, state) = (parameter("client_id")?, parameter("state"));
        consent::allow(&mut server::lock(&self.world), &client_id, state.as_deref(), account)
    }
}

#[cfg(any(test, feature = "test-support"))]
#[path = "tests/in_process.rs"]
mod in_process;
#[cfg(test)]
mod tests;
