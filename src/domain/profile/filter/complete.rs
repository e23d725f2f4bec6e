//! How a filter that is being typed may go on.

use std::ops::Range;

use super::keywords::{Head, Keyword, State, begins, is_one_of};
use super::span::Unit;
use super::token::{Token, tokens};
use crate::domain::lang::Lang;

/// What may stand in the place of the word before the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// In bytes of the text.
    pub at: Range<usize>,
    pub text: String,
}

/// From so many letters on a word may be the beginning of a keyword.
const LEAST: usize = 2;

/// The words that the one before the cursor may become; none where it says all it can. `cursor` is a place in bytes, and
/// `integrations` are the IDs that there are.
pub fn proposals<'a>(
    text: &str,
    cursor: usize,
    lang: Lang,
    integrations: impl Iterator<Item = &'a str>,
) -> Vec<Proposal> {
    let Some(token) = tokens(text).find(|token| token.at.end == cursor) else {
        return Vec::new();
    };
    let token = token.without("-").unwrap_or(token);
    let proposal = |at: &Range<usize>, text: String| Proposal { at: at.clone(), text };
    if let Some(span) = token.without("<") {
        return spans(&span, lang);
    }
    let Some((head, value)) = token.head() else {
        let begins = token.text.chars().count() >= LEAST;
        let heads = Head::ALL.map(Head::keyword).into_iter().filter(|_| begins);
        return heads
            .filter_map(|head| going_on(head, &token.text, lang))
            .map(|head| proposal(&token.at, format!("{head}:")))
            .collect();
    };
    match Head::named(head) {
        Some(Head::Is) => {
            let lang = typed_in(head, lang);
            let states = State::ALL.map(State::keyword).into_iter();
            states
                .filter(|state| !is_one_of(&value.text, *state))
                .filter_map(|state| going_on(state, &value.text, lang))
                .map(|word| proposal(&value.at, word.to_owned()))
                .collect()
        }
        Some(Head::Within) => spans(&value, lang),
        Some(Head::On) => integrations
            .filter(|id| begins(id, &value.text) && *id != value.text)
            .map(|id| proposal(&value.at, id.to_owned()))
            .collect(),
        None => Vec::new(),
    }
}

/// Whoever types `is` goes on in Latin letters, whatever language the program speaks; and so with `это` and `це`.
fn typed_in(head: &str, lang: Lang) -> Lang {
    let is_in = |lang: &Lang| Head::Is.keyword().words.of(*lang) == head.to_lowercase();
    [lang].into_iter().chain(Lang::ALL).find(is_in).unwrap_or(lang)
}

/// The word of a keyword that begins so, the language's own before the others.
fn going_on(keyword: Keyword, text: &str, lang: Lang) -> Option<&'static str> {
    keyword.offered(lang).find(|word| begins(word, text))
}

/// A number gets its unit, and what is not there yet an example.
fn spans(token: &Token, lang: Lang) -> Vec<Proposal> {
    let digits = &token.text;
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let units = [(Unit::Days, "7"), (Unit::Hours, "12"), (Unit::Weeks, "3")].into_iter();
    units
        .map(|(unit, example)| {
            let count = if digits.is_empty() { example } else { digits };
            let unit = unit.keyword().words.of(lang);
            Proposal { at: token.at.clone(), text: format!("{count}{unit}") }
        })
        .collect()
}
