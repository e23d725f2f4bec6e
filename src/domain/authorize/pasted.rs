//! Reads a paste in the consent step: the redirected address, its query, or a bare code.

use crate::domain::authorize::callback::{self, Callback};
use crate::domain::authorize::input_error::InputError;
use crate::domain::authorize::recognize::{TextKind, recognize, split_url, tidy};
use crate::domain::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A callback as the listener would have received it.
    Callback(Callback),
    /// A code on its own, without a `state` to check.
    Code(Secret),
}

pub fn parse(text: &str) -> Result<Pasted, InputError> {
    let tidied = tidy(text);
    let query = match recognize(text) {
        TextKind::RedirectedUrl => split_url(&tidied).map_or("", |(_, query)| query),
        TextKind::CallbackQuery => tidied.trim_start_matches('?'),
        TextKind::Code => {
            let code = callback::whole_code(&tidied.to_ascii_lowercase())?;
            return Ok(Pasted::Code(code));
        }
        other => return Err(other.into()),
    };
    Ok(Pasted::Callback(callback::parse(query)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::code;

    #[test]
    fn a_wrapped_and_quoted_paste_is_read_like_a_clean_one() {
        let code = code();
        let (head, tail) = code.split_at(400);
        let pasted = parse(&format!(" \"{head}\r\n  {tail}\"\n"));
        assert_eq!(pasted, Ok(Pasted::Code(Secret::new(code))));
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_the_reader(text in ".{0,200}") {
            let _ = parse(&text);
        }
    }
}
