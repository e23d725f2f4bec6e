//! How long the store and the ledger take. With a Secret Service, its figures are printed too:
//! `dbus-run-session -- sh -c 'printf test | gnome-keyring-daemon --unlock --components=secrets;
//! cargo bench --bench store'`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench stops at the first failure and prints its figures"
)]

use std::time::{Duration, Instant};

use amokey::domain::account::AccountHost;
use amokey::domain::credentials::{ClientId, ClientSecret, Credentials};
use amokey::domain::history::{Action, Event, Outcome};
use amokey::domain::home_id::HomeId;
use amokey::domain::pending::{Pending, State, expiry};
use amokey::domain::profile::{
    AccessFacts, AccountFacts, GrantType, Profile, ProfileName, RefreshFacts, StoreKind,
};
use amokey::domain::record::{Connection, Grant, OAuthGrant, Record};
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::secret::Secret;
use amokey::domain::token::TokenPair;
use amokey::ledger::{Ledger, Taken};
use amokey::store::lock::{ProfileLock, WAIT};
use amokey::store::{Store, system_keychain};
use jiff::Timestamp;

const NOW: &str = "2026-11-21T09:00:00Z";

fn main() {
    ledger();
    lock();
    keychain();
}

/// Runs something many times and prints the median and the slowest.
fn measure(what: &str, times: usize, mut work: impl FnMut(usize)) {
    let mut took: Vec<Duration> = (0..times)
        .map(|n| {
            let begun = Instant::now();
            work(n);
            begun.elapsed()
        })
        .collect();
    took.sort();
    let (Some(median), Some(slowest)) = (took.get(times / 2), took.last()) else {
        return;
    };
    println!("{what:<44} {median:>10.1?}  slowest {slowest:>10.1?}");
}

fn ledger() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.sqlite");
    let now: Timestamp = NOW.parse().unwrap();
    measure("ledger: create", 1, |_| {
        drop(Ledger::open(&path).unwrap());
    });
    let ledger = Ledger::open(&path).unwrap();
    measure("ledger: put a profile", 1000, |n| {
        ledger.put_profile(&profile(n)).unwrap();
    });
    let acme = profile(0).name;
    measure("ledger: record an event", 30_000, |n| {
        let name = profile(n % 1000).name;
        let event = Event::new(now, Some(name), Action::Refresh, Outcome::Rotated);
        ledger.record(&event).unwrap();
    });
    measure("ledger: open beside another", 50, |_| {
        drop(Ledger::open(&path).unwrap());
    });
    measure("ledger: list 1,000 profiles", 50, |_| {
        assert_eq!(ledger.profiles().unwrap().read.len(), 1000);
    });
    measure("ledger: 30 days of one profile", 50, |_| {
        assert_eq!(ledger.marks(&acme, now).unwrap().len(), 30);
    });
    measure("ledger: last 100 lines of all", 50, |_| {
        assert_eq!(ledger.history(None, 100).unwrap().read.len(), 100);
    });
    measure("ledger: begin and take", 200, |n| {
        let pending = pending(n, now);
        ledger.begin(&pending).unwrap();
        let taken = ledger.take(&pending.state, now, |_| true).unwrap();
        assert!(matches!(taken, Taken::Live(_)));
    });
    measure("ledger: check", 5, |_| ledger.check().unwrap());
    drop(ledger);
    measure("ledger: open alone and list", 50, |_| {
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.profiles().unwrap().read.len(), 1000);
    });
    let size = std::fs::metadata(&path).unwrap().len();
    println!("ledger: 1,000 profiles, 30,000 events: {} KiB", size / 1024);
}

fn lock() {
    let dir = tempfile::tempdir().unwrap();
    let acme = profile(0).name;
    measure("lock: take and give back", 500, |_| {
        drop(ProfileLock::acquire(&[dir.path()], &acme, Duration::ZERO, |_| {}).unwrap());
    });
    measure("lock: 64 in turn, each holding it for 2 ms", 5, |_| {
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| {
                    let lock = ProfileLock::acquire(&[dir.path()], &acme, WAIT, |_| {}).unwrap();
                    std::thread::sleep(Duration::from_millis(2));
                    drop(lock);
                });
            }
        });
    });
}

