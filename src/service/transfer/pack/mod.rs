//! Profiles that go to another machine in one file, or into a backup.
//!
//! Two owners of one refresh token destroy each other, and there is no server that could tell who owns one. So the order
//! of the steps is what keeps it with exactly one, whenever somebody is killed.
//!
//! To pack (`give.rs`): every profile is held, and stays so to the end: nothing is refreshed between reading and marking.
//!
//! 1. The file is written whole under another name, `FILE.part`, synced, read back and compared. Whoever is killed by now
//!    has changed nothing: a `.part` is taken by nobody.
//! 2. Each record is saved with the mark that it went away in this file, by the file's id. Killed in between, the marked
//!    profiles are in neither place yet, and all is known: their records are still here, and a `.part` with their id says
//!    that nobody else can have them. The next `pack` takes them back and begins anew; `unpack FILE` only takes them back.
//! 3. `FILE.part` becomes `FILE`. This moment gives them away, and it takes no room on the disk. What fails before it is
//!    undone: the marks first, then the file.
//!
//! To unpack (`take.rs`): every profile that is wanted is held.
//!
//! 1. Into the file is written who takes which profiles; the file is replaced whole. From then on nobody else takes them
//!    from this file without being told. Killed now, the same home may go on, for it did not say that it is done.
//! 2. The records are saved, then their rows, exports and history.
//! 3. Into the file is written that it is done: an older pack must not come to life again in a home that has sent its
//!    profiles elsewhere since.
//!
//! What cannot be known is whether a *copy* of the file was unpacked somewhere. So the home that made it asks before it
//! takes its profiles back, and a second time needs `--again`.

mod decide;
mod error;
mod give;
mod parts;
mod take;
mod unfinished;

pub use decide::Refusal;
pub use error::{PackError, PackFault};
pub use give::{Given, Left, PackRequest, is_free, pack};
pub use take::{OpenedPack, Took, UnpackRequest, Unpacked, Warning, open};
pub use unfinished::{take_back, unfinished};
