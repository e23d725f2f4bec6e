//! Packs all profiles of a home. The order of the steps is at the head of this folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PackError, PackFault};
use super::parts::{Contents, Listed, PackedProfile};
use super::unfinished::{finish_renames, is_in, is_unfinished, names, part_of, remove, unmark};
use crate::domain::hook::Hook;
use crate::domain::pack::{Manifest, PackId, Purpose, Whereabouts};
use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::tokens::{HandedTo, PackMark, Record, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::files::sync_folder_of;
use crate::ledger::{Ledger, LedgerError};
use crate::service::context::{Context, blocking};
use crate::service::locked_profile::LockedProfile;
use crate::store::file::Key;
use crate::store::file::pack::PackFile;
use crate::store::killpoint;

#[derive(Clone)]
pub struct PackRequest {
    /// The absolute path of the pack.
    pub file: PathBuf,
    pub key: Key,
    pub purpose: Purpose,
    /// Whether a file of this name is replaced.
    pub may_replace: bool,
    /// The text of the settings file, where there is one.
    pub settings: Option<String>,
    pub from: Whereabouts,
}

#[derive(Debug)]
pub struct Given {
    pub packed: Vec<ProfileName>,
    pub left: Vec<(ProfileName, Left)>,
}

/// Why a profile is not in the pack.
#[derive(Debug)]
pub enum Left {
    /// It is away in an earlier one.
    Away(PackMark),
    Trouble(Trouble),
}

/// Everything is held from before it is read until the file has its name.
struct Hold {
    profiles: Vec<LockedProfile>,
    left: Vec<(ProfileName, Left)>,
}

/// Refuses a name that something has already.
pub fn is_free(file: &Path, may_replace: bool) -> Result<(), PackError> {
    if !may_replace && file.symlink_metadata().is_ok() {
        return Err(PackError::at(file, PackFault::Exists));
    }
    Ok(())
}

pub async fn pack(context: &Context, request: PackRequest) -> Result<Given, PackError> {
    is_free(&request.file, request.may_replace)?;
    if request.purpose == Purpose::Move {
        // It must not be found out half-way that it is closed.
        context.with_store(|store| store.check()).await?;
    }
    let hold = Hold::all(context).await?;
    let own = context.clone();
    context.finish(async move { give(&own, &request, hold).await }).await
}

impl Hold {
    async fn all(context: &Context) -> Result<Self, PackError> {
        let here = context.store.kind();
        let mut hold = Self { profiles: Vec::new(), left: Vec::new() };
        finish_renames(context, names(context).await?).await;
        for name in names(context).await? {
            match LockedProfile::acquire(context, &name, &nobody()).await {
                // One of its two names is in somebody's hands.
                Ok(profile) if profile.record.renaming.is_some() => {
                    let cause = Cause::Busy { holder: None };
                    hold.left.push((name, Left::Trouble(cause.into())));
                }
                Ok(profile) if !is_nothing(&profile.record) => hold.profiles.push(profile),
                Ok(_) => {
                    let row = context.listed(&name).await.ok().flatten();
                    if let Some(row) = row.filter(|row| row.store != here) {
                        let cause =
                            Cause::InAnotherStore { name: name.to_string(), store: row.store };
                        hold.left.push((name, Left::Trouble(cause.into())));
                    }
                }
                Err(trouble) => hold.left.push((name, Left::Trouble(trouble))),
            }
        }
        Ok(hold)
    }

    /// Takes back what an earlier attempt has marked and never given away.
    async fn begins_anew(&mut self) -> Result<(), PackError> {
        let is_half_way =
            |profile: &LockedProfile| profile.record.packed_in().is_some_and(is_unfinished);
        if !self.profiles.iter().any(is_half_way) {
            return Ok(());
        }
        // One that cannot be held may be marked as well, and the file that tells is not removed from under it.
        if let Some((_, Left::Trouble(trouble))) = self.left.first() {
            return Err(trouble.clone().into());
        }
        let mut parts = BTreeSet::new();
        for profile in self.profiles.iter_mut().filter(|profile| is_half_way(profile)) {
            parts.extend(profile.record.packed_in().map(|it| part_of(Path::new(&it.file))));
            unmark(profile).await?;
        }
        parts.iter().try_for_each(|part| remove(part))
    }

    /// Leaves out what is away in an earlier pack.
    fn without_the_away(&mut self) {
        let left = &mut self.left;
        self.profiles.retain(|profile| {
            let Some(mark) = profile.record.packed_in() else { return true };
            left.push((profile.name.clone(), Left::Away(mark.clone())));
            false
        });
    }
}

/// Whether there is nothing in it that another machine could need: a consent that is under way is not taken along.
fn is_nothing(record: &Record) -> bool {
    record.connection.is_none() && record.candidate.is_none()
}

async fn give(
    context: &Context,
    request: &PackRequest,
    mut hold: Hold,
) -> Result<Given, PackError> {
    let PackRequest { file, purpose, .. } = request;
    if *purpose == Purpose::Move {
        hold.begins_anew().await?;
        if let Ok(there) = PackFile::id_at(file)
            && hold.profiles.iter().any(|profile| is_in(&profile.record, &there))
        {
            return Err(PackError::at(file, PackFault::HoldsOurs));
        }
        hold.without_the_away();
    }
    let names: Vec<_> = hold.profiles.iter().map(|profile| profile.name.clone()).collect();
    if names.is_empty() {
        let left = hold.left;
        return if left.is_empty() {
            Err(PackError::Nothing)
        } else {
            Ok(Given { packed: names, left })
        };
    }
    let contents = contents(context, request, &hold.profiles).await?;
    let own = request.clone();
    let id = blocking(move || written(&own, &contents)).await?;
    killpoint::passed("packed");
    let given = match purpose {
        Purpose::Move => mark_all(context, &mut hold.profiles, &id, file).await,
        Purpose::Copy => Ok(()),
    };
    if let Err(error) = given.and_then(|()| named(request)) {
        return Err(undo(&mut hold.profiles, &id, file, error).await);
    }
    killpoint::passed("named");
    log(context, request, &names).await;
    Ok(Given { packed: names, left: hold.left })
}

async fn contents(
    context: &Context,
    request: &PackRequest,
    held: &[LockedProfile],
) -> Result<Contents, PackError> {
    let ledger = |ledger: &Ledger| -> Result<_, LedgerError> {
        let mut history = ledger.history(None, usize::MAX)?.read;
        history.reverse();
        Ok((ledger.profiles()?.read, ledger.hooks()?, history))
    };
    let (rows, hooks, history): (Vec<_>, Vec<Hook>, Vec<Event>) =
        context.with_ledger(ledger).await?;
    let mut rows: BTreeMap<_, _> = rows.into_iter().map(|row| (row.name.clone(), row)).collect();
    let mut profiles = BTreeMap::new();
    for profile in held {
        let name = profile.name.clone();
        let wanted = name.clone();
        let exports = context.with_ledger(move |ledger| ledger.kept_exports(&wanted)).await?;
        let listed = Listed { row: rows.remove(&name), exports };
        // What waits for a callback waits here.
        let record = Record { draft: None, ..profile.record.clone() };
        profiles.insert(name, PackedProfile { record, listed });
    }
    let manifest = Manifest {
        version: Manifest::VERSION,
        purpose: request.purpose,
        packed_at: context.now(),
        packed_on: request.from.host.clone(),
        home: request.from.home.to_string(),
        hooks,
        settings: request.settings.clone(),
    };
    Ok(Contents { manifest, profiles, history, taken: Vec::new() })
}

/// Writes the file whole under its first name, and sees that all of it can be read.
fn written(request: &PackRequest, contents: &Contents) -> Result<PackId, PackError> {
    let part = part_of(&request.file);
    make_way(&part, request)?;
    let sealed = |error| PackError::sealed(&part, error);
    let parts = contents.to_parts().map_err(sealed)?;
    let create = || {
        let id = PackFile::create(&part, &request.key, &parts)?;
        let read = PackFile::open(&part, &request.key)?.parts()?;
        Ok((id, read == parts))
    };
    match create() {
        Ok((id, true)) => Ok(id),
        Ok((_, false)) => {
            remove(&part)?;
            Err(PackError::at(&part, PackFault::Damaged))
        }
        Err(error) => {
            // Nobody is marked for it.
            let _ = fs::remove_file(&part);
            Err(sealed(error))
        }
    }
}

/// Removes the beginning of a pack that nobody is marked for: all that we are marked for was taken back. One that is not
/// whole never had anybody marked; whose another one is, only its key tells.
fn make_way(part: &Path, request: &PackRequest) -> Result<(), PackError> {
    if part.symlink_metadata().is_err() {
        return Ok(());
    }
    let opened = PackFile::open(part, &request.key)
        .and_then(|file| Contents::of(&file.parts()?))
        .map(|there| {
            let Manifest { home, packed_on, .. } = there.manifest;
            home == request.from.home.as_str() && packed_on == request.from.host
        })
        .map_err(|error| PackError::sealed(part, error));
    let is_ours = match opened {
        Ok(is_ours) => is_ours,
        Err(PackError::File { fault: PackFault::Damaged, .. }) => true,
        Err(_) => false,
    };
    if is_ours || request.may_replace {
        remove(part)
    } else {
        Err(PackError::at(part, PackFault::PartInTheWay))
    }
}

/// Marks each profile as gone in this file. One that another program looks after goes along, and is its still.
async fn mark_all(
    context: &Context,
    held: &mut [LockedProfile],
    id: &PackId,
    file: &Path,
) -> Result<(), PackError> {
    for profile in held.iter_mut().filter(|it| it.record.elsewhere_since.is_none()) {
        let mark = PackMark { id: id.clone(), file: file.display().to_string() };
        let marked = Record {
            elsewhere_since: Some(context.now()),
            handed_to: Some(HandedTo::Pack(mark)),
            ..profile.record.clone()
        };
        profile.save(marked).await?;
        killpoint::passed("marked-away");
        context.row(&profile.name, &profile.record).await;
    }
    Ok(())
}

/// Gives the file its name.
fn named(request: &PackRequest) -> Result<(), PackError> {
    let file = &request.file;
    is_free(file, request.may_replace)?;
    killpoint::passed("all-away");
    let renamed: io::Result<()> = fs::rename(part_of(file), file);
    renamed.map_err(|error| PackError::system(file, &error))?;
    if let Err(error) = sync_folder_of(file) {
        tracing::warn!(%error, "the folder of a pack cannot be synced");
    }
    Ok(())
}

/// Takes everything back after a failure; why that cannot be done either.
async fn undo(held: &mut [LockedProfile], id: &PackId, file: &Path, error: PackError) -> PackError {
    for profile in held {
        // After an error of the store it is not known what is in it.
        let stored = profile.stored().await.map(Option::unwrap_or_default);
        let back = match stored {
            Ok(stored) if is_in(&stored, id) => {
                profile.record = stored;
                unmark(profile).await
            }
            Ok(_) => Ok(()),
            Err(trouble) => Err(trouble),
        };
        if let Err(trouble) = back {
            return PackError::HalfWay { path: file.to_path_buf(), trouble: Box::new(trouble) };
        }
    }
    let part = part_of(file);
    remove(&part).err().unwrap_or(error)
}

async fn log(context: &Context, request: &PackRequest, names: &[ProfileName]) {
    let outcome = match request.purpose {
        Purpose::Move => Outcome::HandedOver,
        Purpose::Copy => Outcome::Exported,
    };
    for name in names {
        let detail = Some(format!("pack {}", request.file.display()));
        let event = Event::new(context.now(), Some(name.clone()), Action::Export, outcome);
        context.log_event(Event { detail, ..event }).await;
    }
}
