//! How long the ledger, the lock of a profile and the keychain take.

use std::time::Duration;

use amokey::domain::authorize::pending::{Pending, State};
use amokey::domain::home_id::HomeId;
use amokey::domain::profile::Profile;
use amokey::domain::profile::history::{Action, Event, Outcome};
use amokey::ledger::{Ledger, Taken};
use amokey::sandbox::Options;
use amokey::store::lock::{ProfileLock, WAIT};
use amokey::store::{Store as _, system_keychain};

use crate::figures::{Times, connected_in_session};
use crate::samples;

pub fn ledger_lock_keychain() {
    ledger();
    lock();
    keychain();
}

fn measure(what: &str, rounds: usize, round: impl FnMut(usize)) {
    Times::of(rounds, round).tell(what, "");
}

fn ledger() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.sqlite");
    measure("ledger: create", 1, |_| drop(Ledger::open(&path).unwrap()));
    let ledger = Ledger::open(&path).unwrap();
    let now = samples::now();
    let profiles: Vec<Profile> = samples::many(1_000).all;
    measure("ledger: put a profile", 1_000, |n| ledger.put_profile(&profiles[n]).unwrap());
    measure("ledger: record an event", 30_000, |n| {
        let name = profiles[n % 1_000].name.clone();
        ledger.record(&Event::new(now, Some(name), Action::Refresh, Outcome::Rotated)).unwrap();
    });
    measure("ledger: open beside another", 50, |_| drop(Ledger::open(&path).unwrap()));
    measure("ledger: list 1,000 profiles", 50, |_| {
        assert_eq!(ledger.profiles().unwrap().read.len(), 1_000);
    });
    measure("ledger: last 100 lines of all", 50, |_| {
        assert_eq!(ledger.history(None, 100).unwrap().read.len(), 100);
    });
    let mut states = 0_u64;
    measure("ledger: begin and take", 200, |n| {
        states += 1;
        let mut bits = [0; 32];
        bits[..8].copy_from_slice(&states.to_be_bytes());
        let state = State::from_random(bits).hash();
        let pending = Pending { state, ..samples::pending(&profiles[n]) };
        ledger.begin(&pending).unwrap();
        assert!(matches!(ledger.take(&pending.state, now, |_| true).unwrap(), Taken::Live(_)));
    });
    measure("ledger: check", 5, |_| ledger.check().unwrap());
    drop(ledger);
    measure("ledger: open alone and list", 50, |_| {
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.profiles().unwrap().read.len(), 1_000);
    });
    let size = std::fs::metadata(&path).unwrap().len();
    println!("ledger: 1,000 profiles, 31,500 events: {} KiB", size / 1024);
}

fn lock() {
    let dir = tempfile::tempdir().unwrap();
    let acme = samples::name("acme");
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

/// With a record of the size that real tokens give it.
fn keychain() {
    let _person = connected_in_session(&Options::default());
    let name = samples::name("demo");
    measure("keychain: open and load", 50, |_| {
        system_keychain(HomeId::First, |_| {}).load(&name).unwrap();
    });
    let store = system_keychain(HomeId::First, |_| {});
    let mut record = store.load(&name).unwrap().unwrap();
    measure("keychain: save", 200, |_| {
        record.generation += 1;
        store.save(&name, &record).unwrap();
    });
    measure("keychain: load", 200, |_| assert!(store.load(&name).unwrap().is_some()));
    measure("keychain: check", 50, |_| store.check().unwrap());
}
