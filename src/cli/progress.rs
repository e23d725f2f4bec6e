//! What is being done, on standard error: a line that is written over on a terminal, and everywhere what a
//! person has to know at once.

use std::io::{self, IsTerminal as _};
use std::sync::{Arc, Mutex, PoisonError};

use super::output;
use crate::domain::profile::ProfileName;
use crate::domain::tokens::{Refreshing, Watcher};
use crate::i18n::Catalog;

const OVER: &str = "\r\x1b[K";

#[derive(Clone)]
pub struct Progress(Arc<Mutex<State>>);

struct State {
    words: Catalog,
    /// How many have ended, of how many; only a terminal is shown that.
    count: Option<(usize, usize)>,
    /// Whether a line waits to be written over.
    open: bool,
    /// Whose new tokens are known to be unsaved: that is said once.
    unsaved: Vec<ProfileName>,
}

impl Progress {
    /// For a command whose answer is all that is wanted: only what a person has to know.
    pub fn alone(words: &Catalog, name: &ProfileName) -> Watcher {
        let (progress, name) = (Self::new(words, None), name.clone());
        Arc::new(move |news| progress.tell(&name, &news))
    }

    pub fn of_many(words: &Catalog, count: usize) -> Self {
        Self::new(words, io::stderr().is_terminal().then_some((0, count)))
    }

    fn new(words: &Catalog, count: Option<(usize, usize)>) -> Self {
        let words = Catalog::new(words.lang());
        Self(Arc::new(Mutex::new(State { words, count, open: false, unsaved: Vec::new() })))
    }

    pub fn tell(&self, name: &ProfileName, news: &Refreshing) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let trouble = match news {
            Refreshing::Queued
            | Refreshing::Asking
            | Refreshing::AskingAgain(_)
            | Refreshing::Following
            | Refreshing::Saving => return state.show(name, news),
            Refreshing::NotSavedYet(_) if state.unsaved.contains(name) => return,
            Refreshing::NotSavedYet(trouble) => {
                state.unsaved.push(name.clone());
                Some(trouble)
            }
            Refreshing::NotShown(trouble) => Some(trouble),
            Refreshing::NotSaved(_)
            | Refreshing::Held { .. }
            | Refreshing::OlderCopy
            | Refreshing::OddToken { .. } => None,
        };
        let mut text = state.text(name, news);
        if let Some(trouble) = trouble {
            let why = state.words.explain(trouble);
            text = [Some(text), Some(why.what), why.next]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ");
        }
        state.close();
        output::note(&text);
    }

    /// One has ended; its line follows.
    pub fn done(&self, name: &ProfileName) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.unsaved.retain(|unsaved| unsaved != name);
        if let Some((done, _)) = &mut state.count {
            *done += 1;
        }
        state.close();
    }
}

impl State {
    fn show(&mut self, name: &ProfileName, news: &Refreshing) {
        if let Some((done, all)) = self.count {
            let count = if all > 1 { format!("{done}/{all} · ") } else { String::new() };
            output::err(&format!("{OVER}{count}{}", self.text(name, news)));
            self.open = true;
        }
    }

    fn text(&self, name: &ProfileName, news: &Refreshing) -> String {
        format!("{name}: {}", self.words.refreshing(news))
    }

    fn close(&mut self) {
        if self.open {
            output::err(OVER);
            self.open = false;
        }
    }
}
