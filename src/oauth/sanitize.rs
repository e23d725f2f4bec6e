//! Text of a server, made fit to be shown: one line, not long, and no word that could be a secret.

use crate::domain::visible::is_deceptive;

/// Hints and messages that are worth reading are shorter.
const LONGEST: usize = 200;
/// A request id is a UUID or shorter; API keys have 40 characters, secret keys 64 and tokens hundreds.
const LONGEST_RUN: usize = 32;

/// Makes a text fit to be shown. `None` when nothing is left of it.
pub fn sanitize(text: &str) -> Option<String> {
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_deceptive(*c))
        .collect();
    let words = visible.split(' ').filter(|word| !word.is_empty());
    let mut line = words.map(masked).collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST {
        line = line.chars().take(LONGEST - 1).collect();
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

/// A word without what could be a secret. A server that repeats what it was sent would otherwise write our
/// secrets into the history.
fn masked(word: &str) -> String {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=');
    let mut masked = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let run = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(run);
        let is_secret = run.chars().count() > LONGEST_RUN && !is_uuid(run) && !is_text(run);
        masked.push_str(if is_secret { "…" } else { run });
        let next = after.chars().next();
        masked.extend(next);
        rest = after.get(next.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    masked
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.concat().bytes().all(|b| b.is_ascii_hexdigit())
}

/// Addresses and paths are made of words that are not long.
fn is_text(run: &str) -> bool {
    run.split(['-', '_', '/', '=']).all(|part| part.chars().count() <= LONGEST_RUN / 2)
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
            assert_eq!(sanitize(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn tricks_are_taken_out() {
        assert_eq!(
            sanitize("one\r\ntwo\u{1b}[31m \u{202e}three\0").as_deref(),
            Some("one two[31m three")
        );
        assert_eq!(sanitize(" \u{7} \n"), None);
        let long = sanitize(&"word ".repeat(100)).unwrap();
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn what_is_long_enough_to_be_a_secret_is_not_shown() {
        let token = format!("eyJ0{}", "a1B2".repeat(20));
        assert_eq!(
            sanitize(&format!("bad token {token} given")).as_deref(),
            Some("bad token … given")
        );
        let glued = sanitize(&format!("token={}", "a1B2".repeat(16))).unwrap();
        assert_eq!(glued, "…");
        for (length, text) in [(40, "0123456789abcdef"), (46, "aB3dE5gH7jK9")] {
            let secret: String = text.chars().cycle().take(length).collect();
            for (before, after) in [("", ""), ("secret=", ""), ("\"", "\","), ("no.", ".no")] {
                let told = sanitize(&format!("bad {before}{secret}{after}")).unwrap();
                assert!(told.starts_with("bad ") && told.contains('…'), "{told}");
                assert!(!told.contains(secret.get(..9).unwrap()), "{told}");
            }
        }
    }

    #[test]
    fn what_is_no_secret_is_shown() {
        for text in [
            "777a8411904423f5264ad852b1c1fbd1",
            "https://example.com/one/two/three/four/five/six/seven",
            "it-leads-to-somewhere-with-a-rather-long-name",
        ] {
            assert_eq!(sanitize(text).as_deref(), Some(text));
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_upsets_it(text in ".{0,400}") {
            if let Some(line) = sanitize(&text) {
                proptest::prop_assert!(line.chars().count() <= LONGEST);
                proptest::prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
