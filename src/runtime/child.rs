//! Commands of the person's own: found, and handed this process or a child of it.

use std::env;
use std::io;
use std::path::{Path, PathBuf, absolute};
use std::process::Command;

/// Runs the command in place of this program, whose end it is: comes back only where the command cannot be started.
///
/// The process stays the same, so every signal reaches the command and its end is ours. What this program listened
/// to is the system's again, and what it had open is closed: nothing of it is inherited.
#[cfg(unix)]
pub fn become_it(mut command: Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    super::signals::release();
    command.exec()
}

/// Runs the command, waits for it, and ends as it did: comes back only where the command cannot be started.
///
/// Ctrl+C goes to everything on the console, so the command decides what becomes of it; whoever waits stays.
#[cfg(not(unix))]
pub fn become_it(mut command: Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}

/// Where a program is, by its whole path: named by one, or found in one of the folders of `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = Path::new(program);
    let found = |path: PathBuf| absolute(path).ok().filter(|path| is_executable(path));
    if path.is_absolute() || path.components().count() > 1 || program.starts_with('.') {
        return found(path.to_owned());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).find_map(|folder| found(folder.join(path)))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file() || path.with_extension("exe").is_file()
}
