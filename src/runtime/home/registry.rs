//! Which home is which, and which there are.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::domain::home_id::HomeId;
use crate::domain::secret::hex;
use crate::files::{create_private_dir, open_regular};

pub const ID: &str = "home.id";

/// The folder of the user's with a file for each home: its id, and where it is.
const HOMES: &str = "homes";

pub fn id(folder: &Path) -> io::Result<HomeId> {
    if let Some(id) = read(folder)? {
        return Ok(id);
    }
    let older = is_older(folder);
    let id = if older {
        HomeId::First
    } else {
        let mut random = [0; HomeId::BYTES];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        HomeId::from_random(random)
    };
    match write(folder, &id) {
        // What somebody else wrote at the same moment counts.
        Ok(()) => Ok(read(folder)?.unwrap_or(id)),
        // A home that cannot be written is the same one the next time.
        Err(_) if older => Ok(id),
        Err(error) => Err(error),
    }
}

/// Whether a program has worked here that knew no ids. A ledger may have been moved away since.
fn is_older(folder: &Path) -> bool {
    let locks = || fs::read_dir(folder.join("locks")).ok()?.next();
    folder.join("ledger.sqlite").exists() || locks().is_some()
}

fn read(folder: &Path) -> io::Result<Option<HomeId>> {
    let mut text = String::new();
    let opened = open_regular(File::options().read(true), &folder.join(ID));
    match opened.and_then(|mut file| file.read_to_string(&mut text)) {
        Ok(_) => HomeId::parse(text.trim_end())
            .map(Some)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "this is no id")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Nobody ever sees half of it, and one that is there stays.
fn write(folder: &Path, id: &HomeId) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder)?;
    writeln!(file, "{id}")?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(folder.join(ID)) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Notes where a home is. That it cannot be noted concerns nobody now.
pub fn add(user: &Path, folder: &Path, id: &HomeId) {
    if let Err(error) = noted(user, folder, id) {
        tracing::debug!(%error, "where this home is could not be noted");
    }
}

fn noted(user: &Path, folder: &Path, id: &HomeId) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let line = format!("{id}\n{}\n", folder.display());
    let name = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let homes = user.join(HOMES);
    let file = homes.join(hex(name.iter().take(8)));
    if fs::read_to_string(&file).is_ok_and(|noted| noted == line) {
        return Ok(());
    }
    create_private_dir(&homes)?;
    let mut new = NamedTempFile::new_in(&homes)?;
    new.write_all(line.as_bytes())?;
    new.persist(file)?;
    Ok(())
}

/// The homes that are still where they were noted, and the usual one where nobody has opened it since there are ids.
pub fn all(user: &Path, usual: Option<&Path>) -> Vec<HomeId> {
    let noted = fs::read_dir(user.join(HOMES)).into_iter().flatten();
    let there = noted.filter_map(|entry| {
        let text = fs::read_to_string(entry.ok()?.path()).ok()?;
        let (id, folder) = text.trim_end().split_once('\n')?;
        let id = HomeId::parse(id)?;
        // A path that is no text cannot be looked at: its home is better believed to be there.
        let is_text = !folder.contains(char::REPLACEMENT_CHARACTER);
        (!is_text || read(Path::new(folder)).is_ok_and(|is| is.as_ref() == Some(&id))).then_some(id)
    });
    let older = usual.filter(|folder| matches!(read(folder), Ok(None)) && is_older(folder));
    there.chain(older.map(|_| HomeId::First)).collect()
}
