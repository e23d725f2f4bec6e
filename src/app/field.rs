//! A line of text that is being typed, secret or not.

use std::fmt;
use std::ops::Range;

use tui_input::{Input, InputRequest};

use super::action::Edit;
use crate::domain::secret::Secret;

/// A text and a cursor. `Debug` tells nothing: what is typed into the wrong field may be a secret.
#[derive(Clone, Default)]
pub struct Field {
    input: Input,
    pub revealed: bool,
}

/// The most characters that are pasted: more than any token has, and nothing that takes long.
const LONGEST: usize = 16 * 1024;

impl Field {
    /// A field with a text in it, the cursor behind it.
    pub fn filled(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), revealed: false }
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Where the cursor is, in characters.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    pub fn edit(&mut self, edit: Edit) {
        let request = match edit {
            Edit::Insert(typed) => InputRequest::InsertChar(typed.0),
            Edit::Backspace => InputRequest::DeletePrevChar,
            Edit::Delete => InputRequest::DeleteNextChar,
            Edit::DeleteWord => InputRequest::DeletePrevWord,
            Edit::Clear => InputRequest::DeleteLine,
            Edit::Left => InputRequest::GoToPrevChar,
            Edit::Right => InputRequest::GoToNextChar,
            Edit::Home => InputRequest::GoToStart,
            Edit::End => InputRequest::GoToEnd,
        };
        self.input.handle(request);
    }

    /// Puts another text in the place of some of it, in bytes; the cursor goes behind it.
    pub fn replace(&mut self, at: Range<usize>, with: &str) {
        let text = self.text();
        if let (Some(before), Some(after)) = (text.get(..at.start), text.get(at.end..)) {
            let cursor = before.chars().count() + with.chars().count();
            self.input = Input::new(format!("{before}{with}{after}")).with_cursor(cursor);
        }
    }

    /// Inserts a pasted text at the cursor, at once. A field is one line: what a terminal, a chat or a mailer put
    /// into a token or an address (line breaks, control characters) is left out, and so is what no field can need.
    pub fn paste(&mut self, pasted: &Secret) {
        let is_text = |c: &char| !c.is_control();
        let line: String = pasted.expose().trim().chars().filter(is_text).take(LONGEST).collect();
        let (text, cursor) = (self.text(), self.cursor());
        let at = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
        let mut whole = text.to_owned();
        whole.insert_str(at, &line);
        self.input = Input::new(whole).with_cursor(cursor + line.chars().count());
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
            && self.cursor() == other.cursor()
            && self.revealed == other.revealed
    }
}

impl Eq for Field {}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({} characters)", self.text().chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::TypedChar;
    use super::*;

    #[test]
    fn a_field_is_one_line_whatever_is_pasted() {
        let mut field = Field::filled("ab");
        field.edit(Edit::Left);
        field.paste(&Secret::new(" 12\r\n3\u{7}\n"));
        assert_eq!((field.text(), field.cursor()), ("a123b", 4));
        field.paste(&Secret::new("ж".repeat(300_000).as_str()));
        assert_eq!(field.cursor(), 4 + LONGEST);
        assert!(field.text().starts_with("a123ж") && field.text().ends_with("жb"));
    }

    #[test]
    fn cyrillic_and_wide_characters_are_characters() {
        let mut field = Field::default();
        for c in "привіт中".chars() {
            field.edit(Edit::Insert(TypedChar(c)));
        }
        field.edit(Edit::Backspace);
        assert_eq!(field.text(), "привіт");
    }

    #[test]
    fn debug_tells_nothing() {
        let field = Field::filled("MARKED-SECRET");
        assert_eq!(format!("{field:?}"), "Field(13 characters)");
    }
}
