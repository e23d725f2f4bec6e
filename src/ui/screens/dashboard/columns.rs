//! The columns of the dashboard's list, and how wide they are: the least important go first where it is narrow.

use crate::app::dashboard::SortBy;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Mark,
    Sign,
    Name,
    Account,
    /// What the profile asks of a person, and how soon.
    ForYou,
    Access,
    Refreshed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub kind: ColumnKind,
    /// In cells, without the gap behind it.
    pub width: u16,
}

pub const GAP: u16 = 1;

/// Wider names and addresses are not met: what is left over stays free.
const WIDEST: (u16, u16) = (28, 34);

pub fn columns(width: u16) -> Vec<Column> {
    let (for_you, access, refreshed) = match width {
        0..=65 => (14, 0, 0),
        66..=75 => (14, 12, 0),
        76..=91 => (14, 12, 11),
        _ => (18, 14, 13),
    };
    let kinds = [
        (ColumnKind::Mark, 1),
        (ColumnKind::Sign, 1),
        (ColumnKind::Name, 0),
        (ColumnKind::Account, 0),
        (ColumnKind::ForYou, for_you),
        (ColumnKind::Access, access),
        (ColumnKind::Refreshed, refreshed),
    ];
    let is_free = |kind| matches!(kind, ColumnKind::Name | ColumnKind::Account);
    let shown = kinds.into_iter().filter(|(kind, width)| *width > 0 || is_free(*kind));
    let taken: u16 = shown.clone().map(|(_, width)| width + GAP).sum();
    let room = (width + GAP).saturating_sub(taken);
    let name = (room * 42 / 100).min(WIDEST.0);
    let account = (room - name).min(WIDEST.1);
    shown
        .map(|(kind, width)| match kind {
            ColumnKind::Name => Column { kind, width: name },
            ColumnKind::Account => Column { kind, width: account },
            ColumnKind::Mark
            | ColumnKind::Sign
            | ColumnKind::ForYou
            | ColumnKind::Access
            | ColumnKind::Refreshed => Column { kind, width },
        })
        .collect()
}

impl ColumnKind {
    /// The message that stands above it, and what the list is sorted by when it is sorted by this column.
    pub const fn title(self) -> Option<(&'static str, SortBy)> {
        match self {
            Self::Mark | Self::Sign => None,
            Self::Name => Some(("column-profile", SortBy::Name)),
            Self::Account => Some(("column-account", SortBy::Account)),
            Self::ForYou => Some(("column-for-you", SortBy::Deadline)),
            Self::Access => Some(("column-access", SortBy::Access)),
            Self::Refreshed => Some(("column-refreshed", SortBy::Refreshed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_fit_and_what_counts_is_always_there() {
        for width in 56..=500 {
            let columns = columns(width);
            let gaps = GAP * (u16::try_from(columns.len()).unwrap() - 1);
            let taken: u16 = columns.iter().map(|column| column.width).sum();
            assert!(taken + gaps <= width, "{width}: {columns:?}");
            let of = |kind| columns.iter().find(|it| it.kind == kind).map(|it| it.width);
            assert!(of(ColumnKind::Name) >= Some(12), "{width}: {columns:?}");
            assert!(of(ColumnKind::ForYou) >= Some(14), "{width}: {columns:?}");
        }
    }
}
