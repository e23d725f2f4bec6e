//! One process at a time holds a profile: an OS lock on a file of its own, which ends with the
//! process, is never stolen and never skipped.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::names;
use crate::domain::profile::ProfileName;
use crate::domain::trouble::{Cause, Trouble};
use crate::files::{create_private_dir, private};

pub const WAIT: Duration = Duration::from_secs(30);

/// A wait that is shorter is nobody's concern: cron would mail it.
const NOTICED: Duration = Duration::from_secs(1);

/// Between two looks at a lock that somebody else has, at least and on top of it at most. No system
/// tells when a lock becomes free *and* lets one stop waiting for it.
const PAUSE: Duration = Duration::from_millis(1);
const SPREAD_NANOS: u32 = 8_000_000;

/// Who holds a profile. For words only: the lock itself is the OS's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub pid: u32,
    /// The program and its command, such as `amokey refresh`.
    pub command: String,
}

impl Holder {
    /// This process. Of the arguments only the command is told: no more is needed.
    fn this_process() -> Self {
        let mut args = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned());
        let program = args.next().unwrap_or_default();
        let program = Path::new(&program).file_stem().unwrap_or(env!("CARGO_PKG_NAME").as_ref());
        let mut command = program.to_string_lossy().into_owned();
        if let Some(word) = args.next().filter(|arg| arg.bytes().all(|b| b.is_ascii_lowercase())) {
            command.extend([" ", &word]);
        }
        Self { pid: std::process::id(), command }
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (pid {})", self.command, self.pid)
    }
}

#[derive(Debug, Error)]
pub enum LockError {
    #[error("another process holds the profile")]
    Busy { holder: Option<Holder> },
    #[error("the lock file cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl From<LockError> for Trouble {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Busy { holder } => {
                Cause::Busy { holder: holder.map(|holder| holder.to_string()) }.into()
            }
            LockError::Io(error) if error.kind() == io::ErrorKind::StorageFull => {
                Cause::DiskFull.into()
            }
            LockError::Io(error) => Self::noted(Cause::LedgerUnavailable, error),
        }
    }
}

/// A profile that is held until this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct ProfileLock(Vec<FolderLock>);

#[derive(Debug)]
struct FolderLock {
    /// Locked. Never removed: a second file of the same name would be a second lock.
    file: File,
    /// Tells others who we are. Beside the lock, because Windows lets nobody read a locked file.
    holder: PathBuf,
}

impl ProfileLock {
    /// Waits up to `wait` for a profile, in each of the folders, in their order. `on_wait` is told, after a second,
    /// that it has to be waited for, and for whom, where that is known.
    pub fn acquire<D: AsRef<Path>>(
        folders: &[D],
        profile: &ProfileName,
        wait: Duration,
        on_wait: impl FnOnce(Option<&Holder>),
    ) -> Result<Self, LockError> {
        let begun = Instant::now();
        let mut on_wait = Some(on_wait);
        let mut held = Self(Vec::new());
        for folder in folders {
            let left = wait.saturating_sub(begun.elapsed());
            held.0.push(FolderLock::acquire(folder.as_ref(), profile, left, &mut on_wait)?);
        }
        Ok(held)
    }
}

impl FolderLock {
    fn acquire(
        dir: &Path,
        profile: &ProfileName,
        wait: Duration,
        on_wait: &mut Option<impl FnOnce(Option<&Holder>)>,
    ) -> Result<Self, LockError> {
        create_private_dir(dir)?;
        let name = names::file_stem(profile);
        let holder = dir.join(format!("{name}.holder"));
        let file = private().truncate(false).open(dir.join(format!("{name}.lock")))?;
        let held = wait_for(&file, wait, |waited| {
            if waited >= NOTICED
                && let Some(on_wait) = on_wait.take()
            {
                on_wait(read_holder(&holder).as_ref());
            }
        })?;
        if !held {
            return Err(LockError::Busy { holder: read_holder(&holder) });
        }
        // Who we are is a courtesy: the lock holds without it.
        if let Err(error) = write_holder(&holder) {
            tracing::debug!(%error, "the holder of a lock could not be noted");
        }
        Ok(Self { file, holder })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Before the lock is released, so that nobody else's note is removed.
        let _ = fs::remove_file(&self.holder);
        // Not left to the closing of the file: a program that is just being started has a copy of it for a moment.
        if let Err(error) = self.file.unlock() {
            tracing::debug!(%error, "a lock is released when its file is closed");
        }
    }
}

/// Whether any profile was ever held in a folder.
pub fn was_used(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Waits for the lock of a file; `false` when it was not free in time. `looked` is told how long it took so far,
/// each time that it is not free.
pub(super) fn wait_for(
    file: &File,
    wait: Duration,
    mut looked: impl FnMut(Duration),
) -> io::Result<bool> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {}
        }
        looked(begun.elapsed());
        let left = wait.saturating_sub(begun.elapsed());
        if left.is_zero() {
            return Ok(false);
        }
        thread::sleep(pause(begun.elapsed()).min(left));
    }
}

/// Processes that were started together must not look together: of sixty, one would get the lock at
/// each look. The nanoseconds that passed are as good as dice.
fn pause(passed: Duration) -> Duration {
    PAUSE + Duration::from_nanos(u64::from(passed.subsec_nanos() % SPREAD_NANOS))
}

/// What a waiting process may say. A note that a dead process left is not believed by anybody who
/// gets the lock; while it is being written there is none.
fn read_holder(path: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn write_holder(path: &Path) -> io::Result<()> {
    let file = private().truncate(true).open(path)?;
    serde_json::to_writer(file, &Holder::this_process()).map_err(io::Error::from)
}

#[cfg(test)]
mod tests;
