//! The words of a filter, and which of their signs may mean something.

use std::ops::Range;

/// A word without its quotation marks. What stands in them means nothing but itself: `"is:ended"` is a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands, in bytes of the whole text.
    pub at: Range<usize>,
    pub text: String,
    /// How many bytes of its text stand before the first quotation mark.
    bare: usize,
}

impl Token {
    /// What stands behind a sign, where it is a sign.
    pub fn without(&self, sign: &str) -> Option<Self> {
        let text = self.text.strip_prefix(sign).filter(|_| self.bare >= sign.len())?;
        Some(self.behind(sign.len(), text))
    }

    /// The word before the first colon, and what stands behind it.
    pub fn head(&self) -> Option<(&str, Self)> {
        let (head, value) = self.text.split_once(':')?;
        let is_bare = head.len() < self.bare && !head.is_empty();
        is_bare.then(|| (head, self.behind(head.len() + 1, value)))
    }

    /// The rest: so much of the text before it is bare, and as long in the whole text.
    fn behind(&self, bare: usize, text: &str) -> Self {
        let at = self.at.start + bare..self.at.end;
        Self { at, text: text.to_owned(), bare: self.bare - bare }
    }
}

/// The words in their order. A quotation mark that is not closed goes on to the end; two of them
/// between others are one that is meant.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let (start, _) = *chars.peek()?;
        let (mut word, mut bare, mut quoted) = (String::new(), None, false);
        let mut end = start;
        while let Some((at, c)) = chars.next_if(|(_, c)| quoted || !c.is_whitespace()) {
            end = at + c.len_utf8();
            match c {
                '"' if quoted && chars.next_if(|(_, next)| *next == '"').is_some() => {
                    end += 1;
                    word.push('"');
                }
                '"' => {
                    bare.get_or_insert(word.len());
                    quoted = !quoted;
                }
                _ => word.push(c),
            }
        }
        let bare = bare.unwrap_or(word.len());
        Some(Token { at: start..end, text: word, bare })
    })
}
