//! A store that fails when it is told to: what a test of a service needs.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Store, StoreError};
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::record::Record;

/// A store around another one, with a plan of failures.
pub struct Faulty<S> {
    inner: S,
    plan: Mutex<Plan>,
}

#[derive(Default)]
struct Plan {
    calls: usize,
    faults: Vec<Fault>,
}

struct Fault {
    from: usize,
    to: usize,
    error: StoreError,
    /// Whether the call is carried out before it fails.
    after: bool,
}

impl<S: Store> Faulty<S> {
    /// A store that does not fail yet.
    pub fn new(inner: S) -> Self {
        Self {
            inner,
            plan: Mutex::default(),
        }
    }

    /// Lets one call fail: the `nth` from now, counted from 1.
    pub fn fail_at(&self, nth: usize, error: StoreError) {
        self.fail(nth, nth, error, false);
    }

    /// Lets every call fail from the `nth` on.
    pub fn fail_from(&self, nth: usize, error: StoreError) {
        self.fail(nth, usize::MAX, error, false);
    }

    /// Carries out the `nth` call from now and then fails all the same, as a store does whose answer
    /// is lost.
    pub fn fail_after(&self, nth: usize, error: StoreError) {
        self.fail(nth, nth, error, true);
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
        let calls = plan.calls;
        plan.faults.push(Fault {
            from: calls.saturating_add(from),
            to: calls.saturating_add(to),
            error,
            after,
        });
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call<T>(&self, work: impl FnOnce(&S) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let fault = {
            let mut plan = self.plan();
            plan.calls += 1;
            let call = plan.calls;
            plan.faults
                .iter()
                .find(|fault| (fault.from..=fault.to).contains(&call))
                .map(|fault| (fault.error.clone(), fault.after))
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

#[cfg(test)]
mod tests {
    use super::super::{Memory, contract};
    use super::*;

    #[test]
    fn it_keeps_the_contract_until_it_is_told_to_fail() {
        contract::is_kept_by(&Faulty::new(Memory::new()));
    }

    #[test]
    fn it_fails_when_it_is_told_to() {
        let store = Faulty::new(Memory::new());
        let acme = ProfileName::parse("acme").unwrap();
        store.fail_at(2, StoreError::Locked);
        store.fail_after(3, StoreError::TimedOut);
        assert_eq!(store.load(&acme), Ok(None));
        assert_eq!(store.save(&acme, &Record::empty()), Err(StoreError::Locked));
        assert_eq!(
            store.save(&acme, &Record::empty()),
            Err(StoreError::TimedOut)
        );
        assert_eq!(store.load(&acme), Ok(Some(Record::empty())));
        store.fail_from(1, StoreError::Locked);
        assert_eq!(store.load(&acme), Err(StoreError::Locked));
        assert_eq!(store.check(), Err(StoreError::Locked));
        store.mend();
        assert_eq!(store.check(), Ok(()));
        assert_eq!(store.calls(), 7);
    }
}
