//! Schedules that are files of their own, and the programs that are told about them.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::run::{self, Words};
use super::{Fault, Piece, Place};
use crate::domain::schedule::systemd::{self, Scope};
use crate::domain::schedule::{Owner, Task, With, launchd, windows};
use crate::domain::trouble::{Cause, Trouble};
use crate::runtime::home::Home;

/// Every file that we write has this in it.
const MARK: &str = "Written by \"amokey schedule install\"";

/// What belongs into the files, and what is there: under the name of this home, else as it was written before there
/// could be several.
pub fn look(with: With, task: &Task) -> Result<Vec<Piece>, Fault> {
    let before = if is_nameless_of(with, task.folder()) {
        paths(with, &Owner::Nameless)?
    } else {
        Vec::new()
    };
    let pieces = paths(with, &task.owner())?
        .into_iter()
        .zip(texts(with, task)?);
    pieces
        .enumerate()
        .map(|(index, (path, wanted))| {
            let found = match (read(&path)?, before.get(index)) {
                (None, Some(before)) => read(before)?,
                (found, _) => found,
            };
            let place = Place::File(path);
            Ok(Piece {
                place,
                wanted,
                found,
            })
        })
        .collect()
}

/// Writes what differs, and lets it begin. What was written before there could be several is this home's no more.
pub fn install(with: With, task: &Task) -> Result<(), Fault> {
    let owner = task.owner();
    let pieces = look(with, task)?;
    let is_there = paths(with, &owner)?.iter().any(|path| path.exists());
    let differs = |piece: &&Piece| match &piece.place {
        Place::File(path) => piece.found.as_ref() != Some(&piece.wanted) || !path.exists(),
        Place::Crontab => false,
    };
    let changed: Vec<_> = pieces.iter().filter(differs).collect();
    if is_there && !changed.is_empty() {
        // What runs would go on as it was. Where nothing runs, nothing has to end.
        let _ = start(&ending(with, &owner)?.0);
    }
    for piece in changed {
        match &piece.place {
            Place::File(path) => write(path, &piece.wanted)?,
            Place::Crontab => {}
        }
    }
    if is_nameless_of(with, task.folder()) {
        remove_owned(with, &Owner::Nameless)?;
    }
    start(&starting(with, &owner)?)
}

/// Lets that of this home end, and deletes its files.
pub fn remove(with: With, folder: &str) -> Result<bool, Fault> {
    let own = remove_owned(with, &Owner::Home(folder.to_owned()))?;
    let nameless = is_nameless_of(with, folder) && remove_owned(with, &Owner::Nameless)?;
    Ok(own || nameless)
}

fn remove_owned(with: With, owner: &Owner) -> Result<bool, Fault> {
    let mut ours = Vec::new();
    for path in paths(with, owner)? {
        if read(&path)?.is_some() {
            ours.push(path);
        }
    }
    if ours.is_empty() {
        return Ok(false);
    }
    let (before, after) = ending(with, owner)?;
    // Where nothing runs nothing has to end, and the files go all the same.
    let _ = start(&before);
    for path in ours {
        fs::remove_file(&path).map_err(|error| fault(&path, &error))?;
    }
    let _ = start(&after);
    Ok(true)
}

/// Whether the schedule without a home in its name is this home's: what it starts says so.
fn is_nameless_of(with: With, folder: &str) -> bool {
    let text = paths(with, &Owner::Nameless)
        .ok()
        .and_then(|paths| read(paths.first()?).ok()?);
    text.is_some_and(|text| match with {
        With::Cron => false,
        With::SystemdUser | With::SystemdSystem => {
            systemd::read(&text).is_some_and(|started| started.is_of(folder))
        }
        With::Launchd => launchd::is_of(&text, folder),
        With::Windows => windows::is_of(&text, folder),
    })
}

fn texts(with: With, task: &Task) -> Result<Vec<String>, Fault> {
    Ok(match with {
        With::Cron => Vec::new(),
        With::SystemdUser => vec![systemd::service(task, Scope::User), systemd::timer(task)],
        With::SystemdSystem => {
            let uid = owner(Home::open()?.folder())?;
            let scope = Scope::System { uid };
            vec![systemd::service(task, scope), systemd::timer(task)]
        }
        With::Launchd => vec![launchd::agent(task)],
        With::Windows => vec![windows::task(task)],
    })
}

