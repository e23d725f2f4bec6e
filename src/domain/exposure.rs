//! What keeps a file or a folder from being trusted: somebody else may have written what is in it.

/// Why a folder is not used, or the list in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// It belongs to another user.
    NotOurs,
    /// Others may write it.
    Writable {
        /// Its permissions.
        mode: u32,
    },
    /// It is a link that leads nowhere: whoever makes what it leads to would be believed.
    Dangling,
}

impl Exposure {
    /// What is wrong with something of this owner and these permissions, for us. What is root's is as good as ours, and
    /// for root nobody else's is.
    pub const fn of(owner: u32, mode: u32, us: u32) -> Option<Self> {
        if !is_ours(owner, us) {
            Some(Self::NotOurs)
        } else if mode & 0o022 != 0 {
            let mode = mode & 0o7777;
            Some(Self::Writable { mode })
        } else {
            None
        }
    }
}

/// Whether its owner may be trusted.
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
