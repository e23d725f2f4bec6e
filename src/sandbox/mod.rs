//! A stand-in for amoCRM and Kommo on loopback, faithful to how their servers are known to behave.
//!
//! It imports nothing of ours: a stand-in that shared types with the client would agree with its mistakes.
//!
//! ```text
//! server ─ Request ─▶ route ─▶ consent           the page, Allow and Deny
//!    ▲                  │  ├─▶ token_endpoint     both grants ─┐
//!    │                  │  ├─▶ api                account, …   ├─ door: limits, faults, counts
//!    │                  │  ├─▶ exchange_api_key               ─┘
//!    └──── Reply ◀──────┘  └─▶ steering           /_sandbox/…
//!                        all on one World: clock, dice, vault, limits, faults, accounts
//! ```
//!
//! Everything below [`server`] is plain values in and out; [`delivery`] turns an answer into bytes.

mod api;
mod clock;
mod consent;
mod data;
mod delivery;
mod dice;
mod door;
mod exchange_api_key;
mod faults;
mod language;
mod limits;
mod options;
mod problem;
mod reply;
mod request;
mod route;
mod server;
mod stats;
mod steering;
mod tls;
mod token_endpoint;
mod tokens;
mod vault;
mod world;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

pub use faults::{Fault, UnknownFault};
pub use options::{Options, Platform, Rotation, UnknownWord};
pub use problem::Problem;
pub use stats::Stats;

use clock::Clock;
use consent::{Answer, Decision};
use dice::Dice;
use server::{Server, Shared};
use tls::Authority;
use vault::Bearer;
use world::World;

/// The line `amokey sandbox` prints when it is ready: all that a client needs to know.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// Where it listens, without a trailing slash.
    pub origin: String,
    /// The host of the first account.
    pub account: String,
    /// The integration's ID.
    pub client_id: String,
    /// The integration's secret key. Good for nothing but this sandbox, so it may be shown.
    pub client_secret: String,
    /// The redirect URI in the integration's settings.
    pub redirect_uri: String,
    /// A code from the settings page, good for twenty minutes.
    pub code: String,
    /// The certificate of the sandbox's own authority, with `tls`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

/// A running sandbox. Dropping it stops the serving and frees the port.
pub struct Sandbox {
    ready: Ready,
    shared: Shared,
    _server: Server,
    _authority: Option<Authority>,
}

