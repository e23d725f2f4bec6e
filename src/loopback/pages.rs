//! The pages that callbacks are sent to: at addresses that carry nothing and that nobody guesses.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;

use tokio::sync::watch;

use crate::domain::authorize::callback_page::CallbackPage;

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
    let letters =
        bytes.into_iter().filter_map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len()));
    Ok(std::iter::once('/').chain(letters.map(|letter| char::from(*letter))).collect())
}

/// How many browsers were sent to a page that they have not fetched yet.
#[derive(Clone, Debug, Default)]
pub(super) struct UnfetchedPages(Arc<watch::Sender<usize>>);

impl UnfetchedPages {
    pub(super) fn add(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    pub(super) fn remove(&self) {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
    }

    /// Waits until all of them are fetched.
    pub(super) async fn fetched(&self) {
        // The sender lives as long as we do: there is always an answer.
        let _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

pub(super) struct Pages {
    pages: RefCell<Vec<StoredPage>>,
    pub(super) unfetched: UnfetchedPages,
}

struct StoredPage {
    path: String,
    landing: CallbackPage,
    seen: bool,
}

impl Pages {
    pub(super) fn new(unfetched: UnfetchedPages) -> Self {
        Self { pages: RefCell::default(), unfetched }
    }

    /// Puts a page to where it can be fetched from; the path.
    pub(super) fn put(&self, landing: CallbackPage) -> io::Result<String> {
        let path = random_path(LONG)?;
        self.pages.borrow_mut().push(StoredPage { path: path.clone(), landing, seen: false });
        Ok(path)
    }

    pub(super) fn fetch(&self, path: &str) -> Option<CallbackPage> {
        let mut pages = self.pages.borrow_mut();
        let page = pages.iter_mut().find(|page| page.path == path)?;
        if !page.seen {
            page.seen = true;
            self.unfetched.remove();
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
