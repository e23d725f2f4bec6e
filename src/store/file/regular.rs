//! Files that are files: what waits for a writer, or never ends, is not read.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file to read it. A FIFO, a device, a folder is an error at once.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NONBLOCK);
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("this is no regular file"))
    }
}

/// To open a FIFO waits for its writer otherwise. For files it means nothing.
#[cfg(unix)]
#[expect(
    clippy::cast_possible_wrap,
    reason = "the flags of the system fit into what the standard library takes"
)]
const NONBLOCK: i32 = rustix::fs::OFlags::NONBLOCK.bits() as i32;
