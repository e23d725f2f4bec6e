//! What keeps a file or a folder from being trusted: somebody else may have written what is in it.

use serde::Serialize;
use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    #[error("it belongs to another user")]
    NotOurs,
    #[error("others may write it: {mode:04o}")]
    Writable { mode: u32 },
    /// Whoever makes what it leads to would be believed.
    #[error("it is a link that leads nowhere")]
    Dangling,
}

impl Exposure {
    /// What is wrong with something of this owner and mode (`st_uid`, `st_mode`) for the user `us`. What is root's is as
    /// good as ours, and for root nobody else's is.
    pub const fn of(owner: u32, mode: u32, us: u32) -> Option<Self> {
        if !is_ours(owner, us) {
            Some(Self::NotOurs)
        } else if mode & 0o022 != 0 {
            Some(Self::Writable { mode: mode & 0o7777 })
        } else {
            None
        }
    }
}

/// Whether an owner may be trusted: we, or root.
pub const fn is_ours(owner: u32, us: u32) -> bool {
    owner == us || owner == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_and_roots_are_trusted_while_nobody_else_may_write() {
        assert_eq!(Exposure::of(1000, 0o40_755, 1000), None);
        assert_eq!(Exposure::of(0, 0o40_755, 1000), None);
        assert_eq!(Exposure::of(1001, 0o40_700, 1000), Some(Exposure::NotOurs));
        assert_eq!(Exposure::of(1000, 0o40_700, 0), Some(Exposure::NotOurs));
        for mode in [0o720, 0o702, 0o777] {
            let exposed = Some(Exposure::Writable { mode });
            assert_eq!(Exposure::of(0, 0o40_000 | mode, 0), exposed, "{mode:o}");
        }
    }
}
