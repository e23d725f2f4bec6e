//! Who holds a port: as the system tells, on Linux, of one's own processes; and as we tell ourselves, for nobody looks
//! into a process that is not to be dumped.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::proc_net::{self, TcpState};
use crate::files::{create_private_dir, private};

/// Says that this process listens on a port. The lock of the file ends with the process.
#[derive(Debug)]
pub(super) struct Note(#[expect(dead_code, reason = "held")] File);

impl Note {
    /// Where it cannot be written, nobody misses more than a name.
    pub(super) fn write(folder: &Path, port: u16) -> io::Result<Self> {
        create_private_dir(folder)?;
        let mut file = private().truncate(false).open(note(folder, port))?;
        file.try_lock()?;
        file.set_len(0)?;
        write!(file, "{}", std::process::id())?;
        Ok(Self(file))
    }
}

fn note(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!("port-{port}"))
}

/// Which process of ours listens on a port, as it says itself.
pub(super) fn noted(folder: &Path, port: u16) -> Option<String> {
    let path = note(folder, port);
    match File::open(&path).ok()?.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let pid: u32 = fs::read_to_string(path).ok()?.parse().ok()?;
            Some(format!("{} (pid {pid})", env!("CARGO_PKG_NAME")))
        }
        // What stayed names a process that is no more.
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

/// The name and number of the process that listens on a port: the first that lets us see its open files.
pub(super) fn of(port: u16) -> Option<String> {
    let listening: Vec<PathBuf> = proc_net::sockets()
        .into_iter()
        .filter(|socket| socket.state == TcpState::Listen && socket.local_port == port)
        .map(|socket| format!("socket:[{}]", socket.inode).into())
        .collect();
    let has_open = |process: &Path| {
        fs::read_dir(process.join("fd")).is_ok_and(|files| {
            let links = files.flatten().filter_map(|file| fs::read_link(file.path()).ok());
            links.into_iter().any(|file| listening.contains(&file))
        })
    };
    for process in fs::read_dir("/proc").ok()?.flatten() {
        let Some(id) = process.file_name().to_str().and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        if has_open(&process.path()) {
            let name = fs::read_to_string(process.path().join("comm")).ok()?;
            // A process names itself, so the name is not to be trusted on a terminal.
            let name: String = name.chars().filter(|c| !c.is_control()).collect();
            return Some(format!("{name} (pid {id})"));
        }
    }
    None
}
