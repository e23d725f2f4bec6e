//! The pages that callbacks are sent to: at addresses that carry nothing and that nobody guesses.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;

use tokio::sync::watch;

use crate::domain::landing::Landing;

/// Letters and digits that nobody takes for one another. Their number divides that of a byte's values.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Characters of a path that a person may have to type.
const SHORT: usize = 6;
/// Characters of a path that only a browser follows.
const LONG: usize = 26;

/// A path that a person can type and a stranger does not find within the life of a listener.
pub(super) fn short_path() -> io::Result<String> {
    random_path(SHORT)
}

fn random_path(length: usize) -> io::Result<String> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let letters = bytes
        .into_iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len()));
    Ok(std::iter::once('/')
        .chain(letters.map(|letter| char::from(*letter)))
        .collect())
}

/// How many browsers are on their way to a page that they were promised.
#[derive(Clone, Debug)]
pub(super) struct Promises(Arc<watch::Sender<usize>>);

impl Default for Promises {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Promises {
    pub(super) fn make(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    pub(super) fn keep(&self) {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
    }

    /// Waits until all of them are kept.
    pub(super) async fn kept(&self) {
        // The sender lives as long as we do: there is always an answer.
        let _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

/// The pages of one listener.
#[derive(Default)]
pub(super) struct Pages {
    pages: RefCell<Vec<Page>>,
    promises: Promises,
}

struct Page {
    path: String,
    landing: Landing,
    seen: bool,
}

impl Pages {
    pub(super) fn new(promises: Promises) -> Self {
        Self {
            pages: RefCell::default(),
            promises,
        }
    }

    pub(super) fn promises(&self) -> Promises {
        self.promises.clone()
    }

    /// Puts a page to where it can be fetched from; the path.
    pub(super) fn put(&self, landing: Landing) -> io::Result<String> {
        let path = random_path(LONG)?;
        self.pages.borrow_mut().push(Page {
            path: path.clone(),
            landing,
            seen: false,
        });
        Ok(path)
    }

    /// The page at a path.
    pub(super) fn fetch(&self, path: &str) -> Option<Landing> {
        let mut pages = self.pages.borrow_mut();
        let page = pages.iter_mut().find(|page| page.path == path)?;
        if !page.seen {
            page.seen = true;
            self.promises.keep();
        }
        Some(page.landing.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_typed_and_not_guessed() {
        let (one, other) = (short_path().unwrap(), short_path().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 1 + SHORT);
        assert!(one.starts_with('/') && !one.contains(['0', 'o', '1', 'l']));
    }
}
