//! Takes profiles out of a pack. The order of the steps is at the head of this folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::decide::{Decision, Offer, Refusal};
use super::error::PackError;
use super::parts::{Contents, Listed, PackedProfile, TAKEN, json};
use super::unfinished::finish_renames;
use crate::domain::pack::{Manifest, Purpose, Taken, Whereabouts};
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::profile::{Profile, ProfileName, project};
use crate::domain::settings::Setting;
use crate::domain::settings::file::changed;
use crate::domain::tokens::{Record, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::files::private;
use crate::service::context::{Context, blocking};
use crate::service::locked_profile::LockedProfile;
use crate::store::file::Key;
use crate::store::file::pack::PackFile;
use crate::store::{StoreError, killpoint};

pub struct UnpackRequest {
    pub file: PathBuf,
    pub key: Key,
    /// None: all of them, hooks and settings too.
    pub names: Vec<ProfileName>,
    pub here: Whereabouts,
    /// Where the settings file is, or would be.
    pub settings: PathBuf,
    /// Whether profiles are taken that somebody has taken from this file before.
    pub again: bool,
}

/// A pack whose passphrase was right. Nothing is changed yet.
pub struct OpenedPack {
    file: Arc<PackFile>,
    contents: Contents,
    request: UnpackRequest,
}

/// What a person should know before anything is taken.
#[derive(Debug, PartialEq, Eq)]
pub enum Warning {
    /// It is a copy. The pairs of `spent` have been refreshed since, if anybody used them there.
    Copy { at: Timestamp, spent: Vec<ProfileName> },
    /// They went away from this very home in this file.
    ComesBack(Vec<ProfileName>),
    /// Somebody has taken them from this file before.
    Again(Vec<Taken>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    Taken,
    /// Another program looks after its refresh token, as it did before.
    TakenElsewhere,
    /// It was here already, from the same pack.
    Here,
    /// What is here comes after the copy.
    KeptNewer,
}

pub struct Unpacked {
    pub profiles: Vec<(ProfileName, Result<Took, Refusal>)>,
    /// How many exports are written again by the next refresh.
    pub exports: usize,
    /// Whether there were no settings here, and these are here now.
    pub took_settings: bool,
}

/// A profile that is held until it is saved.
struct LockedTarget {
    profile: LockedProfile,
    /// Whether it has to be saved: what was begun before may have done that.
    is_new: bool,
    /// The generation that was here before any of it.
    over: u64,
}

pub async fn open(request: UnpackRequest) -> Result<OpenedPack, PackError> {
    blocking(move || {
        let sealed = |error| match error {
            // A sealed file, and no pack.
            StoreError::Missing => PackError::at(&request.file, super::PackFault::Foreign),
            error => PackError::sealed(&request.file, error),
        };
        let read = || {
            let file = PackFile::open(&request.file, &request.key)?;
            let contents = Contents::of(&file.parts()?)?;
            Ok((Arc::new(file), contents))
        };
        let (file, contents) = read().map_err(sealed)?;
        Ok(OpenedPack { file, contents, request })
    })
    .await
}

impl OpenedPack {
    pub const fn manifest(&self) -> &Manifest {
        &self.contents.manifest
    }

    fn wanted(&self) -> BTreeSet<ProfileName> {
        let named = &self.request.names;
        if named.is_empty() {
            self.contents.profiles.keys().cloned().collect()
        } else {
            named.iter().cloned().collect()
        }
    }

    /// Whether its profiles went away from this home, under whichever names they are known here now.
    fn is_made_here(&self) -> bool {
        let Manifest { purpose, home, packed_on, .. } = self.manifest();
        let here = &self.request.here;
        *purpose == Purpose::Move && *home == here.home.as_str() && *packed_on == here.host
    }

    /// What has to be said before, and agreed to.
    pub async fn warnings(&self, context: &Context) -> Result<Vec<Warning>, PackError> {
        let id = self.file.id();
        let (mut taken, mut back, mut spent) = (Vec::new(), Vec::new(), Vec::new());
        for name in self.wanted() {
            let Some(packed) = self.contents.profiles.get(&name) else { continue };
            let offer = self.offer(&name, packed, &id);
            let here = context.record(&name).await?.unwrap_or_default();
            if offer.decide(&here, self.request.again) != Decision::Take {
                continue;
            }
            let before = offer.taken.filter(|_| offer.begun_over.is_none());
            taken.extend(before.filter(|before| !taken.contains(*before)).cloned());
            let is_ours = offer.is_from(&here) || self.is_made_here();
            if is_ours && before.is_none() && offer.begun_over.is_none() {
                back.push(name.clone());
            }
            if is_spent(&packed.record, context.now()) {
                spent.push(name);
            }
        }
        let mut warnings = Vec::new();
        if self.manifest().purpose == Purpose::Copy {
            warnings.push(Warning::Copy { at: self.manifest().packed_at, spent });
        }
        if !back.is_empty() {
            warnings.push(Warning::ComesBack(back));
        }
        if !taken.is_empty() {
            warnings.push(Warning::Again(taken));
        }
        Ok(warnings)
    }

    fn offer<'a>(
        &'a self,
        name: &ProfileName,
        packed: &'a PackedProfile,
        id: &'a crate::domain::pack::PackId,
    ) -> Offer<'a> {
        let taken = self.contents.taken(name);
        let begun = taken.filter(|taken| taken.is_begun_by(&self.request.here));
        Offer {
            id,
            purpose: self.manifest().purpose,
            record: &packed.record,
            taken,
            begun_over: begun.and_then(|taken| taken.profiles.get(name).copied()),
        }
    }

    /// Takes what can be taken. From the first change on it is finished, whoever goes away.
    pub async fn take(self, context: &Context) -> Result<Unpacked, PackError> {
        context.with_store(|store| store.check()).await?;
        finish_renames(context, self.wanted()).await;
        let id = self.file.id();
        let (mut held, mut told) = (Vec::new(), Vec::new());
        for name in self.wanted() {
            let Some(packed) = self.contents.profiles.get(&name) else {
                told.push((name, Err(Refusal::NotInPack)));
                continue;
            };
            let profile = match hold(context, &name).await {
                Ok(profile) => profile,
                Err(trouble) => {
                    told.push((name, Err(Refusal::Trouble(trouble))));
                    continue;
                }
            };
            let offer = self.offer(&name, packed, &id);
            let over = offer.begun_over.unwrap_or(profile.record.generation);
            match offer.decide(&profile.record, self.request.again) {
                Decision::Take => held.push(LockedTarget { profile, is_new: true, over }),
                Decision::Here => held.push(LockedTarget { profile, is_new: false, over }),
                Decision::Newer => told.push((name, Ok(Took::KeptNewer))),
                Decision::Refuse(refusal) => told.push((name, Err(refusal))),
            }
        }
        if held.is_empty() {
            return Ok(Unpacked { profiles: told, exports: 0, took_settings: false });
        }
        let own = context.clone();
        context.finish(async move { self.save(&own, held, told).await }).await
    }

    async fn save(
        mut self,
        context: &Context,
        held: Vec<LockedTarget>,
        mut told: Vec<(ProfileName, Result<Took, Refusal>)>,
    ) -> Result<Unpacked, PackError> {
        let moves = self.manifest().purpose == Purpose::Move;
        let over = held.iter().map(|held| (held.profile.name.clone(), held.over));
        let mut over: BTreeMap<_, _> = over.collect();
        let before = self.others(&over);
        if moves {
            self.says(context, &before, &over, false).await?;
            killpoint::passed("claimed");
        }
        let (mut here, mut exports) = (Vec::new(), 0);
        for LockedTarget { mut profile, is_new, .. } in held {
            let name = profile.name.clone();
            let Some(packed) = self.contents.profiles.remove(&name) else { continue };
            let took =
                if is_new { taken(&mut profile, packed.record).await } else { Ok(Took::Here) };
            if took.is_ok() {
                killpoint::passed("taken");
                exports += packed.listed.exports.len();
                list(context, &profile, packed.listed).await;
                here.push(name.clone());
            }
            told.push((name, took.map_err(Refusal::Trouble)));
        }
        killpoint::passed("listed");
        let took_settings = self.rest(context, &here).await?;
        if moves {
            // Where a save has failed it is not known what is there: that one is begun still.
            let (done, begun) = over.into_iter().partition(|(name, _)| here.contains(name));
            over = begun;
            let mut before = before;
            before.extend((!over.is_empty()).then(|| self.takes(context, &over, false)));
            if let Err(error) = self.says(context, &before, &done, true).await {
                tracing::warn!(%error, "the pack says that this home is not done");
            }
        }
        log(context, &self.request, &here).await;
        told.sort_by(|(one, _), (two, _)| one.cmp(two));
        Ok(Unpacked { profiles: told, exports, took_settings })
    }

    /// What the file says of who has taken what, without what this home has begun of these.
    fn others(&self, of: &BTreeMap<ProfileName, u64>) -> Vec<Taken> {
        let mut taken = self.contents.taken.clone();
        for begun in taken.iter_mut().filter(|taken| taken.is_begun_by(&self.request.here)) {
            begun.profiles.retain(|name, _| !of.contains_key(name));
        }
        taken.retain(|taken| !taken.profiles.is_empty());
        taken
    }

    fn takes(&self, context: &Context, over: &BTreeMap<ProfileName, u64>, done: bool) -> Taken {
        let Whereabouts { home, host } = &self.request.here;
        let (home, host) = (home.to_string(), host.clone());
        Taken { home, host, at: context.now(), profiles: over.clone(), done }
    }

    /// Writes into the file who has taken what, behind what it said before.
    async fn says(
        &self,
        context: &Context,
        before: &[Taken],
        over: &BTreeMap<ProfileName, u64>,
        done: bool,
    ) -> Result<(), PackError> {
        let now = (!over.is_empty()).then(|| self.takes(context, over, done));
        let taken: Vec<_> = before.iter().cloned().chain(now).collect();
        let (file, path) = (Arc::clone(&self.file), self.request.file.clone());
        let put = move || file.put(TAKEN, json(&taken)?);
        blocking(move || put().map_err(|error| PackError::sealed(&path, error))).await
    }

    /// The history of what was taken; where all of it was wanted, hooks and settings, each where there is none.
    async fn rest(&self, context: &Context, here: &[ProfileName]) -> Result<bool, PackError> {
        let is_whole = self.request.names.is_empty();
        let is_wanted = |event: &Event| match &event.profile {
            Some(profile) => here.contains(profile),
            None => is_whole,
        };
        let lines: Vec<_> =
            self.contents.history.iter().filter(|event| is_wanted(event)).cloned().collect();
        let hooks = if is_whole { self.manifest().hooks.clone() } else { Vec::new() };
        context
            .with_ledger(move |ledger| {
                let there = ledger.hooks()?;
                for hook in hooks.iter().filter(|new| there.iter().all(|hook| hook.on != new.on)) {
                    ledger.put_hook(hook)?;
                }
                ledger.adopt(&lines)
            })
            .await?;
        let path = self.request.settings.clone();
        let settings = self.manifest().settings.as_deref().filter(|_| is_whole);
        match settings.and_then(for_this_machine) {
            Some(text) => blocking(move || put_settings(&path, &text)).await,
            None => Ok(false),
        }
    }
}

