//! A bar in eighths of a cell. The number beside it is what counts.

use ratatui::style::Style;
use ratatui::text::Span;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// How much is left of a whole: the filled part and the track behind it.
pub fn spans(
    (left, whole): (u64, u64),
    cells: usize,
    full: Style,
    rest: Style,
) -> [Span<'static>; 2] {
    let (filled, track) = parts(left, whole, cells);
    [Span::styled(filled, full), Span::styled(track, rest)]
}

fn parts(left: u64, whole: u64, cells: usize) -> (String, String) {
    let steps = u64::try_from(cells * 8).unwrap_or(0);
    let step = if whole == 0 {
        0
    } else {
        (u128::from(left.min(whole)) * u128::from(steps)).div_ceil(u128::from(whole))
    };
    let step = usize::try_from(step).unwrap_or(0);
    let partial = EIGHTHS.get(step % 8).copied().unwrap_or_default();
    let used = step / 8 + usize::from(!partial.is_empty());
    (format!("{}{partial}", "█".repeat(step / 8)), "░".repeat(cells - used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_eight_steps_a_cell_and_is_never_empty_while_something_is_left() {
        for (left, whole, expected) in [
            (0, 80, "|░░░░"),
            (1, 80_000, "▏|░░░"),
            (40, 80, "██|░░"),
            (45, 80, "██▎|░"),
            (80, 80, "████|"),
            (99, 80, "████|"),
            (5, 0, "|░░░░"),
        ] {
            let (filled, track) = parts(left, whole, 4);
            assert_eq!(format!("{filled}|{track}"), expected, "{left}/{whole}");
        }
    }
}