/// Binds and serves; when it returns, the sandbox answers.
///
/// Serving happens on a thread of its own, so no runtime is needed, and none can starve it.
///
/// # Errors
/// The redirect URI is none ([`io::ErrorKind::InvalidInput`]), the port is taken, there is no randomness, or (with `tls`) no place for a temporary file.
pub fn start(options: &Options) -> io::Result<Sandbox> {
    if !consent::is_redirect_uri(&options.redirect_uri) {
        let reason = format!("not a redirect URI: {}", options.redirect_uri);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    let authority = options.tls.then(Authority::new).transpose()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
    let scheme = if options.tls { "https" } else { "http" };
    let origin = format!("{scheme}://{}", listener.local_addr()?);

    let mut world = World::new(options, Clock::system(), Dice::from_system()?);
    let ready = announce(&mut world, origin, authority.as_ref())
        .ok_or_else(|| io::Error::other("a world without an account or an integration"))?;
    let shared = Shared::new(world);
    let acceptor = authority
        .as_ref()
        .map(|authority| authority.acceptor.clone());
    let server = Server::start(listener, acceptor, shared.clone())?;
    Ok(Sandbox {
        ready,
        shared,
        _server: server,
        _authority: authority,
    })
}

fn announce(world: &mut World, origin: String, authority: Option<&Authority>) -> Option<Ready> {
    let integration = world.integrations.first()?.clone();
    let account = world.accounts.first()?;
    let (id, host) = (account.id, world.host_of(account));
    let code = world.issue_code(Bearer {
        account: id,
        client_id: integration.client_id.clone(),
    });
    Some(Ready {
        origin,
        account: host,
        client_id: integration.client_id,
        client_secret: integration.client_secret,
        redirect_uri: integration.redirect_uri,
        code,
        ca: authority.map(|authority| authority.path().to_owned()),
    })
}

/// Steering from inside the process: what `/_sandbox/…` does, without HTTP.
/// Accounts are named `demo` or `demo.amocrm.ru`; `None` is the first one.
impl Sandbox {
    /// What to print, and what a client needs.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Where it listens, without a trailing slash.
    pub fn origin(&self) -> &str {
        &self.ready.origin
    }

    /// The time here, Unix seconds.
    pub fn now(&self) -> i64 {
        self.shared.world().clock.now()
    }

    /// Lets time pass at once, in whole seconds.
    pub fn advance(&self, by: Duration) {
        self.shared.world().clock.advance(by);
    }

    /// Adds what shall go wrong with the next requests, in order.
    pub fn fault(&self, faults: impl IntoIterator<Item = Fault>) {
        self.shared.world().faults.push(None, faults);
    }

    /// The same with the next requests to one account; `false` when there is no such account.
    pub fn fault_at(&self, account: &str, faults: impl IntoIterator<Item = Fault>) -> bool {
        let mut world = self.shared.world();
        let account = world.account(account).map(|account| account.id);
        if account.is_some() {
            world.faults.push(account, faults);
        }
        account.is_some()
    }

    /// Takes all access to an account away; `false` when there is no such account.
    pub fn revoke(&self, account: &str) -> bool {
        self.shared.world().revoke(account)
    }

    /// Gives an account another subdomain; `false` when that cannot be.
    pub fn rename(&self, account: &str, to: &str) -> bool {
        self.shared.world().rename(account, to)
    }

    /// A fresh code from the settings page; `None` when there is no such account.
    pub fn fresh_code(&self, account: Option<&str>) -> Option<String> {
        let mut world = self.shared.world();
        let bearer = self.bearer(&world, account)?;
        Some(world.issue_code(bearer))
    }

    /// A long-lived token; `None` when there is no such account.
    pub fn long_lived(&self, account: Option<&str>, lifetime: Duration) -> Option<String> {
        let mut world = self.shared.world();
        let bearer = self.bearer(&world, account)?;
        world.issue_long_lived(bearer, lifetime)
    }

    /// Takes over tokens that another sandbox has given for this account and integration; `false` when there is no such
    /// account.
    pub fn adopt(&self, account: &str, access: &str, refresh: Option<&str>) -> bool {
        let mut world = self.shared.world();
        let Some(bearer) = self.bearer(&world, Some(account)) else {
            return false;
        };
        world.adopt(bearer, access, refresh);
        true
    }

    /// An account's login and API key; `None` when there is no such account.
    pub fn api_key(&self, account: Option<&str>) -> Option<(String, String)> {
        let world = self.shared.world();
        let account = world.account_or_first(account)?;
        Some((account.login.clone(), account.api_key.clone()))
    }

    /// What was asked so far.
    pub fn stats(&self) -> Stats {
        self.shared.world().stats.clone()
    }

    /// Presses «Разрешить» on the consent page: takes the consent URL or its query, gives the URL the browser
    /// would be sent to. `None` when there is no such integration or account: the browser would go nowhere.
    pub fn consent(&self, consent_url: &str, account: Option<&str>) -> Option<String> {
        let query = consent_url
            .split_once('?')
            .map_or(consent_url, |(_, query)| query);
        let query = query.as_bytes();
        let client_id = request::parameter(query, "client_id")?;
        let state = request::parameter(query, "state");
        let answer = Answer {
            client_id: &client_id,
            state: state.as_deref(),
            account,
            decision: Decision::Allow,
        };
        consent::decide(&mut self.shared.world(), &answer)
    }

    fn bearer(&self, world: &World, account: Option<&str>) -> Option<Bearer> {
        Some(Bearer {
            account: world.account_or_first(account)?.id,
            client_id: self.ready.client_id.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
