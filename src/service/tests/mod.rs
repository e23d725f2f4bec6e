//! The verbs against the sandbox in this process, with a clock that is moved and a store that fails when told to.

mod acceptance;
mod again;
mod all;
mod api;
mod api_key;
mod attempt;
mod candidate;
mod doctor;
mod exec;
mod export;
mod held;
mod hooks;
mod import;
mod lead_contacts;
mod life;
mod move_store;
#[path = "../../../tests/journeys/port.rs"]
mod port;
mod race;
mod rate_limit;
mod rotation;
mod site;
mod store;
mod token;
mod walk;
mod ways;

use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::refresh::{Need, Refreshed, refresh};
use super::{Context, Patience, RateLimit, SharedClock, UnderWay};
use crate::domain::account::AccountHost;
use crate::domain::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::history::{Event, Outcome};
use crate::domain::moment::Uptime;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rate_limit::Counted;
use crate::domain::record::{Connection, Grant, OAuthGrant, Record};
use crate::domain::redirect_uri::{LoopbackTarget, RedirectUri};
use crate::domain::refreshing::{Refreshing, Watcher, nobody};
use crate::domain::sandbox_origin::SandboxOrigin;
use crate::domain::secret::Secret;
use crate::domain::token::TokenPair;
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::loopback::PageWords;
use crate::oauth::{Client, Endpoint};
use crate::sandbox::{self, Options, Rotation, Sandbox};
use crate::store::{Faulty, Memory, Store as _};

const SOON: Duration = Duration::from_millis(1);

/// The limits as another process keeps them.
fn rate_limit(folder: &std::path::Path) -> RateLimit {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let clock = SharedClock {
        boot: "the only one".to_owned(),
        elapsed: Arc::new(|| Duration::from_secs(1) + BEGUN.elapsed()),
    };
    let unusable = |error: &io::Error| panic!("{error}");
    RateLimit::new(folder, clock, Box::new(unusable))
}

/// A profile that is connected to a sandbox, and all that can happen to both.
pub struct Scene {
    pub sandbox: Arc<Sandbox>,
    pub store: Arc<Faulty<Memory>>,
    pub context: Context,
    pub name: ProfileName,
    /// Our clock minus the sandbox's, in seconds.
    pub skew: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

impl Scene {
    pub async fn grace() -> Self {
        Self::set(Options::default()).await
    }

    pub async fn strict() -> Self {
        Self::set(Options {
            rotation: Rotation::Strict,
            ..Options::default()
        })
        .await
    }

    pub async fn set(options: Options) -> Self {
        let options = Options {
            limits: false,
            ..options
        };
        Self::on(options).await
    }

    /// With amoCRM's limits.
    pub async fn limited() -> Self {
        Self::on(Options::default()).await
    }

    async fn on(options: Options) -> Self {
        let sandbox = Arc::new(sandbox::start(&options).unwrap());
        let store = Arc::new(Faulty::new(Memory::new()));
        let skew = Arc::new(AtomicI64::new(0));
        let folder = tempfile::tempdir().unwrap();
        let clock = {
            let (sandbox, skew) = (Arc::clone(&sandbox), Arc::clone(&skew));
            move || Timestamp::from_second(sandbox.now() + skew.load(Ordering::SeqCst)).unwrap()
        };
        // Nobody sets how long a system runs: it passes as the server's time does.
        let running = {
            let sandbox = Arc::clone(&sandbox);
            move || {
                let boot = "the only one".to_owned();
                let seconds = sandbox.now();
                Some(Uptime { boot, seconds })
            }
        };
        let context = Context {
            store: Arc::clone(&store) as _,
            ledger: Arc::new(Ledger::open(&folder.path().join("ledger")).unwrap()),
            oauth: Client::new(),
            locks: vec![folder.path().join("locks")],
            user: folder.path().join("user"),
            clock: Arc::new(clock),
            running: Arc::new(running),
            rate_limit: rate_limit(&folder.path().join("user")),
            under_way: UnderWay::default(),
            patience: Patience {
                lock: Duration::from_secs(20),
                ask: const { &[SOON, SOON, SOON] },
                // A 429 that says nothing is outwaited in a second.
                longest: Duration::from_millis(1500),
                save: const { &[SOON, SOON, SOON] },
                save_for: Duration::ZERO,
                hook: Duration::from_secs(20),
            },
            hook_host: None,
            pages: Arc::new(|_| PageWords {
                lang: String::new(),
                title: String::new(),
                sentence: String::new(),
                hint: None,
            }),
            handed_on: LoopbackTarget::on(0),
        };
        let scene = Self {
            sandbox,
            store,
            context,
            name: ProfileName::parse("demo").unwrap(),
            skew,
            folder,
        };
        scene.connect().await;
        scene
    }

