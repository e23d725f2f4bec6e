//! What all processes of a user count together: a file that is locked while it is read and written.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::domain::rate_limit::RateLimits;
use crate::files::{create_private_dir, private};

/// How long a process is waited for that has the file: it has it for microseconds, unless it was stopped.
const WAIT: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(1);

const LONGEST: u64 = 1024 * 1024;

pub struct SharedFile(PathBuf);

impl SharedFile {
    /// In this folder, which is made when it is first used.
    pub fn new(folder: &Path) -> Self {
        Self(folder.join("rate-limits.json"))
    }

    /// Reads the value and writes another one; nobody else does so in between. What cannot be read is as good as
    /// nothing: it says what was sent in the last second.
    pub async fn change<T>(
        &self,
        work: impl FnOnce(RateLimits) -> (RateLimits, T),
    ) -> io::Result<T> {
        // It is unlocked when it is closed.
        let mut file = self.locked().await?;
        let mut text = Vec::new();
        (&file).take(LONGEST).read_to_end(&mut text)?;
        // Whoever is killed while writing may leave the end of an older value behind a newer one.
        let before: RateLimits = serde_json::Deserializer::from_slice(&text)
            .into_iter()
            .next()
            .and_then(Result::ok)
            .unwrap_or_default();
        let (after, result) = work(before.clone());
        if after != before {
            let text = serde_json::to_vec(&after)?;
            file.rewind()?;
            file.write_all(&text)?;
            file.set_len(text.len() as u64)?;
        }
        Ok(result)
    }

    async fn locked(&self) -> io::Result<File> {
        let file = match private().open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = self.0.parent() {
                    create_private_dir(folder)?;
                }
                private().open(&self.0)?
            }
            opened => opened?,
        };
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < WAIT => sleep(PAUSE).await,
                Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::TimedOut.into()),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}
