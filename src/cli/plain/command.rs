//! What is typed instead of an answer.

use crate::i18n::Catalog;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Asks the question before, with its answer.
    Back,
    Help,
    Quit,
}

impl Command {
    /// Reads one in the person's language or in English: on every keyboard layout, and `?`.
    pub fn of(typed: &str, words: &Catalog) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        let is = |id, english| typed == english || typed == words.text(id);
        match typed.as_str() {
            "?" => Some(Self::Help),
            _ if is("plain-word-back", "back") => Some(Self::Back),
            _ if is("plain-word-help", "help") => Some(Self::Help),
            _ if is("plain-word-quit", "quit") => Some(Self::Quit),
            _ => None,
        }
    }
}
