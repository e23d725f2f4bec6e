//! The person's crontab, through the command of this name: the file is not ours to open.

use super::{Piece, ScheduleError, command};
use crate::domain::schedule::{Task, cron, crontab};

pub fn look(task: &Task) -> Result<Piece, ScheduleError> {
    let found = crontab::installed(&read()?, &task.folder)?
        .map(|lines| String::from_utf8_lossy(lines).into());
    Ok(Piece { path: None, wanted: cron::block(task), found })
}

/// Puts these lines in place of those of a home. Whether they differ.
pub fn replace(folder: &str, lines: &str) -> Result<bool, ScheduleError> {
    let before = read()?;
    let after = crontab::with(&before, folder, lines)?;
    if before != after {
        command::run(&words("-"), &after)?;
    }
    Ok(before != after)
}

fn read() -> Result<Vec<u8>, ScheduleError> {
    match command::run(&words("-l"), b"") {
        // Who has none is told so as a failure; in BusyBox it is a missing file.
        Err(ScheduleError::Command { reason, .. })
            if reason.contains("no crontab for") || reason.contains("No such file") =>
        {
            Ok(Vec::new())
        }
        read => read,
    }
}

fn words(argument: &str) -> [String; 2] {
    ["crontab", argument].map(ToOwned::to_owned)
}
