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
mod given_up;
mod held;
mod hooks;
mod import;
mod lead_contacts;
mod life;
mod look;
mod move_store;
mod pack;
#[path = "../../../tests/journeys/port.rs"]
mod port;
mod prove;
mod race;
mod rate_limit;
mod rename;
mod rotation;
mod site;
mod store;
mod token;
mod walk;
mod ways;
mod which;

use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use self::api::{ask, get};
use self::attempt::{Attempt, asked, ended};
use self::port::free_port;
use super::access::token::{TokenError, valid};
use super::authorize::verify::verify;
use super::rate_limit::RateLimit;
use super::refresh::many::refresh_all;
use super::refresh::{Need, Refreshed, refresh};
use super::{Context, InFlight, SharedClock, Timeouts, after_refresh};
use crate::domain::account::AccountHost;
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::authorize::credentials::{ClientId, ClientSecret, Credentials};
use crate::domain::authorize::redirect_uri::{LoopbackTarget, RedirectUri};
use crate::domain::authorize::{
    AuthorizationRequest, CodeSource, NewConnection, Progress, Reauthorize, pasted,
};
use crate::domain::clock_reading::Uptime;
use crate::domain::lang::Lang;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::rate_limit::RateLimitKey;
use crate::domain::secret::Secret;
use crate::domain::tokens::record::{Connection, Grant, OAuthGrant, Record};
use crate::domain::tokens::refreshing::{Refreshing, Watcher, nobody};
use crate::domain::tokens::{TokenPair, TokenResponse};
use crate::domain::trouble::{Cause, Severity, Trouble};
use crate::ledger::Ledger;
use crate::loopback::PageWords;
use crate::oauth::{Client, Endpoint};
use crate::sandbox::{self, Fault, Options, Rotation, Sandbox};
use crate::store::{Faulty, Memory, Store as _, StoreError};

const SOON: Duration = Duration::from_millis(1);

/// The limits as another process keeps them; its clock is ahead by what has `passed`, in seconds.
fn rate_limit(folder: &std::path::Path, passed: &Arc<AtomicU64>) -> RateLimit {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let passed = Arc::clone(passed);
    let clock = SharedClock {
        boot: "the only one".to_owned(),
        elapsed: Arc::new(move || {
            BEGUN.elapsed() + Duration::from_secs(1 + passed.load(Ordering::SeqCst))
        }),
    };
    RateLimit::new(folder, clock, Box::new(|error| panic!("{error}")))
}

/// Somebody who is told, and what it was.
fn listening() -> (Watcher, Arc<Mutex<Vec<Refreshing>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    (Arc::new(move |news| heard.lock().unwrap().push(news)), told)
}

fn grant(record: &mut Record) -> &mut OAuthGrant {
    match &mut record.connection.as_mut().unwrap().grant {
        Grant::OAuth(grant) => grant,
        Grant::LongLived { .. } => panic!("it is a pair"),
    }
}

/// A profile that is connected to a sandbox, and all that can happen to both.
pub struct Scene {
    pub sandbox: Arc<Sandbox>,
    pub store: Arc<Faulty<Memory>>,
    pub context: Context,
    pub name: ProfileName,
    /// Our clock minus the sandbox's, in seconds.
    pub skew: Arc<AtomicI64>,
    /// What the limits' clock is ahead, in seconds.
    passed: Arc<AtomicU64>,
    folder: tempfile::TempDir,
}

impl Scene {
    pub async fn grace() -> Self {
        Self::set(Options::default()).await
    }

    pub async fn strict() -> Self {
        Self::set(Options { rotation: Rotation::Strict, ..Options::default() }).await
    }

    pub async fn set(options: Options) -> Self {
        Self::on(Options { limits: false, ..options }).await
    }

    /// Strict, and slow enough for something to happen meanwhile.
    pub async fn slow() -> Self {
        let (rotation, latency) = (Rotation::Strict, Duration::from_millis(100));
        Self::set(Options { rotation, latency, ..Options::default() }).await
    }

