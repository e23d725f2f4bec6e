//! What is wrong about a filter, in words, and what its keywords mean.

use super::Catalog;
use crate::domain::profile::filter::{FilterError, State, Wrong};

impl Catalog {
    /// One sentence; where words were meant that there are, they are named.
    pub fn filter_error(&self, error: &FilterError) -> String {
        let said = |said: &str| ("said", said.to_owned().into());
        let near = |near: &[&str]| ("near", near.join(", ").into());
        match &error.what {
            Wrong::Keyword { said: word, near: meant } => {
                self.say("filter-near-keyword", &[said(word), near(meant)])
            }
            Wrong::State { said: word, near: meant } if meant.is_empty() => {
                let known = State::ALL.map(|state| state.keyword().words.of(self.lang()));
                let known = ("known", known.join(", ").into());
                if word.is_empty() {
                    self.say("filter-which-state", &[known])
                } else {
                    self.say("filter-no-state", &[said(word), known])
                }
            }
            Wrong::State { said: word, near: meant } => {
                self.say("filter-near-state", &[said(word), near(meant)])
            }
            Wrong::Span { said: word } => self.say("filter-no-span", &[said(word)]),
            Wrong::NoIntegration => self.text("filter-no-integration"),
        }
    }

    /// When a profile is so.
    pub fn filter_state(&self, state: State) -> String {
        self.text(&format!("filter-is-{}", state.keyword().words.en))
    }
}
