use std::sync::atomic::{AtomicUsize, Ordering};

use self::fake::{Entries, Fake};
use super::super::tests::samples::acme;
use super::super::tests::{contract, samples};
use super::*;

mod fake;
mod sealing_key;
#[cfg(target_os = "linux")]
mod secret_service;

const WINDOWS: usize = 2560;

fn keychain(fake: &Fake) -> Keychain {
    of(HomeId::First, fake)
}

fn of(home: HomeId, fake: &Fake) -> Keychain {
    Keychain::of(home, Box::new(fake.clone()))
}

#[test]
fn the_contract_is_kept_whatever_an_entry_may_hold() {
    for fake in [Fake::default(), Fake::with_limit(WINDOWS), Fake::with_limit(200)] {
        contract::is_kept_between(&keychain(&fake), &keychain(&fake));
        assert_eq!(fake.names(), [""; 0], "nothing is left behind");
    }
}

/// Answers too late, a few times.
struct Late(Fake, AtomicUsize);

impl KeychainSystem for Late {
    fn open(&self) -> Result<Box<dyn KeychainSession>, StoreError> {
        let left = self.1.load(Ordering::Relaxed);
        self.1.store(left.saturating_sub(1), Ordering::Relaxed);
        if left > 0 {
            return Err(StoreError::TimedOut);
        }
        self.0.open()
    }
}

#[test]
fn a_service_that_is_late_is_asked_again_and_given_up_in_the_end() {
    let late = |times| {
        let fake = Late(Fake::default(), AtomicUsize::new(times));
        Keychain::of(HomeId::First, Box::new(fake))
    };
    assert_eq!(late(TRIES - 1).load(&acme()), Ok(None));
    assert_eq!(late(TRIES).load(&acme()), Err(StoreError::TimedOut));
}

#[test]
fn the_slots_take_turns_and_the_old_parts_go() {
    let fake = Fake::with_limit(WINDOWS);
    let store = keychain(&fake);
    let save = |size| {
        store.save(&acme(), &samples::of_size(size)).unwrap();
        fake.names()
    };
    let a = ["acme#a.0.amokey", "acme#a.1.amokey", "acme.amokey"];
    let b = ["acme#b.0.amokey", "acme#b.1.amokey", "acme.amokey"];
    assert_eq!(save(2000), a);
    assert_eq!(save(2000), b);
    assert_eq!(save(2000), a);
    assert_eq!(save(0), ["acme.amokey"]);
}

/// Old and new in every combination of sizes, the store failing at every change in turn.
#[test]
fn a_failure_at_any_write_leaves_the_old_record_and_the_next_save_tidies_up() {
    for old in [0, 2000, 9000] {
        for new in [0, 2000, 9000] {
            for failing in 0.. {
                let fake = Fake::with_limit(WINDOWS);
                let store = keychain(&fake);
                let (old, new) = (samples::of_size(old), samples::of_size(new));
                // Twice, so that both slots have been in use.
                store.save(&acme(), &new).unwrap();
                store.save(&acme(), &old).unwrap();
                fake.fail_after(Some(failing));
                let saved = store.save(&acme(), &new);
                let done = fake.0.lock().unwrap().changes_until_failure != Some(0);
                fake.fail_after(None);
                let expected = if saved.is_ok() { &new } else { &old };
                assert_eq!(store.load(&acme()).unwrap().as_ref(), Some(expected));
                store.save(&acme(), &Record::default()).unwrap();
                assert_eq!(fake.names(), ["acme.amokey"], "failed at {failing}");
                if done {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_failure_at_any_change_of_a_deletion_is_mended_by_the_next() {
    for failing in 0..5 {
        let fake = Fake::with_limit(WINDOWS);
        let store = keychain(&fake);
        store.save(&acme(), &samples::of_size(9000)).unwrap();
        fake.fail_after(Some(failing));
        let deleted = store.delete(&acme());
        fake.fail_after(None);
        assert_eq!(store.load(&acme()).unwrap().is_none(), deleted.is_ok());
        store.delete(&acme()).unwrap();
        assert_eq!(fake.names(), [""; 0]);
    }
}

/// Whatever a home does, the entries of another one are as they were.
#[test]
fn homes_do_not_touch_one_another() {
    let fake = Fake::with_limit(WINDOWS);
    let ids = [
        HomeId::First,
        HomeId::from_random([1; HomeId::BYTES]),
        HomeId::from_random([2; HomeId::BYTES]),
    ];
    let homes = ids.clone().map(|id| of(id, &fake));
    let record = |n: u64| Record { generation: n, ..samples::of_size(9000) };
    for (n, home) in (0..).zip(&homes) {
        assert_eq!(home.load(&acme()), Ok(None));
        assert_eq!(home.profiles(), Ok(vec![]));
        home.save(&acme(), &record(n)).unwrap();
    }
    for (n, home) in (0..).zip(&homes) {
        assert_eq!(home.load(&acme()), Ok(Some(record(n))));
        assert_eq!(home.profiles(), Ok(vec![acme()]));
        let others = ids.iter().filter(|id| **id != home.home);
        let others = others.map(|id| (id.clone(), acme())).collect();
        assert_eq!(home.of_other_homes(), Ok(others));
    }
    homes[1].delete(&acme()).unwrap();
    assert_eq!(homes[0].load(&acme()), Ok(Some(record(0))));
    assert_eq!(homes[2].load(&acme()), Ok(Some(record(2))));
    assert_eq!(homes[1].profiles(), Ok(vec![]));
    contract::is_kept_by(&homes[1]);
}

#[test]
fn a_newer_record_is_left_alone() {
    for bytes in [
        br#"{"version":99,"record":{}}"#.to_vec(),
        br#"{"version":9,"parts":{"slot":"c"}}"#.to_vec(),
    ] {
        let fake = Fake::with_limit(WINDOWS);
        fake.0.lock().unwrap().entries.insert("acme.amokey".to_owned(), bytes.clone());
        let store = keychain(&fake);
        assert_eq!(store.load(&acme()), Err(StoreError::Newer));
        assert_eq!(store.save(&acme(), &Record::default()), Err(StoreError::Newer));
        assert_eq!(fake.0.lock().unwrap().entries["acme.amokey"], bytes);
        assert_eq!(store.delete(&acme()), Ok(()));
    }
}

#[test]
fn damage_is_damage_and_not_an_absence() {
    let fake = Fake::with_limit(WINDOWS);
    let store = keychain(&fake);
    let whole = samples::of_size(9000);
    let damages: [fn(&mut Entries); 5] = [
        |entries| drop(entries.remove("acme#a.1.amokey")),
        |entries| entries.get_mut("acme#a.1.amokey").unwrap()[0] ^= 1,
        |entries| entries.get_mut("acme.amokey").unwrap().truncate(10),
        |entries| entries.get_mut("acme.amokey").unwrap().clear(),
        |entries| drop(entries.insert("acme.amokey".into(), b"\xff".to_vec())),
    ];
    for damage in damages {
        store.delete(&acme()).unwrap();
        store.save(&acme(), &whole).unwrap();
        damage(&mut fake.0.lock().unwrap().entries);
        assert_eq!(store.load(&acme()), Err(StoreError::Damaged));
        // A person who authorizes again gets over it.
        store.save(&acme(), &whole).unwrap();
        assert_eq!(store.load(&acme()).unwrap().as_ref(), Some(&whole));
    }
}
