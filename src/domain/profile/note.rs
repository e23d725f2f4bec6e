//! A line of a person's own about a profile: whose account it is, what uses it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::authorize::recognize::recognize;
use crate::domain::checked_text::checked_text;
use crate::domain::visible::is_deceptive;

/// Never empty: where there is nothing to say there is no note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

checked_text!(Note, BadNote);

/// Why a text is no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadNote {
    #[error("a note that says nothing is none")]
    Empty,
    #[error("a note has at most {} characters", Note::LONGEST)]
    TooLong,
    /// Line breaks, tabs, and what turns a text around.
    #[error("a note is one line of letters that can be seen")]
    Unprintable,
    #[error("a note is shown to everybody, and this looks like a secret")]
    Secret,
}

impl Note {
    pub const LONGEST: usize = 200;

    /// Checks a text without changing it, except for the space around it. A secret anywhere in it is a secret.
    pub fn parse(text: &str) -> Result<Self, BadNote> {
        let text = text.trim();
        if text.is_empty() {
            Err(BadNote::Empty)
        } else if has_secret(text) {
            Err(BadNote::Secret)
        } else if text.chars().any(|c| c.is_control() || is_deceptive(c)) {
            Err(BadNote::Unprintable)
        } else if text.chars().count() > Self::LONGEST {
            Err(BadNote::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

/// Word by word: taken together, the letters of a sentence could be as many as those of a key.
fn has_secret(text: &str) -> bool {
    let is_secret = |part: &str| recognize(part).is_secret();
    let is_mark = |c: char| !(c.is_alphanumeric() || "._-".contains(c));
    (text.starts_with('{') && is_secret(text))
        || text.split_whitespace().any(|word| is_secret(word) || word.split(is_mark).any(is_secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_one_short_line_without_a_secret() {
        let (sentence, longest) = (["word"; 16].join(" "), "я".repeat(200));
        for text in
            ["Ромашка: бот для «Сделок», отвечает Пётр", "acme.amocrm.ru", &sentence, &longest]
        {
            assert_eq!(Note::parse(text).unwrap().as_str(), text);
        }
        let (secret, code) = ("a1B2".repeat(16), format!("def50200{}", "ab".repeat(90)));
        for (text, error) in [
            ("  ", BadNote::Empty),
            (&*"я".repeat(201), BadNote::TooLong),
            ("two\nlines", BadNote::Unprintable),
            ("exe.\u{202e}fdp", BadNote::Unprintable),
            (&*secret, BadNote::Secret),
            (&*format!("the key is:{secret}, keep it"), BadNote::Secret),
            (&*code, BadNote::Secret),
            ("token=eyJ0.e30.c2ln", BadNote::Secret),
            ("see https://example.com/landed?code=1&state=2", BadNote::Secret),
        ] {
            assert_eq!(Note::parse(text), Err(error), "{text}");
        }
    }
}
