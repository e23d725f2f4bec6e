//! The filter: which profiles are meant, in a few words. All of its terms have to hold: `shop -kyiv is:ended <7d`.

mod complete;
mod find;
mod keywords;
mod mark;
mod span;
#[cfg(test)]
mod tests;
mod token;

use std::fmt;
use std::ops::Range;

use thiserror::Error;

use crate::domain::near::nearest;
use token::{Token, tokens};

pub use complete::{Proposal, proposals};
pub use find::{Finder, Subject, Texts};
pub use keywords::{Head, State};
pub use mark::Marker;
pub use span::{Span, Unit};

/// A text that was understood. Without a term it finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// `-` stands before it: it must not hold.
    pub negated: bool,
    pub means: Means,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// Stands in one of the texts of a profile.
    Word(String),
    /// What `is:` and `!` ask for.
    Is(State),
    /// `<`: somebody has to do something within that time.
    Within(Span),
    /// `on:`: through this integration.
    On(String),
}

/// A text that is no filter, and where that is seen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no filter, at {at:?}: {what:?}")]
pub struct FilterError {
    /// In bytes of the text.
    pub at: Range<usize>,
    pub what: Wrong,
}

/// What is wrong, with the words that were meant as far as can be guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What stands before a colon is nearly a keyword.
    Keyword { said: String, near: Vec<&'static str> },
    /// No state is called so.
    State { said: String, near: Vec<&'static str> },
    /// A number with a unit was expected.
    Span { said: String },
    /// Which integration is not said.
    NoIntegration,
}

/// How many names are offered for one that is not known.
const OFFERED: usize = 3;

impl Filter {
    /// Reads a filter. Keywords of all languages are understood whoever reads.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        Self::read(text, |_| true)
    }

    /// The same without the word that ends in a place, in bytes: it is not typed whole yet.
    pub fn parse_without(text: &str, end: usize) -> Result<Self, FilterError> {
        Self::read(text, |token| token.at.end != end)
    }

    fn read(text: &str, counts: impl Fn(&Token) -> bool) -> Result<Self, FilterError> {
        let tokens = tokens(text).filter(counts);
        let terms = tokens.filter_map(|token| Term::parse(&token).transpose());
        Ok(Self { terms: terms.collect::<Result<_, _>>()? })
    }

    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How far it looks ahead.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.terms.iter().filter_map(|term| match term.means {
            Means::Within(span) => Some(span),
            Means::Word(_) | Means::Is(_) | Means::On(_) => None,
        })
    }
}

impl Term {
    /// `None` where nothing is said yet: a `-` with nothing behind it.
    fn parse(token: &Token) -> Result<Option<Self>, FilterError> {
        let without = token.without("-");
        let negated = without.is_some();
        let token = without.as_ref().unwrap_or(token);
        if token.text.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { negated, means: Means::parse(token)? }))
    }
}

impl Means {
    fn parse(token: &Token) -> Result<Self, FilterError> {
        if token.without("!").is_some_and(|rest| rest.text.is_empty()) {
            return Ok(Self::Is(State::NeedsYou));
        }
        if let Some(span) = token.without("<") {
            return within(&span);
        }
        let Some((head, value)) = token.head() else {
            return Ok(Self::Word(token.text.clone()));
        };
        match Head::named(head) {
            Some(Head::Is) => State::named(&value.text).map(Self::Is).ok_or_else(|| {
                let near = nearest(&value.text, State::words()).take(OFFERED).collect();
                FilterError { at: value.at, what: Wrong::State { said: value.text, near } }
            }),
            Some(Head::Within) => within(&value),
            Some(Head::On) if value.text.is_empty() => {
                Err(FilterError { at: token.at.clone(), what: Wrong::NoIntegration })
            }
            Some(Head::On) => Ok(Self::On(value.text)),
            None => {
                let near: Vec<_> = nearest(head, Head::words()).take(OFFERED).collect();
                if near.is_empty() {
                    return Ok(Self::Word(token.text.clone()));
                }
                let said = head.to_owned();
                Err(FilterError { at: token.at.clone(), what: Wrong::Keyword { said, near } })
            }
        }
    }
}

fn within(token: &Token) -> Result<Means, FilterError> {
    Span::parse(&token.text).map(Means::Within).ok_or_else(|| {
        let said = token.text.clone();
        FilterError { at: token.at.clone(), what: Wrong::Span { said } }
    })
}

/// As it is typed in English; read again, it is the same.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            let (space, minus) =
                (if at == 0 { "" } else { " " }, if term.negated { "-" } else { "" });
            write!(f, "{space}{minus}{}", term.means)?;
        }
        Ok(())
    }
}

impl fmt::Display for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(State::NeedsYou) => f.write_str("!"),
            Self::Is(state) => write!(f, "is:{}", state.keyword().words.en),
            Self::Within(span) => write!(f, "<{span}"),
            Self::On(id) if id.contains(|c: char| c == '"' || c.is_whitespace()) => {
                write!(f, "on:{}", in_quotes(id))
            }
            Self::On(id) => write!(f, "on:{id}"),
            Self::Word(word) => {
                let means_more = word == "!"
                    || word.starts_with(['-', '<'])
                    || word.contains(|c: char| matches!(c, '"' | ':') || c.is_whitespace());
                let word = if means_more { in_quotes(word) } else { word.clone() };
                f.write_str(&word)
            }
        }
    }
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
