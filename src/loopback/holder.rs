//! Who holds a port: as the system tells, on Linux, of one's own processes; and as we tell ourselves, for nobody looks
//! into a process that is not to be dumped.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Says that this process listens on a port. The lock of the file ends with the process.
#[derive(Debug)]
pub(super) struct Note(#[expect(dead_code, reason = "held")] File);

impl Note {
    /// Where it cannot be written, nobody misses more than a name.
    pub(super) fn write(folder: &Path, port: u16) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder)?;
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(note(folder, port))?;
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

/// The name and number of the process that listens on a port.
#[cfg(target_os = "linux")]
pub(super) fn of(port: u16) -> Option<String> {
    let sockets: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .into_iter()
        .filter_map(|table| fs::read_to_string(table).ok())
        .flat_map(|table| linux::listening(&table, port))
        .map(|inode| format!("socket:[{inode}]"))
        .collect();
    linux::process_with(&sockets)
}

/// Elsewhere it takes more than the standard library to ask.
#[cfg(not(target_os = "linux"))]
pub(super) fn of(_port: u16) -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::path::Path;

    /// `TCP_LISTEN` in the column `st` of `/proc/net/tcp`.
    const LISTEN: &str = "0A";

    /// The inodes of the sockets that listen on a port, out of a `/proc/net/tcp` or `tcp6`.
    pub(super) fn listening(table: &str, port: u16) -> Vec<String> {
        let listens = |line: &str| {
            let mut columns = line.split_whitespace().skip(1);
            let (_, local_port) = columns.next()?.rsplit_once(':')?;
            let state = columns.nth(1)?;
            let inode = columns.nth(5)?;
            let ours = u16::from_str_radix(local_port, 16).ok()? == port && state == LISTEN;
            ours.then(|| inode.to_owned())
        };
        table.lines().skip(1).filter_map(listens).collect()
    }

    /// The first process that has one of the sockets open and lets us see it.
    pub(super) fn process_with(sockets: &[String]) -> Option<String> {
        fs::read_dir("/proc")
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|process| process.file_name().and_then(process_id).is_some())
            .find(|process| has_open(process, sockets))
            .and_then(|process| describe(&process))
    }

    fn process_id(name: &std::ffi::OsStr) -> Option<u32> {
        name.to_str()?.parse().ok()
    }

    fn has_open(process: &Path, sockets: &[String]) -> bool {
        fs::read_dir(process.join("fd")).is_ok_and(|files| {
            files
                .flatten()
                .filter_map(|file| fs::read_link(file.path()).ok())
                .any(|file| {
                    sockets
                        .iter()
                        .any(|socket| file.as_os_str() == socket.as_str())
                })
        })
    }

    fn describe(process: &Path) -> Option<String> {
        let id = process_id(process.file_name()?)?;
        let name = fs::read_to_string(process.join("comm")).ok()?;
        // A process names itself, so the name is not to be trusted on a terminal.
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        Some(format!("{name} (pid {id})"))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_listening_socket_is_found_by_its_port() {
            let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:4841 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 100 0 0 10 0
   1: 0100007F:4841 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 4243 1 0000000000000000 20 4 30 10 -1
   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4244 1 0000000000000000 100 0 0 10 0
   3: 00000000000000000000000001000000:4841 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4245 1 0000000000000000 100 0 0 10 0
 garbage";
            assert_eq!(listening(table, 0x4841), ["4242", "4245"]);
            assert_eq!(listening(table, 23), [""; 0]);
        }
    }
}
