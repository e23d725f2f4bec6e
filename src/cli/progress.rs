//! What is being done, on standard error: a line that is written over on a terminal, and everywhere what a
//! person has to know at once.

use std::io::{self, IsTerminal as _};
use std::sync::{Arc, Mutex, PoisonError};

use super::output;
use crate::domain::lang::Lang;
use crate::domain::profile::ProfileName;
use crate::domain::refreshing::{Refreshing, Watcher};
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;

/// Writes over the line that is there.
const OVER: &str = "\r\x1b[K";

/// Tells what happens. Clones tell together.
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
        let (progress, name) = (Self::new(words.lang(), None), name.clone());
        Arc::new(move |news| progress.tell(&name, &news))
    }

    /// For many profiles.
    pub fn of_many(words: &Catalog, count: usize) -> Self {
        Self::new(
            words.lang(),
            io::stderr().is_terminal().then_some((0, count)),
        )
    }

    fn new(lang: Lang, count: Option<(usize, usize)>) -> Self {
        Self(Arc::new(Mutex::new(State {
            words: Catalog::new(lang),
            count,
            open: false,
            unsaved: Vec::new(),
        })))
    }

    /// Tells what happens with a profile.
    pub fn tell(&self, name: &ProfileName, news: &Refreshing) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match news {
            Refreshing::NotSavedYet(_) if state.unsaved.contains(name) => {}
            Refreshing::NotSavedYet(trouble) => {
                state.unsaved.push(name.clone());
                state.warn(name, news, Some(trouble));
            }
            Refreshing::NotSaved(_)
            | Refreshing::Held { .. }
            | Refreshing::OlderCopy
            | Refreshing::OddToken { .. } => {
                state.warn(name, news, None);
            }
            Refreshing::NotShown(trouble) => state.warn(name, news, Some(trouble)),
            Refreshing::Queued
            | Refreshing::Asking
            | Refreshing::AskingAgain(_)
            | Refreshing::Following
            | Refreshing::Saving => state.show(name, news),
        }
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
    /// Rewrites the line.
    fn show(&mut self, name: &ProfileName, news: &Refreshing) {
        let Some((done, all)) = self.count else {
            return;
        };
        let text = self.words.refreshing(news);
        let count = if all > 1 {
            format!("{done}/{all} · ")
        } else {
            String::new()
        };
        output::err(&format!("{OVER}{count}{name}: {text}"));
        self.open = true;
    }

    /// Says something that stays.
    fn warn(&mut self, name: &ProfileName, news: &Refreshing, trouble: Option<&Trouble>) {
        self.close();
        let mut text = format!("{name}: {}", self.words.refreshing(news));
        if let Some(trouble) = trouble {
            let explanation = self.words.explain(trouble);
            text = [Some(text), Some(explanation.what), explanation.next]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ");
        }
        output::err(&format!("{text}\n"));
    }

    fn close(&mut self) {
        if self.open {
            output::err(OVER);
            self.open = false;
        }
    }
}
