//! The store: an entry is written, read back and deleted.

use std::sync::Arc;
use std::time::Instant;

use super::bounded::bounded;
use super::check::{Check, Fact};
use crate::domain::trouble::{Cause, Trouble};
use crate::store::Store;

pub async fn check(store: &Arc<dyn Store>) -> Check {
    let (kind, store) = (store.kind(), Arc::clone(store));
    let tried = bounded(move || {
        let begun = Instant::now();
        store.check().map(|()| begun.elapsed())
    });
    let trouble = match tried.await {
        Ok(Ok(took)) => {
            return Check::ok("store", "doctor-store-works")
                .fact("store", Fact::Store(kind))
                .number("ms", took.as_millis());
        }
        Ok(Err(error)) => error.into(),
        // It waits for a person: in a window of its own, or nowhere.
        Err(too_slow) => Trouble { cause: Cause::StoreTimedOut, ..too_slow },
    };
    Check::trouble("store", trouble)
}
