//! What others wrote, made fit to be shown: one line, not long, and no word that could be a secret.

use crate::domain::visible::is_deceptive;

/// Hints and messages that are worth reading are shorter.
const LONGEST: usize = 200;
/// A request id is a UUID or shorter; secret keys have 64 characters and tokens hundreds.
const LONGEST_WORD: usize = 48;

/// Makes a text fit to be shown. `None` when nothing is left of it.
pub fn plain(text: &str) -> Option<String> {
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_deceptive(*c))
        .collect();
    let mut line = String::new();
    for word in visible.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        // A server that repeats what it was sent would otherwise write our secrets into the history.
        line.push_str(if word.chars().count() > LONGEST_WORD {
            "…"
        } else {
            word
        });
    }
    if line.chars().count() > LONGEST {
        line = line.chars().take(LONGEST - 1).collect();
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_texts_come_as_they_are() {
        for text in [
            "Authorization code has expired",
            "Check the `client_id` parameter",
            "В запросе отсутствует ряд параметров",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        ] {
            assert_eq!(plain(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn tricks_are_taken_out() {
        assert_eq!(
            plain("one\r\ntwo\u{1b}[31m \u{202e}three\0").as_deref(),
            Some("one two[31m three")
        );
        assert_eq!(plain(" \u{7} \n"), None);
        let long = plain(&"word ".repeat(100)).unwrap();
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn what_is_long_enough_to_be_a_secret_is_not_shown() {
        let token = format!("eyJ0{}", "a1B2".repeat(20));
        assert_eq!(
            plain(&format!("bad token {token} given")).as_deref(),
            Some("bad token … given")
        );
        let glued = plain(&format!("token={}", "a1B2".repeat(16))).unwrap();
        assert_eq!(glued, "…");
    }

    proptest::proptest! {
        #[test]
        fn nothing_upsets_it(text in ".{0,400}") {
            if let Some(line) = plain(&text) {
                proptest::prop_assert!(line.chars().count() <= LONGEST);
                proptest::prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
