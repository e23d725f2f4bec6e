use std::sync::Condvar;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::super::Memory;
use super::super::tests::samples::acme;
use super::super::tests::{Faulty, contract};
use super::*;

/// A store that answers when it is told to.
#[derive(Clone, Default)]
struct Gate {
    open: Arc<(Mutex<bool>, Condvar)>,
    calls: Arc<AtomicUsize>,
}

impl Gate {
    fn open(&self) {
        *self.open.0.lock().unwrap() = true;
        self.open.1.notify_all();
    }

    fn store(&self) -> Faulty<Memory> {
        let gate = self.clone();
        Faulty::hooked(Memory::new(), move || {
            gate.calls.fetch_add(1, Ordering::SeqCst);
            let open = gate.open.0.lock().unwrap();
            drop(gate.open.1.wait_while(open, |open| !*open).unwrap());
        })
    }
}

const SHORT: CallTimeouts = CallTimeouts {
    usual: Duration::from_millis(30),
    person: Duration::from_millis(90),
    unseen: false,
};

fn unobserved() -> Unlocking {
    Unlocking::new(|_| {})
}

#[test]
fn the_contract_is_kept() {
    contract::is_kept_by(&Bounded::new(Memory::new(), unobserved()));
}

#[test]
fn a_store_that_hangs_is_given_up_in_time_by_one_thread() {
    let gate = Gate::default();
    let store = Bounded::with_timeouts(gate.store(), unobserved(), SHORT);
    let begun = Instant::now();
    for _ in 0..5 {
        contract::is_refused_by(&store, &StoreError::TimedOut);
    }
    // Twenty calls of 30 ms each, and room for a busy machine.
    assert!(begun.elapsed() < Duration::from_secs(5));
    // Of all these, one call went in: there is one thread, and it is stuck.
    assert_eq!(gate.calls.load(Ordering::SeqCst), 1);
}

#[test]
fn what_was_not_begun_is_withdrawn() {
    let gate = Gate::default();
    let store = Bounded::with_timeouts(gate.store(), unobserved(), SHORT);
    assert_eq!(store.check(), Err(StoreError::TimedOut));
    assert_eq!(store.save(&acme(), &Record::default()), Err(StoreError::TimedOut));
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
    let timeouts = CallTimeouts { person: Duration::from_secs(60), ..SHORT };
    let store = Bounded::with_timeouts(gate.store(), unlocking.clone(), timeouts);
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
    let unlocking = unobserved();
    let store = Bounded::with_timeouts(Gate::default().store(), unlocking.clone(), SHORT);
    let _asked = unlocking.ask();
    assert_eq!(store.load(&acme()), Err(StoreError::Locked));
}

#[test]
fn a_store_that_panics_is_told_from_one_that_hangs() {
    let panics = Faulty::hooked(Memory::new(), || panic!("as it should"));
    let store = Bounded::new(panics, unobserved());
    contract::is_refused_by(&store, &ended());
}