fn paths(with: With, owner: &Owner) -> Result<Vec<PathBuf>, Fault> {
    let base = || {
        BaseDirs::new().ok_or_else(|| Trouble::noted(Cause::LedgerUnavailable, "no home folder"))
    };
    let units = |folder: PathBuf| {
        let unit = systemd::unit(owner);
        vec![
            folder.join(format!("{unit}.service")),
            folder.join(format!("{unit}.timer")),
        ]
    };
    Ok(match with {
        With::Cron => Vec::new(),
        With::SystemdUser => units(base()?.config_dir().join("systemd/user")),
        With::SystemdSystem => units("/etc/systemd/system".into()),
        With::Launchd => vec![
            base()?
                .home_dir()
                .join("Library/LaunchAgents")
                .join(format!("{}.plist", launchd::label(owner))),
        ],
        // It is in the home itself.
        With::Windows => vec![Home::place()?.join(match owner {
            Owner::Home(_) => "unattended.xml",
            Owner::Nameless => "schedule.xml",
        })],
    })
}

/// The command lines after the files are written. They may be run again and again.
fn starting(with: With, owner: &Owner) -> Result<Vec<Words>, Fault> {
    let file = || path(with, owner);
    Ok(match with {
        With::Cron => Vec::new(),
        With::SystemdUser | With::SystemdSystem => vec![
            systemctl(with, &["daemon-reload"]),
            systemctl(with, &["enable", "--now", &timer(owner)]),
        ],
        With::Launchd => vec![words(["launchctl", "load", "-w", &file()?])],
        With::Windows => {
            let (name, file) = (windows::name(owner), file()?);
            let create = ["schtasks", "/Create", "/F", "/TN", &name, "/XML", &file];
            vec![words(create)]
        }
    })
}

/// The command lines before and after the files are deleted.
fn ending(with: With, owner: &Owner) -> Result<(Vec<Words>, Vec<Words>), Fault> {
    Ok(match with {
        With::Cron => (Vec::new(), Vec::new()),
        With::SystemdUser | With::SystemdSystem => (
            vec![systemctl(with, &["disable", "--now", &timer(owner)])],
            vec![systemctl(with, &["daemon-reload"])],
        ),
        With::Launchd => {
            let unload = words(["launchctl", "unload", "-w", &path(with, owner)?]);
            (vec![unload], Vec::new())
        }
        With::Windows => {
            let delete = words(["schtasks", "/Delete", "/F", "/TN", &windows::name(owner)]);
            (vec![delete], Vec::new())
        }
    })
}

fn timer(owner: &Owner) -> String {
    format!("{}.timer", systemd::unit(owner))
}

fn systemctl(with: With, arguments: &[&str]) -> Words {
    let user = (with == With::SystemdUser).then_some("--user");
    let words = ["systemctl"].into_iter().chain(user);
    words
        .chain(arguments.iter().copied())
        .map(ToOwned::to_owned)
        .collect()
}

fn words<const N: usize>(words: [&str; N]) -> Words {
    words.map(ToOwned::to_owned).into()
}

/// The only file of a schedule that is one.
fn path(with: With, owner: &Owner) -> Result<String, Fault> {
    let paths = paths(with, owner)?;
    Ok(paths
        .iter()
        .map(|path| path.display().to_string())
        .collect())
}

fn start(commands: &[Words]) -> Result<(), Fault> {
    for command in commands {
        if let Err(fault) = run::succeed(command, b"") {
            return Err(Fault::NotStarted {
                commands: commands.iter().map(|words| run::line(words)).collect(),
                reason: fault.to_string(),
            });
        }
    }
    Ok(())
}

/// What is in a file of ours. One that somebody else has written is not to be touched.
fn read(path: &Path) -> Result<Option<String>, Fault> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(path, &error)),
    };
    match decoded(path, bytes) {
        Some(text) if text.contains(MARK) => Ok(Some(text)),
        Some(_) | None => Err(Fault::Foreign(path.to_owned())),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let written = || {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(".amokey")
            .tempfile_in(folder)?;
        file.write_all(&encoded(path, text))?;
        readable(file.path())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(io::Error::from)?;
        Ok(())
    };
    written().map_err(|error| fault(path, &error))
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

/// As such files are: nothing in them is secret, and a manager may be somebody else.
#[cfg(unix)]
fn readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn owner(folder: &Path) -> Result<u32, Fault> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(folder).map_err(|error| fault(folder, &error))?;
    Ok(metadata.uid())
}

#[cfg(not(unix))]
fn owner(_: &Path) -> Result<u32, Fault> {
    Ok(0)
}

fn fault(path: &Path, error: &io::Error) -> Fault {
    Fault::File {
        path: path.to_owned(),
        reason: error.to_string(),
    }
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
                assert!(matches!(read(&path), Err(Fault::Foreign(_))), "{bytes:?}");
            }
        }
    }
}
