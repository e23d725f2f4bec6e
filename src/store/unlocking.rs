//! A person is being asked to unlock the keychain: the one reason to wait longer.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Shared by the store that makes the system ask, the decorator that waits for it, and whoever
/// tells the person about it.
#[derive(Clone)]
pub struct Unlocking(Arc<Shared>);

struct Shared {
    asked: AtomicUsize,
    observer: Box<dyn Fn(bool) + Send + Sync>,
}

impl Unlocking {
    /// `observer` is told when a person is asked (`true`) and when that is over (`false`). It is
    /// called on the store's thread and must not wait.
    pub fn new(observer: impl Fn(bool) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            asked: AtomicUsize::new(0),
            observer: Box::new(observer),
        }))
    }

    /// Nobody looks.
    pub fn unobserved() -> Self {
        Self::new(|_| {})
    }

    /// Whether a person is being asked now.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst) > 0
    }

    /// A person is asked until the answer is dropped.
    pub fn ask(&self) -> Asked {
        if self.0.asked.fetch_add(1, Ordering::SeqCst) == 0 {
            (self.0.observer)(true);
        }
        Asked(self.clone())
    }
}

impl fmt::Debug for Unlocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unlocking").field(&self.is_asked()).finish()
    }
}

/// As long as it lives, a person is being asked.
#[derive(Debug)]
pub struct Asked(Unlocking);

impl Drop for Asked {
    fn drop(&mut self) {
        let Unlocking(shared) = &self.0;
        if shared.asked.fetch_sub(1, Ordering::SeqCst) == 1 {
            (shared.observer)(false);
        }
    }
}
