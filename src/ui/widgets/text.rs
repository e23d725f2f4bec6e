//! Text in cells: cut with an ellipsis, wrapped at words, both by the width a terminal gives it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A line that fits: what has no room is cut off, and an ellipsis says so.
pub fn fit(line: impl Into<Line<'static>>, width: u16) -> Line<'static> {
    let (line, width) = (line.into(), usize::from(width));
    if line.width() <= width {
        return line;
    }
    let mut room = width.saturating_sub(1);
    let mut fitting = Line::default().style(line.style);
    for span in line.spans {
        if span.width() <= room {
            room -= span.width();
            fitting.push_span(span);
            continue;
        }
        let mut text = String::new();
        for c in span.content.chars() {
            if text.width() + c.width().unwrap_or(0) > room {
                break;
            }
            text.push(c);
        }
        if width > 0 {
            text.push('…');
        }
        fitting.push_span(Span::styled(text, span.style));
        break;
    }
    fitting
}

/// The first text that fits, else the last.
pub fn first_that_fits(texts: impl IntoIterator<Item = String>, width: u16) -> String {
    let mut last = String::new();
    for text in texts {
        last = text;
        if last.width() <= usize::from(width) {
            break;
        }
    }
    last
}

/// Breaks a text into lines at its spaces; a word that is too long is broken where the line ends.
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text in spans: the keys that it names stand out. A Latin letter in a Cyrillic sentence is easily read past.
pub fn with_keys(text: &str, plain: Style, key: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut before = String::new();
    for word in text.split_inclusive(' ') {
        let name = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '^');
        let Some((left, right)) = word.split_once(name).filter(|_| is_key(name)) else {
            before.push_str(word);
            continue;
        };
        before.push_str(left);
        spans.push(Span::styled(std::mem::take(&mut before), plain));
        spans.push(Span::styled(name.to_owned(), key));
        before.push_str(right);
    }
    spans.push(Span::styled(before, plain));
    spans.retain(|span| !span.content.is_empty());
    spans
}

/// `Esc`, `^Y`: what no sentence means by itself.
fn is_key(word: &str) -> bool {
    match word.strip_prefix('^') {
        Some(letter) => letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_uppercase()),
        None => matches!(word, "Esc" | "Enter" | "Tab" | "F1" | "F2" | "Ctrl+C"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_words_and_only_a_long_word_is_broken() {
        assert_eq!(wrap("один два три", 8), ["один два", "три"]);
        assert_eq!(wrap("ab abcdefgh", 4), ["ab", "abcd", "efgh"]);
        assert_eq!(wrap("中文中文", 5), ["中文", "中文"]);
        assert!(wrap("  ", 5).is_empty());
    }

    #[test]
    fn keys_stand_out_of_a_sentence_and_words_do_not() {
        let key = Style::new().bold();
        let keys = |text| {
            let spans = with_keys(text, Style::new(), key);
            let whole: String = spans.iter().map(|span| span.content.as_ref()).collect();
            assert_eq!(whole, text);
            let keys = spans.into_iter().filter(|span| span.style == key);
            keys.map(|span| span.content.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            keys("Скопируйте ссылку (^Y), Esc ведёт назад, Ctrl+C — выйти."),
            ["^Y", "Esc", "Ctrl+C"]
        );
        assert_eq!(keys("Нажмите Enter."), ["Enter"]);
        assert!(keys("Escape the ^ and Redirect URI, ^YY").is_empty());
        assert!(keys("").is_empty());
    }

    #[test]
    fn what_is_cut_says_so() {
        let fitting = |text: &'static str, width| fit(text, width).to_string();
        assert_eq!(fitting("abcdefg", 5), "abcd…");
        assert_eq!(fitting("abc", 5), "abc");
        assert_eq!(fitting("中文中", 4), "中…");
        assert_eq!(fitting("abc", 0), "");
    }

    #[test]
    fn the_longest_that_fits_is_said() {
        let texts = || ["until 1 Mar 2029".to_owned(), "1 Mar 2029".to_owned()];
        assert_eq!(first_that_fits(texts(), 16), "until 1 Mar 2029");
        assert_eq!(first_that_fits(texts(), 12), "1 Mar 2029");
        assert_eq!(first_that_fits(texts(), 3), "1 Mar 2029");
    }
}
