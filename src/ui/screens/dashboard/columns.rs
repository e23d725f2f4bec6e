//! The columns of the dashboard's list, and how wide they are: the least important go first where it is narrow.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Mark,
    Sign,
    Name,
    Health,
    Account,
    Access,
    /// The refresh token, or the end of a long-lived one.
    Refresh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub kind: ColumnKind,
    /// In cells, without the gap behind it.
    pub width: u16,
    /// Cells of its bar; the text comes behind it.
    pub bar: u16,
}

pub const GAP: u16 = 1;

pub fn columns(width: u16) -> Vec<Column> {
    // name, health, account, access and its bar, the bar of refresh: which takes what is left.
    let (name, health, account, access, bars) = match width {
        0..=63 => (12, 0, 0, 21, (8, 6)),
        64..=75 => (10, 0, 19, 18, (5, 0)),
        76..=91 => (11, 0, 19, 21, (8, 6)),
        92..=99 => (14, 12, 20, 21, (8, 6)),
        _ => (16, 12, 24, 23, (10, 8)),
    };
    let mut columns: Vec<Column> = [
        (ColumnKind::Mark, 1, 0),
        (ColumnKind::Sign, 1, 0),
        (ColumnKind::Name, name, 0),
        (ColumnKind::Health, health, 0),
        (ColumnKind::Account, account, 0),
        (ColumnKind::Access, access, bars.0),
    ]
    .into_iter()
    .filter(|(_, width, _)| *width > 0)
    .map(|(kind, width, bar)| Column { kind, width, bar })
    .collect();
    let taken: u16 = columns.iter().map(|column| column.width + GAP).sum();
    let left = width.saturating_sub(taken);
    columns.push(Column { kind: ColumnKind::Refresh, width: left, bar: bars.1 });
    columns
}

impl ColumnKind {
    /// The message that stands above it.
    pub const fn title(self) -> Option<&'static str> {
        match self {
            Self::Mark | Self::Sign => None,
            Self::Name => Some("column-profile"),
            Self::Health => Some("column-health"),
            Self::Account => Some("column-account"),
            Self::Access => Some("column-access"),
            Self::Refresh => Some("column-refresh"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_fit_and_the_last_one_holds_its_words() {
        for width in 56..=200 {
            let columns = columns(width);
            let gaps = GAP * (u16::try_from(columns.len()).unwrap() - 1);
            let taken: u16 = columns.iter().map(|column| column.width).sum();
            assert!(taken + gaps <= width, "{width}: {columns:?}");
            assert!(columns.last().unwrap().width >= 10, "{width}: {columns:?}");
        }
    }
}
