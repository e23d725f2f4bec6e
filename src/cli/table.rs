//! Rows in columns: each as wide as its widest cell.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

/// Sets rows out. What would move the terminal's cursor is left out of their cells.
pub fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let mut widths = [0; COLUMNS];
    let shown: Vec<_> = rows.iter().map(|row| row.each_ref().map(|cell| plain(cell))).collect();
    for row in &shown {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for row in shown {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Writing to a String cannot fail.
            let _ = write!(line, "{cell}{}  ", " ".repeat(width - cell.width()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [["ID", "ИМЯ", ""], ["7", "Пётр\u{1b}[2J\n", "x"], ["1234", "漢", ""]];
        let rows = rows.map(|row| row.map(ToOwned::to_owned));
        assert_eq!(table(&rows), "ID    ИМЯ\n7     Пётр[2J  x\n1234  漢\n");
    }
}
