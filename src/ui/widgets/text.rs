//! Text in cells: cut with an ellipsis, wrapped at words, both by the width a terminal gives it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Writes a text into the first row of an area, cut where it does not fit. Returns the width it took.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    let width = usize::from(area.width);
    let end = if text.width() <= width {
        buffer.set_stringn(area.x, area.y, text, width, style)
    } else {
        let (x, y) = buffer.set_stringn(area.x, area.y, text, width - 1, style);
        buffer.set_stringn(x, y, "…", 1, style)
    };
    end.0 - area.x
}

/// What is left of an area behind its first cells.
pub fn right_of(area: Rect, by: u16) -> Rect {
    let by = by.min(area.width);
    Rect {
        x: area.x + by,
        width: area.width - by,
        ..area
    }
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
    fn what_is_cut_says_so() {
        let area = Rect::new(0, 0, 5, 1);
        let mut buffer = Buffer::empty(area);
        assert_eq!(put(&mut buffer, area, "abcdefg", Style::new()), 5);
        assert_eq!(buffer, Buffer::with_lines(["abcd…"]));
        let mut buffer = Buffer::empty(area);
        assert_eq!(put(&mut buffer, area, "abc", Style::new()), 3);
        assert_eq!(buffer, Buffer::with_lines(["abc  "]));
    }

    #[test]
    fn the_longest_that_fits_is_said() {
        let texts = || ["until 1 Mar 2029".to_owned(), "1 Mar 2029".to_owned()];
        assert_eq!(first_that_fits(texts(), 16), "until 1 Mar 2029");
        assert_eq!(first_that_fits(texts(), 12), "1 Mar 2029");
        assert_eq!(first_that_fits(texts(), 3), "1 Mar 2029");
    }
}
