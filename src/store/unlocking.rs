//! A person is being asked to unlock the keychain: the one reason to wait longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Shared by the store that makes the system ask, the decorator that waits for it, and whoever
/// tells the person about it.
#[derive(Clone)]
pub struct Unlocking(Arc<PromptState>);

struct PromptState {
    asked: AtomicUsize,
    observer: Box<dyn Fn(bool) + Send + Sync>,
}

impl Unlocking {
    /// `observer` is told when a person is asked (`true`) and when that is over (`false`). It is
    /// called on the store's thread and must not wait.
    pub fn new(observer: impl Fn(bool) + Send + Sync + 'static) -> Self {
        Self(Arc::new(PromptState { asked: AtomicUsize::new(0), observer: Box::new(observer) }))
    }

    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst) > 0
    }

    /// A person is asked until the answer is dropped.
    pub fn ask(&self) -> UnlockPrompt {
        if self.0.asked.fetch_add(1, Ordering::SeqCst) == 0 {
            (self.0.observer)(true);
        }
        UnlockPrompt(self.clone())
    }
}

/// As long as it lives, a person is being asked.
pub struct UnlockPrompt(Unlocking);

impl Drop for UnlockPrompt {
    fn drop(&mut self) {
        let Unlocking(shared) = &self.0;
        if shared.asked.fetch_sub(1, Ordering::SeqCst) == 1 {
            (shared.observer)(false);
        }
    }
}