    /// Another process: it shares the store, the ledger's file and the lock files, and nothing else.
    pub fn another(&self) -> Context {
        Context {
            ledger: Arc::new(Ledger::open(&self.folder.path().join("ledger")).unwrap()),
            oauth: Client::new(),
            rate_limit: rate_limit(&self.context.user),
            under_way: UnderWay::default(),
            ..self.context.clone()
        }
    }

    pub fn at(&self) -> Endpoint {
        Endpoint {
            host: AccountHost::parse(&self.sandbox.ready().account).unwrap(),
            sandbox: Some(SandboxOrigin::parse(self.sandbox.origin()).unwrap()),
        }
    }

    pub fn credentials(&self) -> Credentials {
        let ready = self.sandbox.ready();
        Credentials {
            client_id: ClientId::parse(&ready.client_id).unwrap(),
            client_secret: ClientSecret::parse(&ready.client_secret).unwrap(),
            redirect_uri: RedirectUri::parse(&ready.redirect_uri).unwrap(),
        }
    }

    async fn connect(&self) {
        self.connect_to(self.at().host).await;
    }

    async fn connect_to(&self, host: AccountHost) {
        let code = Secret::new(self.sandbox.fresh_code(Some(host.as_str())).unwrap());
        let (at, credentials) = (Endpoint { host, ..self.at() }, self.credentials());
        // This request is one of those that are counted.
        let counted = Counted::of(&credentials.client_id, &at);
        let asked = self.context.oauth.exchange(&at, &credentials, &code);
        let answer = self.context.paced(&counted, asked).await.unwrap();
        let connection = Connection {
            host: at.host,
            sandbox: at.sandbox,
            grant: Grant::OAuth(OAuthGrant {
                credentials,
                tokens: TokenPair::received(answer, self.context.moment()),
                previous_refresh: None,
                refreshing_since: None,
            }),
        };
        self.context
            .change(&self.name, |record| record.connection = Some(connection))
            .await
            .unwrap();
    }

    pub async fn refresh(&self, need: Need) -> Result<Refreshed, Trouble> {
        refresh(&self.context, &self.name, need, &nobody()).await
    }

    /// Refreshes, and gives what was told meanwhile.
    pub async fn watched(&self, need: Need) -> (Result<Refreshed, Trouble>, Vec<Refreshing>) {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let watcher: Watcher = Arc::new(move |news| heard.lock().unwrap().push(news));
        let result = refresh(&self.context, &self.name, need, &watcher).await;
        let told = told.lock().unwrap().clone();
        (result, told)
    }

    pub async fn forced(&self) -> Result<Outcome, Cause> {
        let refreshed = self.refresh(Need::Forced).await;
        refreshed
            .map(|refreshed| refreshed.outcome())
            .map_err(|trouble| trouble.cause)
    }

    pub fn pass(&self, time: SignedDuration) {
        self.sandbox.advance(time.unsigned_abs());
    }

    pub fn record(&self) -> Record {
        self.store.inner().load(&self.name).unwrap().unwrap()
    }

    pub fn grant(&self) -> OAuthGrant {
        self.record().oauth().unwrap().clone()
    }

    pub fn row(&self) -> Profile {
        self.context.ledger.profile(&self.name).unwrap().unwrap()
    }

    pub fn history(&self) -> Vec<Event> {
        let history = self.context.ledger.history(Some(&self.name), 100);
        history.unwrap().read
    }

    /// Whether the access token that is stored opens the account.
    pub async fn works(&self) -> bool {
        let record = self.record();
        let connection = record.connection.unwrap();
        let at = Endpoint {
            host: connection.host.clone(),
            sandbox: connection.sandbox.clone(),
        };
        let account = self.context.oauth.account(&at, connection.access()).await;
        account.is_ok()
    }
}