fn keychain() {
    let name = ProfileName::parse("amokey-bench").unwrap();
    if let Err(error) = system_keychain(HomeId::First, |_| {}).check() {
        println!("keychain: not measured: {error}");
        return;
    }
    measure("keychain: open and load", 50, |_| {
        system_keychain(HomeId::First, |_| {}).load(&name).unwrap();
    });
    let store = system_keychain(HomeId::First, |_| {});
    measure("keychain: save", 200, |n| {
        store.save(&name, &record(n)).unwrap();
    });
    measure("keychain: load", 200, |_| {
        assert!(store.load(&name).unwrap().is_some());
    });
    measure("keychain: check", 50, |_| store.check().unwrap());
    store.delete(&name).unwrap();
}

fn profile(n: usize) -> Profile {
    let now: Timestamp = NOW.parse().unwrap();
    Profile {
        name: ProfileName::parse(&format!("acme-{n}")).unwrap(),
        host: AccountHost::parse(&format!("acme-{n}.amocrm.ru")).unwrap(),
        grant: GrantType::OAuth,
        store: StoreKind::Keychain,
        client_id: Some(credentials().client_id),
        redirect_uri: Some(credentials().redirect_uri),
        sandbox: None,
        generation: 1,
        account: Some(AccountFacts {
            id: 31337,
            name: "Geo Drive".into(),
            user_id: Some(504_141),
            user_name: None,
        }),
        scopes: vec!["crm".into(), "notifications".into()],
        access: Some(AccessFacts {
            expires_at: now,
            lifetime: 86_400,
            fingerprint: "3f9a1c".into(),
            refused_at: None,
        }),
        refresh: Some(RefreshFacts {
            issued_at: now,
            estimated_expiry: now,
            fingerprint: "77b0e2".into(),
        }),
        clock_skew: 0,
        last_refresh: None,
        needs_authorization: None,
        elsewhere_since: None,
        created_at: now,
    }
}

fn pending(n: usize, now: Timestamp) -> Pending {
    let profile = profile(n);
    let mut bits = [0; 32];
    bits[..8].copy_from_slice(&n.to_be_bytes());
    Pending {
        state: State::from_random(bits).hash(),
        profile: profile.name,
        host: profile.host,
        client_id: credentials().client_id,
        redirect_uri: credentials().redirect_uri,
        sandbox: None,
        created_at: now,
        expires_at: expiry(now),
    }
}

fn credentials() -> Credentials {
    Credentials {
        client_id: ClientId::parse("2912780f-a1e4-4d5d-a069-ee01422d8bef").unwrap(),
        client_secret: ClientSecret::parse(&"a1B2".repeat(16)).unwrap(),
        redirect_uri: RedirectUri::parse(RedirectUri::DEFAULT).unwrap(),
    }
}

/// A record of the size that real tokens give it.
fn record(n: usize) -> Record {
    let token = |mark: &str, size| Secret::new(mark.repeat(size));
    Record {
        generation: n as u64,
        connection: Some(Connection {
            host: AccountHost::parse("acme.amocrm.ru").unwrap(),
            sandbox: None,
            grant: Grant::OAuth(OAuthGrant {
                credentials: credentials(),
                tokens: TokenPair {
                    access: token("e", 1100),
                    refresh: token("d", 970),
                    issued_at: NOW.parse().unwrap(),
                    expires_in: 86_400,
                    clock_skew: 0,
                    received_after: None,
                },
                previous_refresh: Some(token("p", 970)),
                refreshing_since: None,
            }),
        }),
        candidate: None,
        draft: None,
        needs_authorization: None,
        elsewhere_since: None,
        handed_to: None,
        n8n: Vec::new(),
    }
}
