//! Schedules that are files of their own, and the programs that are told about them.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::{Piece, ScheduleError, command, failed};
use crate::domain::schedule::{CommandLine, ScheduleFiles, Scheduler, Task};
use crate::domain::trouble::{Cause, Trouble};
use crate::runtime::home::Home;

const MARK: &str = "Written by \"amokey schedule install\"";

/// What belongs into the files, and what is there: under the name of this home, else as it was written before
/// there could be several.
pub fn look(scheduler: Scheduler, task: &Task) -> Result<Vec<Piece>, ScheduleError> {
    let nameless = nameless_of(scheduler, &task.folder)?.unwrap_or_default().paths;
    let uid = if scheduler == Scheduler::SystemdSystem { owner(&Home::open()?.folder)? } else { 0 };
    let paths = files(scheduler, Some(&task.folder))?.paths.into_iter();
    let pieces =
        paths.zip(scheduler.texts(task, uid)).enumerate().map(|(index, (path, wanted))| {
            let found = match (read(&path)?, nameless.get(index)) {
                (None, Some(nameless)) => read(nameless)?,
                (found, _) => found,
            };
            Ok(Piece { path: Some(path), wanted, found })
        });
    pieces.collect()
}

/// Writes what differs, and lets it begin. What was written before there could be several is this home's no more.
pub fn install(scheduler: Scheduler, task: &Task) -> Result<(), ScheduleError> {
    let files = files(scheduler, Some(&task.folder))?;
    let pieces = look(scheduler, task)?;
    let is_there = files.paths.iter().any(|path| path.exists());
    let changed: Vec<_> = (files.paths.iter().zip(&pieces))
        .filter(|(path, piece)| piece.found.as_ref() != Some(&piece.wanted) || !path.exists())
        .collect();
    if is_there && !changed.is_empty() {
        // What runs would go on as it was. Where nothing runs, nothing has to end.
        let _ = tell(&files.stop);
    }
    for (path, piece) in changed {
        write(path, &piece.wanted)?;
    }
    if let Some(nameless) = nameless_of(scheduler, &task.folder)? {
        delete(&nameless)?;
    }
    tell(&files.start)
}

/// Lets that of this home end, and deletes its files. Whether there were any.
pub fn remove(scheduler: Scheduler, folder: &str) -> Result<bool, ScheduleError> {
    let own = delete(&files(scheduler, Some(folder))?)?;
    let nameless = nameless_of(scheduler, folder)?.map(|nameless| delete(&nameless)).transpose()?;
    Ok(own || nameless.unwrap_or(false))
}

fn delete(files: &ScheduleFiles) -> Result<bool, ScheduleError> {
    let mut ours = Vec::new();
    for path in &files.paths {
        if read(path)?.is_some() {
            ours.push(path);
        }
    }
    if ours.is_empty() {
        return Ok(false);
    }
    // Where nothing runs nothing has to end, and the files go all the same.
    let _ = tell(&files.stop);
    for path in ours {
        fs::remove_file(path).map_err(|error| failed(path, &error))?;
    }
    let _ = tell(&files.reload);
    Ok(true)
}

/// The schedule without a home in its name, where it is this home's: what it starts says so.
fn nameless_of(scheduler: Scheduler, folder: &str) -> Result<Option<ScheduleFiles>, ScheduleError> {
    let files = files(scheduler, None)?;
    let text = files.paths.first().and_then(|path| read(path).ok()?);
    Ok(text.is_some_and(|text| scheduler.is_of(&text, folder)).then_some(files))
}

/// The schedule of a home, or the one without a home in its name.
fn files(scheduler: Scheduler, home: Option<&str>) -> Result<ScheduleFiles, ScheduleError> {
    let base = || {
        BaseDirs::new().ok_or_else(|| Trouble::noted(Cause::LedgerUnavailable, "no home folder"))
    };
    let folder = match scheduler {
        Scheduler::Cron => PathBuf::new(),
        Scheduler::SystemdUser => base()?.config_dir().join("systemd/user"),
        Scheduler::SystemdSystem => "/etc/systemd/system".into(),
        Scheduler::Launchd => base()?.home_dir().join("Library/LaunchAgents"),
        Scheduler::Windows => Home::place()?,
    };
    Ok(scheduler.files(&folder, home))
}

fn tell(commands: &[CommandLine]) -> Result<(), ScheduleError> {
    for words in commands {
        if let Err(error) = command::run(words, b"") {
            return Err(ScheduleError::NotStarted {
                commands: commands.iter().map(|words| command::line(words)).collect(),
                reason: error.to_string(),
            });
        }
    }
    Ok(())
}

/// What is in a file of ours. One that somebody else has written is not to be touched.
fn read(path: &Path) -> Result<Option<String>, ScheduleError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(path, &error)),
    };
    match decoded(path, bytes) {
        Some(text) if text.contains(MARK) => Ok(Some(text)),
        Some(_) | None => Err(ScheduleError::Foreign(path.to_owned())),
    }
}

fn write(path: &Path, text: &str) -> Result<(), ScheduleError> {
    let written = || {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".amokey").tempfile_in(folder)?;
        file.write_all(&encoded(path, text))?;
        // Nothing in it is secret, and a manager may be somebody else.
        #[cfg(unix)]
        file.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(io::Error::from)?;
        Ok(())
    };
    written().map_err(|error| failed(path, &error))
}

/// The Task Scheduler reads UTF-16, everybody else UTF-8.
fn is_wide(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "xml")
}

fn encoded(path: &Path, text: &str) -> Vec<u8> {
    if is_wide(path) {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        text.into()
    }
}

fn decoded(path: &Path, bytes: Vec<u8>) -> Option<String> {
    if is_wide(path) {
        let (units, []) = bytes.as_chunks() else {
            return None;
        };
        let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        let text = String::from_utf16(&units).ok()?;
        text.strip_prefix('\u{feff}').map(ToOwned::to_owned)
    } else {
        String::from_utf8(bytes).ok()
    }
}

#[cfg(unix)]
fn owner(folder: &Path) -> Result<u32, ScheduleError> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(folder).map_err(|error| failed(folder, &error))?;
    Ok(metadata.uid())
}

#[cfg(not(unix))]
fn owner(_: &Path) -> Result<u32, ScheduleError> {
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_by_whoever_it_is_for() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("<!-- {MARK} -->\nпуть\n");
        for (name, first) in [("schedule.xml", [0xff, 0xfe]), ("amokey.timer", *b"<!")] {
            let path = folder.path().join("new").join(name);
            assert_eq!(read(&path).unwrap(), None);
            write(&path, "something else").unwrap();
            write(&path, &text).unwrap();
            assert!(fs::read(&path).unwrap().starts_with(&first), "{name}");
            assert_eq!(read(&path).unwrap(), Some(text.clone()), "{name}");
        }
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 2);
    }

    #[test]
    fn a_file_of_somebody_else_is_not_read_as_ours() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["schedule.xml", "amokey.refresh.plist"] {
            let path = folder.path().join(name);
            for bytes in [&b"[Timer]\n"[..], b"\xff\xfe", b"odd", b"\xff"] {
                fs::write(&path, bytes).unwrap();
                assert!(matches!(read(&path), Err(ScheduleError::Foreign(_))), "{bytes:?}");
            }
        }
    }
}
