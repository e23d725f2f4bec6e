//! Files and folders of a person: who may do what with them, what runs, and what is copied.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use rustix::fs::StatVfsMountFlags;

/// A folder that goes with the test: in memory, where `fsync` costs nothing, on a system that has room there and lets
/// programs run from it.
pub fn new_folder() -> tempfile::TempDir {
    const ROOM: u64 = 2 << 30;
    let has_room = |memory: &Path| {
        rustix::fs::statvfs(memory).is_ok_and(|it| {
            !it.f_flag.contains(StatVfsMountFlags::NOEXEC) && it.f_bavail * it.f_frsize > ROOM
        })
    };
    let memory = Some(Path::new("/dev/shm")).filter(|memory| has_room(memory));
    tempfile::tempdir_in(memory.unwrap_or(&std::env::temp_dir())).unwrap()
}

pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Puts a script there that can be run.
pub fn put_program(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    set_mode(path, 0o755);
}

/// Copies a program in a process of its own: what another test starts meanwhile has nothing of it open for writing, and
/// it can be run at once.
pub fn copy_program(from: &str, to: &Path) {
    assert!(Command::new("cp").arg(from).arg(to).status().unwrap().success());
}

/// Copies what lies in a folder, and nothing below it, into a new one that is for nobody else.
pub fn copy_files(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    set_mode(to, 0o700);
    for file in fs::read_dir(from).unwrap().flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
