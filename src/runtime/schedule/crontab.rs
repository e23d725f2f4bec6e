//! The person's crontab, through the command of this name: the file is not ours to open.

use super::{Fault, Piece, Place, run};
use crate::domain::schedule::{Task, cron, crontab};

/// What is in the crontab.
pub fn look(task: &Task) -> Result<Piece, Fault> {
    let found = crontab::installed(&read()?, task.folder())?
        .map(|lines| String::from_utf8_lossy(lines).into());
    Ok(Piece {
        place: Place::Crontab,
        wanted: cron::block(task),
        found,
    })
}

/// Writes our lines.
pub fn install(task: &Task) -> Result<(), Fault> {
    let before = read()?;
    replace(
        &before,
        &crontab::with(&before, task.folder(), &cron::block(task))?,
    )
}

/// Takes our lines away.
pub fn remove(folder: &str) -> Result<bool, Fault> {
    let before = read()?;
    let after = crontab::without(&before, folder)?;
    replace(&before, &after)?;
    Ok(before != after)
}

fn read() -> Result<Vec<u8>, Fault> {
    let words = words("-l");
    let output = run::output(&words, b"")?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = run::said(&output);
    // Who has none is told so as a failure; in BusyBox it is a missing file.
    if said.contains("no crontab for") || said.contains("No such file") {
        Ok(Vec::new())
    } else {
        Err(run::fault(&words, said))
    }
}

fn replace(before: &[u8], after: &[u8]) -> Result<(), Fault> {
    if before != after {
        run::succeed(&words("-"), after)?;
    }
    Ok(())
}

fn words(argument: &str) -> run::Words {
    ["crontab", argument].map(ToOwned::to_owned).into()
}
