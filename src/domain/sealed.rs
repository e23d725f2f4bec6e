//! What can be wrong with the sealed file or its key, each mended in its own way.

/// Why a sealed file is refused. Nothing is ever written over a file that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no sealed file yet.
    Absent,
    /// There is one already, and it is not replaced.
    Exists,
    /// It is something else under that name.
    Foreign,
    /// It was written by a newer version of this program.
    Newer,
    /// Bytes of it were changed, cut off, added or moved.
    Damaged,
    /// It could not be read or written; the system says why.
    Unusable,
    /// Somebody else holds it all the time.
    Held,
    /// It is whole, and the key is that of another file.
    WrongKey,
    /// Nothing says which key opens it, and nobody can be asked.
    NoKey,
    /// Others may read or change the key file.
    KeyExposed,
    /// The key file belongs to another user.
    KeyNotOurs,
    /// The key file is missing, or what is in it is no key.
    KeyUnusable,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Absent,
        Self::Exists,
        Self::Foreign,
        Self::Newer,
        Self::Damaged,
        Self::Unusable,
        Self::Held,
        Self::WrongKey,
        Self::NoKey,
        Self::KeyExposed,
        Self::KeyNotOurs,
        Self::KeyUnusable,
    ];
}
