//! The store: an entry is written, read back and deleted.

use std::sync::Arc;
use std::time::Instant;

use super::{PATIENCE, Verdict, bounded, millis_since};
use crate::domain::profile::StoreKind;
use crate::domain::trouble::{Cause, Trouble};
use crate::store::Store;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// All three worked.
    Works {
        /// Which store.
        store: StoreKind,
        /// How long it took.
        took_ms: u64,
    },
    /// One of them did not.
    Fails {
        /// Which store.
        store: StoreKind,
        /// Why.
        trouble: Trouble,
    },
}

impl Seen {
    /// Without a store nothing works.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Works { .. } => Verdict::Ok,
            Self::Fails { .. } => Verdict::Failed,
        }
    }
}

/// Tries the store.
pub async fn check(store: &Arc<dyn Store>) -> Seen {
    let (kind, store) = (store.kind(), Arc::clone(store));
    let tried = bounded(move || {
        let begun = Instant::now();
        store.check().map(|()| millis_since(begun))
    });
    let trouble = match tried.await {
        Some(Ok(took_ms)) => {
            return Seen::Works {
                store: kind,
                took_ms,
            };
        }
        Some(Err(error)) => error.into(),
        // It waits for a person: in a window of its own, or nowhere.
        None => Trouble::noted(
            Cause::StoreTimedOut,
            format!("no end after {} s", PATIENCE.as_secs()),
        ),
    };
    Seen::Fails {
        store: kind,
        trouble,
    }
}
