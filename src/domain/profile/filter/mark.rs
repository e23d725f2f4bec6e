//! Where the words of a filter stand in what is shown of a profile.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_width::UnicodeWidthChar as _;

use super::find::{Needle, searched};
use super::{Filter, Means};

/// Finds the places of a filter's words.
#[derive(Debug)]
pub struct Marker {
    words: Vec<Needle>,
    matcher: Option<Matcher>,
}

const JOINER: char = '\u{200d}';

impl Marker {
    pub fn new(filter: &Filter) -> Self {
        let words = filter.terms.iter().filter_map(|term| match &term.means {
            Means::Word(word) if !term.negated => Some(Needle::new(word)),
            Means::Word(_) | Means::Is(_) | Means::Within(_) | Means::On(_) => None,
        });
        let words: Vec<_> = words.collect();
        let matcher = (!words.is_empty()).then(|| Matcher::new(Config::DEFAULT));
        Self { words, matcher }
    }

    /// In a name of a profile or of an account: in bytes, in their order, none of them touching.
    pub fn in_name(&mut self, name: &str) -> Vec<Range<usize>> {
        self.places(name, |word, text, matcher, at| {
            word.loosely(text, matcher, at);
        })
    }

    /// In the address of an account.
    pub fn in_host(&mut self, host: &str) -> Vec<Range<usize>> {
        let own = host.split('.').next().unwrap_or_default().chars().count();
        self.places(host, |word, text, matcher, at| {
            if !word.loosely(text.slice(..own), matcher, at) {
                word.wholly(text, at);
            }
        })
    }

    pub fn in_note(&mut self, note: &str) -> Vec<Range<usize>> {
        self.places(note, |word, text, _, at| {
            word.wholly(text, at);
        })
    }

    fn places(
        &mut self,
        text: &str,
        look: impl Fn(&Needle, Utf32Str<'_>, &mut Matcher, &mut Vec<u32>),
    ) -> Vec<Range<usize>> {
        let Some(matcher) = &mut self.matcher else {
            return Vec::new();
        };
        let searched = searched(text);
        let mut at = Vec::new();
        for word in &self.words {
            look(word, searched.slice(..), matcher, &mut at);
        }
        at.sort_unstable();
        bytes(text, &at)
    }
}

/// The places as bytes. What is drawn on top of a sign belongs to it.
fn bytes(text: &str, signs: &[u32]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut marked, mut joined) = (false, false);
    for ((start, c), sign) in text.char_indices().zip(0_u32..) {
        let belongs = joined || c.width() == Some(0);
        marked = if belongs { marked } else { signs.binary_search(&sign).is_ok() };
        joined = c == JOINER;
        if marked {
            let end = start + c.len_utf8();
            match ranges.last_mut() {
                Some(range) if range.end == start => range.end = end,
                _ => ranges.push(start..end),
            }
        }
    }
    ranges
}
