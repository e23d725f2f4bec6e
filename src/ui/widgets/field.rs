//! One line of typed text: what is shown of it, and where the cursor stands.

use unicode_width::UnicodeWidthChar as _;

use crate::app::field::Field;

/// How much of the text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    Open,
    /// Dots, and the last four characters of a long one: enough to tell two secrets apart.
    ButTail,
    Closed,
}

/// What stands for a character that is not shown.
const DOT: char = '•';
const SHORTEST_WITH_TAIL: usize = 16;

/// The part of a text that is shown in `width` cells, and the cell of the cursor in it.
pub fn shown(field: &Field, mask: Mask, width: u16) -> (String, u16) {
    let count = field.text().chars().count();
    let open_from = match mask {
        Mask::Open => 0,
        Mask::ButTail if count >= SHORTEST_WITH_TAIL => count - 4,
        Mask::ButTail | Mask::Closed => count,
    };
    let chars: Vec<char> = field
        .text()
        .chars()
        .enumerate()
        .map(|(at, c)| if at < open_from { DOT } else { c })
        .collect();
    window(&chars, field.cursor(), usize::from(width))
}

/// As much of a line as fits, so that the cursor is in it; what is cut off is told by an ellipsis.
fn window(chars: &[char], cursor: usize, width: usize) -> (String, u16) {
    let cells = |c: &char| c.width().unwrap_or(0);
    let before: usize = chars.iter().take(cursor).map(cells).sum();
    let mut hidden = before.saturating_sub(width.saturating_sub(1));
    let mut text = String::new();
    let mut used = 0;
    let mut at = 0;
    if hidden > 0 {
        hidden += 1;
        text.push('…');
        used = 1;
    }
    let mut skipped = 0;
    for (index, c) in chars.iter().enumerate() {
        if skipped < hidden {
            skipped += cells(c);
            continue;
        }
        if used + cells(c) > width {
            break;
        }
        if index < cursor {
            at = used + cells(c);
        }
        text.push(*c);
        used += cells(c);
    }
    let at = if cursor == 0 { 0 } else { at.max(usize::from(hidden > 0)) };
    (text, u16::try_from(at).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Edit;

    #[test]
    fn a_text_that_fits_is_shown_whole() {
        assert_eq!(shown(&Field::filled("привіт"), Mask::Open, 20), ("привіт".into(), 6));
        assert_eq!(shown(&Field::filled("中文"), Mask::Open, 20), ("中文".into(), 4));
        assert_eq!(shown(&Field::default(), Mask::Open, 20), (String::new(), 0));
    }

    #[test]
    fn the_cursor_is_always_in_sight() {
        let mut field = Field::filled("0123456789");
        assert_eq!(shown(&field, Mask::Open, 6), ("…6789".into(), 5));
        field.edit(Edit::Home);
        assert_eq!(shown(&field, Mask::Open, 6), ("012345".into(), 0));
    }

    #[test]
    fn a_secret_shows_its_tail_and_a_short_one_nothing() {
        let secret = Field::filled("abcdefghijklmnop");
        assert_eq!(shown(&secret, Mask::ButTail, 40).0, "••••••••••••mnop");
        assert_eq!(shown(&secret, Mask::Closed, 40).0, "••••••••••••••••");
        assert_eq!(
            shown(&Field::filled("abcdefghijklmno"), Mask::ButTail, 40).0,
            "•••••••••••••••"
        );
    }
}
