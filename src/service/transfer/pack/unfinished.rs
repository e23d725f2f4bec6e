//! A pack that was begun and not finished: nobody else can have its profiles.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{PackError, PackFault};
use crate::domain::pack::PackId;
use crate::domain::profile::{ProfileName, UnreadableRow};
use crate::domain::tokens::{PackMark, Record, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::files::append;
use crate::ledger::Ledger;
use crate::service::context::Context;
use crate::service::locked_profile::LockedProfile;
use crate::store::file::pack::PackFile;

const PART: &str = ".part";

/// The name of a pack until it is finished.
pub fn part_of(file: &Path) -> PathBuf {
    append(file, PART)
}

pub fn is_part(file: &Path) -> bool {
    file.as_os_str().as_encoded_bytes().ends_with(PART.as_bytes())
}

/// What was begun and not finished, where that is what a name leads to.
pub fn unfinished(file: &Path) -> Option<PathBuf> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    if is_part(file) {
        return is_there(file).then(|| file.to_path_buf());
    }
    let part = part_of(file);
    (!is_there(file) && is_there(&part)).then_some(part)
}

/// Whether a profile is marked for a pack that was never finished.
pub fn is_unfinished(mark: &PackMark) -> bool {
    let part = part_of(Path::new(&mark.file));
    PackFile::id_at(&part).is_ok_and(|id| id == mark.id)
}

/// Takes the profiles back that were marked for a pack, and removes what was begun. It needs no passphrase: their
/// records are here. Whose they were.
pub async fn take_back(context: &Context, part: &Path) -> Result<Vec<ProfileName>, PackError> {
    let id = id_at(part)?;
    let mut back = Vec::new();
    for name in names(context).await? {
        let mut profile = LockedProfile::acquire(context, &name, &nobody()).await?;
        // Whoever was waited for may have finished it.
        if is_in(&profile.record, &id) && id_at(part)? == id {
            unmark(&mut profile).await?;
            back.push(name);
        }
    }
    if back.is_empty() {
        return Err(PackError::at(part, PackFault::Unfinished));
    }
    remove(part)?;
    Ok(back)
}

fn id_at(part: &Path) -> Result<PackId, PackError> {
    PackFile::id_at(part).map_err(|error| PackError::sealed(part, error))
}

/// Whose records may be in the store: those that it lists, and those that are on the list.
pub async fn names(context: &Context) -> Result<Vec<ProfileName>, Trouble> {
    let listed = context.with_store(|store| store.profiles()).await.or_else(|trouble| {
        if trouble.cause == Cause::StoreNotListable { Ok(Vec::new()) } else { Err(trouble) }
    })?;
    let rows = context.with_ledger(Ledger::profiles).await?;
    let unreadable: Vec<_> = rows.unreadable.iter().filter_map(UnreadableRow::profile).collect();
    let rows = rows.read.into_iter().map(|row| row.name);
    let mut names: Vec<_> = listed.into_iter().chain(rows).chain(unreadable).collect();
    // One order for all who hold several.
    names.sort();
    names.dedup();
    Ok(names)
}

/// Finishes the renames that somebody has begun. It takes both names, and so it is done before either is held.
pub async fn finish_renames(context: &Context, names: impl IntoIterator<Item = ProfileName>) {
    for name in names {
        if let Err(trouble) = context.stored(&name).await {
            // It is told when the profile is to be held.
            tracing::info!(profile = %name, %trouble, "not looked at yet");
        }
    }
}

pub fn is_in(record: &Record, id: &PackId) -> bool {
    record.packed_in().is_some_and(|mark| mark.id == *id)
}

/// A profile is this home's again.
pub async fn unmark(profile: &mut LockedProfile) -> Result<(), Trouble> {
    let record = Record { elsewhere_since: None, handed_to: None, ..profile.record.clone() };
    profile.save(record).await?;
    profile.context.row(&profile.name, &profile.record).await;
    Ok(())
}

pub fn remove(part: &Path) -> Result<(), PackError> {
    fs::remove_file(part).map_err(|error| PackError::system(part, &error))
}
