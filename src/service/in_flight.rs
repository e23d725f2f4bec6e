//! What is under way with a token that may be spent already: a program that ends waits for it, and does not
//! begin it once more.

use std::sync::Arc;

use tokio::sync::watch;

/// Counts rotations. Cheap to clone.
#[derive(Clone, Debug)]
pub struct InFlight {
    count: Arc<watch::Sender<usize>>,
    ending: Arc<watch::Sender<bool>>,
}

/// One rotation; it ends when this is dropped.
#[derive(Debug)]
pub struct One(Arc<watch::Sender<usize>>);

impl Default for InFlight {
    fn default() -> Self {
        Self { count: Arc::new(watch::Sender::new(0)), ending: Arc::new(watch::Sender::new(false)) }
    }
}

impl InFlight {
    pub fn begin(&self) -> One {
        self.count.send_modify(|count| *count += 1);
        One(Arc::clone(&self.count))
    }

    /// From now on nothing is tried again; returns when the last one has ended.
    pub async fn end(&self) {
        self.ending.send_replace(true);
        // The sender lives as long as we do: there is always an answer.
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Returns when the program begins to end.
    pub async fn ending(&self) {
        let _ = self.ending.subscribe().wait_for(|ending| *ending).await;
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