/// The settings without those that are of the machine: which store there is, and where its key lies. A text that cannot
/// be read whole is not taken: they might be in it.
fn for_this_machine(text: &str) -> Option<String> {
    let text = changed(text, Setting::Store, None).ok()?;
    changed(&text, Setting::KeyFile, None).ok()
}

/// Writes the settings where there are none.
fn put_settings(path: &std::path::Path, text: &str) -> Result<bool, PackError> {
    let written = || {
        let mut file = private().create_new(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    match written() {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(PackError::system(path, &error)),
    }
}

/// A name that stands for a profile of the other store is not free.
async fn hold(context: &Context, name: &ProfileName) -> Result<LockedProfile, Trouble> {
    let profile = LockedProfile::acquire(context, name, &nobody()).await?;
    if profile.record.renaming.is_some() {
        return Err(Cause::Busy { holder: None }.into());
    }
    let here = context.store.kind();
    let row = context.listed(name).await.ok().flatten().filter(|row| row.store != here);
    match row {
        Some(row) if profile.record.connection.is_none() => {
            Err(Cause::InAnotherStore { name: name.to_string(), store: row.store }.into())
        }
        Some(_) | None => Ok(profile),
    }
}

/// Saves a record under its name. What waits for its callback here goes on waiting.
async fn taken(profile: &mut LockedProfile, packed: Record) -> Result<Took, Trouble> {
    let record = Record { draft: profile.record.draft.clone(), ..packed };
    let is_elsewhere = record.elsewhere_since.is_some();
    profile.save(record).await?;
    Ok(if is_elsewhere { Took::TakenElsewhere } else { Took::Taken })
}

/// Writes what the ledger knew there. Where it cannot be written, it stays behind, as after a refresh.
async fn list(context: &Context, profile: &LockedProfile, listed: Listed) {
    let (name, record) = (profile.name.clone(), profile.record.clone());
    let (store, now) = (context.store.kind(), context.now());
    let listed = context.with_ledger(move |ledger| {
        ledger.change_profile(&name, |here| {
            let there = listed.row.clone().map(|row| Profile { store, name: name.clone(), ..row });
            project::profile(&name, store, &record, there.or(here), now)
        })?;
        // What they hold on this machine is not known: the next refresh writes them.
        listed.exports.iter().try_for_each(|export| ledger.keep_export(export, "").map(drop))
    });
    if let Err(trouble) = listed.await {
        tracing::warn!(%trouble, "the ledger stays behind");
    }
}

async fn log(context: &Context, request: &UnpackRequest, names: &[ProfileName]) {
    for name in names {
        let detail = Some(format!("pack {}", request.file.display()));
        let imported = (Action::Import, Outcome::Imported);
        let event = Event::new(context.now(), Some(name.clone()), imported.0, imported.1);
        context.log_event(Event { detail, ..event }).await;
    }
}

/// Whether a refresh must have been due since: its access token has ended, by the server's clock as far as it is known.
fn is_spent(record: &Record, now: Timestamp) -> bool {
    let connection = record.connection.as_ref().filter(|it| it.oauth().is_some());
    connection.is_some_and(|connection| connection.access_expires_at() <= now)
}
