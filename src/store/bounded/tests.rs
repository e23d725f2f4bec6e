use std::sync::Condvar;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::super::{Memory, contract};
use super::*;

/// A store that answers when it is told to.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<bool>, Condvar)>, Arc<Memory>, Arc<AtomicUsize>);

impl Gate {
    fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    fn pass(&self) {
        self.2.fetch_add(1, Ordering::SeqCst);
        let open = self.0.0.lock().unwrap();
        drop(self.0.1.wait_while(open, |open| !*open).unwrap());
    }
}

impl Store for Gate {
    fn kind(&self) -> StoreKind {
        StoreKind::Keychain
    }
    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        self.pass();
        self.1.load(profile)
    }
    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        self.pass();
        self.1.save(profile, record)
    }
    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        self.pass();
        self.1.delete(profile)
    }
    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        self.pass();
        self.1.profiles()
    }
    fn check(&self) -> Result<(), StoreError> {
        self.pass();
        Ok(())
    }
}

const SHORT: Patience = Patience {
    usual: Duration::from_millis(30),
    person: Duration::from_millis(90),
    unseen: false,
};

fn acme() -> ProfileName {
    ProfileName::parse("acme").unwrap()
}

#[test]
fn the_contract_is_kept() {
    contract::is_kept_by(&Bounded::new(Memory::new(), Unlocking::unobserved()));
}

#[test]
fn a_store_that_hangs_is_given_up_in_time_by_one_thread() {
    let gate = Gate::default();
    let store = Bounded::with_patience(gate.clone(), Unlocking::unobserved(), SHORT);
    let begun = Instant::now();
    for _ in 0..5 {
        contract::is_refused_by(&store, &StoreError::TimedOut);
    }
    // Twenty calls of 30 ms each, and room for a busy machine.
    assert!(begun.elapsed() < Duration::from_secs(5));
    // Of all these, one call went in: there is one thread, and it is stuck.
    assert_eq!(gate.2.load(Ordering::SeqCst), 1);
}

#[test]
fn what_was_not_begun_is_withdrawn() {
    let gate = Gate::default();
    let store = Bounded::with_patience(gate.clone(), Unlocking::unobserved(), SHORT);
    assert_eq!(store.check(), Err(StoreError::TimedOut));
    assert_eq!(
        store.save(&acme(), &Record::empty()),
        Err(StoreError::TimedOut)
    );
    gate.open();
    let answer = loop {
        // The check that hung may take a moment to end.
        match store.load(&acme()) {
            Err(StoreError::TimedOut) => {}
            answer => break answer,
        }
    };
    assert_eq!(answer, Ok(None));
}

#[test]
fn a_person_is_waited_for_longer_and_the_screen_is_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let unlocking = Unlocking::new({
        let told = Arc::clone(&told);
        move |asked| told.lock().unwrap().push(asked)
    });
    let gate = Gate::default();
    let patience = Patience {
        usual: Duration::from_millis(10),
        person: Duration::from_secs(60),
        unseen: false,
    };
    let store = Bounded::with_patience(gate.clone(), unlocking.clone(), patience);
    let asked = unlocking.ask();
    thread::scope(|scope| {
        let call = scope.spawn(|| store.load(&acme()));
        // Past the usual time, the call is still waiting.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(50) {
            assert!(!call.is_finished());
            thread::yield_now();
        }
        gate.open();
        assert_eq!(call.join().unwrap(), Ok(None));
    });
    drop(asked);
    assert_eq!(*told.lock().unwrap(), [true, false]);
}

#[test]
fn a_person_who_does_not_come_leaves_it_locked() {
    let unlocking = Unlocking::unobserved();
    let store = Bounded::with_patience(Gate::default(), unlocking.clone(), SHORT);
    let _asked = unlocking.ask();
    assert_eq!(store.load(&acme()), Err(StoreError::Locked));
}

#[test]
fn a_store_that_panics_is_told_from_one_that_hangs() {
    struct Panics;
    impl Store for Panics {
        fn kind(&self) -> StoreKind {
            StoreKind::Memory
        }
        fn load(&self, _: &ProfileName) -> Result<Option<Record>, StoreError> {
            panic!("as it should")
        }
        fn save(&self, _: &ProfileName, _: &Record) -> Result<(), StoreError> {
            panic!("as it should")
        }
        fn delete(&self, _: &ProfileName) -> Result<(), StoreError> {
            panic!("as it should")
        }
        fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
            panic!("as it should")
        }
        fn check(&self) -> Result<(), StoreError> {
            panic!("as it should")
        }
    }
    let store = Bounded::new(Panics, Unlocking::unobserved());
    contract::is_refused_by(&store, &ended());
}
