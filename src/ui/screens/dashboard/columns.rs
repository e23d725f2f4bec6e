//! Where the columns of the list are: the least important go first where it is narrow.

/// A column: its left edge and its width, without the gap behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Cells from the left edge of the list.
    pub x: u16,
    /// Cells it may take.
    pub width: u16,
    /// Cells of its bar; the text comes behind it.
    pub bar: u16,
}

/// All columns. A column without width is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The sign, behind the mark of the chosen row.
    pub sign: Column,
    /// The profile's name.
    pub name: Column,
    /// Its health in a word.
    pub health: Column,
    /// The account's address.
    pub account: Column,
    /// The access token.
    pub access: Column,
    /// The refresh token.
    pub refresh: Column,
}

impl Columns {
    /// Shares a width out.
    pub fn of(width: u16) -> Self {
        // name, health, account, access and its bar, the bar of refresh: which takes what is left.
        let (name, health, account, access, bars) = match width {
            0..=63 => (12, 0, 0, 21, (8, 6)),
            64..=75 => (10, 0, 19, 18, (5, 0)),
            76..=91 => (11, 0, 19, 21, (8, 6)),
            92..=99 => (14, 12, 20, 21, (8, 6)),
            _ => (16, 12, 24, 23, (10, 8)),
        };
        let mut x = 4;
        let mut next = |width: u16, bar: u16| {
            let column = Column { x, width, bar };
            x += if width == 0 { 0 } else { width + GAP };
            column
        };
        let mut columns = Self {
            sign: Column {
                x: 2,
                width: 1,
                bar: 0,
            },
            name: next(name, 0),
            health: next(health, 0),
            account: next(account, 0),
            access: next(access, bars.0),
            refresh: next(0, bars.1),
        };
        columns.refresh.width = width.saturating_sub(columns.refresh.x);
        columns
    }
}

const GAP: u16 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_fit_and_the_last_one_holds_its_words() {
        for width in 56..=200 {
            let columns = Columns::of(width);
            assert!(columns.refresh.x + columns.refresh.width <= width);
            assert!(columns.refresh.width >= 10, "{width}: {columns:?}");
        }
    }
}
