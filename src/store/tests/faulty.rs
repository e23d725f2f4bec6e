use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::tokens::record::Record;
use crate::store::{Memory, Store, StoreError};

/// A store around another one, with a plan of failures.
pub struct Faulty<S> {
    inner: S,
    plan: Mutex<Plan>,
    /// Done before each call.
    hook: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct Plan {
    calls: usize,
    faults: Vec<Fault>,
}

struct Fault {
    calls: RangeInclusive<usize>,
    error: StoreError,
    /// Whether the call is carried out before it fails.
    after: bool,
}

impl<S: Store> Faulty<S> {
    /// A store that does not fail yet.
    pub fn new(inner: S) -> Self {
        Self::hooked(inner, || {})
    }

    /// The same, with something that is done before each call: it may wait, or panic.
    pub fn hooked(inner: S, hook: impl Fn() + Send + Sync + 'static) -> Self {
        Self { inner, plan: Mutex::default(), hook: Box::new(hook) }
    }

    /// Lets one call fail: the `nth` from now, counted from 1.
    pub fn fail_at(&self, nth: usize, error: StoreError) {
        self.fail_once(nth, error, false);
    }

    /// Lets the `nth` call from now fail; `after` it was carried out, as a store does whose answer is lost.
    pub fn fail_once(&self, nth: usize, error: StoreError, after: bool) {
        self.fail(nth, nth, error, after);
    }

    /// Lets every call fail from the `nth` on.
    pub fn fail_from(&self, nth: usize, error: StoreError) {
        self.fail(nth, usize::MAX, error, false);
    }

    /// Stops failing.
    pub fn mend(&self) {
        self.plan().faults.clear();
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.plan().calls
    }

    /// The store inside.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    fn fail(&self, from: usize, to: usize, error: StoreError, after: bool) {
        let mut plan = self.plan();
        let calls = plan.calls.saturating_add(from)..=plan.calls.saturating_add(to);
        plan.faults.push(Fault { calls, error, after });
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call<T>(&self, work: impl FnOnce(&S) -> Result<T, StoreError>) -> Result<T, StoreError> {
        (self.hook)();
        let fault = {
            let mut plan = self.plan();
            plan.calls += 1;
            let call = plan.calls;
            let fault = plan.faults.iter().find(|fault| fault.calls.contains(&call));
            fault.map(|fault| (fault.error.clone(), fault.after))
        };
        match fault {
            None => work(&self.inner),
            Some((error, false)) => Err(error),
            Some((error, true)) => work(&self.inner).and(Err(error)),
        }
    }
}

impl<S: Store> Store for Faulty<S> {
    fn kind(&self) -> StoreKind {
        self.inner.kind()
    }
    fn load(&self, profile: &ProfileName) -> Result<Option<Record>, StoreError> {
        self.call(|inner| inner.load(profile))
    }
    fn save(&self, profile: &ProfileName, record: &Record) -> Result<(), StoreError> {
        self.call(|inner| inner.save(profile, record))
    }
    fn delete(&self, profile: &ProfileName) -> Result<(), StoreError> {
        self.call(|inner| inner.delete(profile))
    }
    fn profiles(&self) -> Result<Vec<ProfileName>, StoreError> {
        self.call(Store::profiles)
    }
    fn check(&self) -> Result<(), StoreError> {
        self.call(Store::check)
    }
}

#[test]
fn it_fails_when_it_is_told_to() {
    let store = Faulty::new(Memory::new());
    let acme = ProfileName::parse("acme").unwrap();
    store.fail_at(2, StoreError::Locked);
    store.fail_once(3, StoreError::TimedOut, true);
    assert_eq!(store.load(&acme), Ok(None));
    assert_eq!(store.save(&acme, &Record::default()), Err(StoreError::Locked));
    assert_eq!(store.save(&acme, &Record::default()), Err(StoreError::TimedOut));
    assert_eq!(store.load(&acme), Ok(Some(Record::default())));
    store.fail_from(1, StoreError::Locked);
    assert_eq!(store.load(&acme), Err(StoreError::Locked));
    assert_eq!(store.check(), Err(StoreError::Locked));
    store.mend();
    assert_eq!(store.check(), Ok(()));
    assert_eq!(store.calls(), 7);
}
