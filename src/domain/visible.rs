//! Marks that let a text read as something else than it is.

use std::borrow::Cow;

/// Bidirectional controls (UAX #9), zero-width characters and the byte order mark.
pub const fn is_deceptive(c: char) -> bool {
    matches!(
        c,
        '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

pub fn honest(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_deceptive) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_deceptive(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_is_taken_out_and_nothing_else() {
        assert_eq!(honest("ООО «Ромашка» ✂ العربية"), "ООО «Ромашка» ✂ العربية");
        assert_eq!(honest("exe.\u{202e}fdp\u{2069}\u{61c}"), "exe.fdp");
    }
}