    /// Two accounts, and the profile `demo` in the first one.
    pub async fn two_accounts(rotation: Rotation) -> Self {
        Self::set(Options { accounts: 2, rotation, ..Options::default() }).await
    }

    /// Where the browser lands is pasted.
    pub async fn pasted(options: Options) -> Self {
        let redirect_uri = "https://example.com/landed".into();
        Self::set(Options { redirect_uri, ..options }).await
    }

    /// With amoCRM's limits.
    pub async fn limited() -> Self {
        Self::on(Options::default()).await
    }

    async fn on(options: Options) -> Self {
        let scene = Self::bare(&options);
        scene.connect().await;
        scene
    }

    /// With nothing connected yet.
    pub fn bare(options: &Options) -> Self {
        let sandbox = Arc::new(sandbox::start(options).unwrap());
        let store = Arc::new(Faulty::new(Memory::new()));
        let skew = Arc::new(AtomicI64::new(0));
        let passed = Arc::new(AtomicU64::new(0));
        let folder = tempfile::tempdir().unwrap();
        let clock = {
            let (sandbox, skew) = (Arc::clone(&sandbox), Arc::clone(&skew));
            move || Timestamp::from_second(sandbox.now() + skew.load(Ordering::SeqCst)).unwrap()
        };
        // Nobody sets how long a system runs: it passes as the server's time does.
        let running = {
            let sandbox = Arc::clone(&sandbox);
            move || Some(Uptime { boot: "the only one".to_owned(), seconds: sandbox.now() })
        };
        let context = Context {
            store: Arc::clone(&store) as _,
            ledger: Arc::new(Ledger::open(&folder.path().join("ledger")).unwrap()),
            oauth: Client::new(),
            locks: vec![folder.path().join("locks")],
            user: folder.path().join("user"),
            clock: Arc::new(clock),
            running: Arc::new(running),
            rate_limit: rate_limit(&folder.path().join("user"), &passed),
            in_flight: InFlight::default(),
            timeouts: Timeouts {
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
        let name = ProfileName::parse("demo").unwrap();
        Self { sandbox, store, context, name, skew, passed, folder }
    }

    /// Another process: it shares the store, the ledger's file and the lock files, and nothing else.
    pub fn another(&self) -> Context {
        Context {
            ledger: Arc::new(Ledger::open(&self.folder.path().join("ledger")).unwrap()),
            oauth: Client::new(),
            rate_limit: rate_limit(&self.context.user, &self.passed),
            in_flight: InFlight::default(),
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
        let at = Endpoint { host, ..self.at() };
        let answer = self.new_pair(&at).await;
        let connection = Connection {
            host: at.host,
            sandbox: at.sandbox,
            grant: Grant::OAuth(OAuthGrant {
                credentials: self.credentials(),
                tokens: TokenPair::received(answer, self.context.moment()),
                previous_refresh: None,
                refreshing_since: None,
            }),
        };
        self.change(|record| record.connection = Some(connection)).await;
    }

    /// A pair of an account, of which nobody here knows yet.
    pub async fn new_pair(&self, at: &Endpoint) -> TokenResponse {
        let code = Secret::new(self.sandbox.fresh_code(Some(at.host.as_str())).unwrap());
        let credentials = self.credentials();
        // This request is one of those that are counted.
        let counted = RateLimitKey::of(&credentials.client_id, at);
        let asked = self.context.oauth.exchange(at, &credentials, &code);
        self.context.paced(&counted, asked).await.unwrap()
    }

    /// Changes what is stored of the profile.
    pub async fn change(&self, change: impl FnOnce(&mut Record) + Send) {
        self.context.change(&self.name, change).await.unwrap();
    }

    /// Changes the pair that is stored.
    pub async fn change_grant(&self, change: impl FnOnce(&mut OAuthGrant) + Send) {
        self.change(|record| change(grant(record))).await;
    }

    /// A long-lived token instead of the pair.
    pub async fn is_long_lived(&self, life: Duration) -> Secret {
        let token = Secret::new(self.sandbox.long_lived(None, life).unwrap());
        let issued_at = self.context.now();
        let expires_at = issued_at + SignedDuration::try_from(life).unwrap();
        let grant = Grant::LongLived { token: token.clone(), expires_at, issued_at };
        self.change(|record| record.connection.as_mut().unwrap().grant = grant).await;
        token
    }

    /// A new connection of the account under a name.
    pub fn named(&self, name: &str) -> NewConnection {
        let at = self.at();
        NewConnection {
            profile: ProfileName::parse(name).unwrap(),
            host: at.host,
            credentials: self.credentials(),
            sandbox: at.sandbox,
        }
    }

    /// A code from the settings page.
    pub fn code(&self) -> CodeSource {
        CodeSource::Code(Secret::new(self.sandbox.fresh_code(None).unwrap()))
    }

    /// The profile once more, by that way.
    pub fn again(&self, code_source: CodeSource) -> AuthorizationRequest {
        let again = Reauthorize::consent(self.name.clone());
        AuthorizationRequest::Reauthorize(Reauthorize { code_source, ..again })
    }

    pub async fn refresh(&self, need: Need) -> Result<Refreshed, Trouble> {
        refresh(&self.context, &self.name, need, &nobody()).await
    }

    /// Refreshes, and gives what was told meanwhile.
    pub async fn watched(&self, need: Need) -> (Result<Refreshed, Trouble>, Vec<Refreshing>) {
        let (watcher, told) = listening();
        let result = refresh(&self.context, &self.name, need, &watcher).await;
        let told = told.lock().unwrap().clone();
        (result, told)
    }

    pub async fn forced(&self) -> Result<Outcome, Cause> {
        self.forced_of(&self.name).await
    }

    pub async fn forced_of(&self, name: &ProfileName) -> Result<Outcome, Cause> {
        let refreshed = refresh(&self.context, name, Need::Forced, &nobody()).await;
        refreshed.map(|refreshed| refreshed.outcome).map_err(|trouble| trouble.cause)
    }

    /// A token of the profile that lives at least so long.
    pub async fn token_for(&self, least: SignedDuration) -> Result<Secret, TokenError> {
        valid(&self.context, &self.name, least, true, &nobody()).await
    }

    pub async fn verified(&self) -> Result<(), Cause> {
        verify(&self.context, &self.name).await.map(drop).map_err(|trouble| trouble.cause)
    }

    pub fn pass(&self, time: SignedDuration) {
        self.sandbox.advance(time.unsigned_abs());
        self.is_idle(time);
    }

    /// Nobody asks amoCRM for so long: whatever is counted or closed there is over. Nothing else grows older.
    pub fn is_idle(&self, time: SignedDuration) {
        self.passed.fetch_add(time.unsigned_abs().as_secs(), Ordering::SeqCst);
    }

    pub fn record(&self) -> Record {
        self.stored(self.name.as_str()).unwrap()
    }

    pub fn stored(&self, name: &str) -> Option<Record> {
        self.store.inner().load(&ProfileName::parse(name).unwrap()).unwrap()
    }

    /// How often the server has refreshed a pair.
    pub fn pairs(&self) -> u64 {
        self.sandbox.stats().token_requests("refresh_token", "200")
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
        self.opens(self.name.as_str()).await
    }

    /// Whether the token that is stored under a name opens the account it is stored for.
    pub async fn opens(&self, name: &str) -> bool {
        let connection = self.stored(name).unwrap().connection.unwrap();
        let at = Endpoint { host: connection.host.clone(), sandbox: connection.sandbox.clone() };
        let account = self.context.oauth.account(&at, connection.access()).await;
        account.is_ok()
    }
}
