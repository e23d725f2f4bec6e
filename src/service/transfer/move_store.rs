//! Moves profiles to another store. Each is copied, read back and compared before it is deleted: at no moment it is in
//! neither, and whoever is killed half-way may simply do it again.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::profile::{ProfileName, UnreadableRow};
use crate::domain::tokens::{Grant, Record, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::service::authorize::plan::{same_account, same_integration};
use crate::service::context::Context;
use crate::service::profiles::rename;
use crate::store::{Store, killpoint};

#[derive(Debug)]
pub struct Moved {
    pub name: ProfileName,
    /// Whether it is in the new store now.
    pub result: Result<(), Trouble>,
}

/// Moves everything that is in `from` to the store of the context: the profiles of the ledger, those that are being
/// connected, and `more`, of which the ledger may not know.
pub async fn move_all(
    context: &Context,
    from: &Arc<dyn Store>,
    more: Vec<ProfileName>,
    mut done: impl FnMut(&Moved),
) -> Result<Vec<Moved>, Trouble> {
    let now = context.now();
    let (profiles, pending) =
        context.with_ledger(move |ledger| Ok((ledger.profiles()?, ledger.pending(now)?))).await?;
    let unreadable = profiles.unreadable.iter();
    let names: BTreeSet<_> = profiles
        .read
        .into_iter()
        .map(|profile| profile.name)
        .chain(pending.into_iter().map(|pending| pending.profile))
        .chain(more)
        .chain(unreadable.filter_map(UnreadableRow::profile))
        .collect();
    let mut all = Vec::new();
    for name in names {
        let moved = move_one(context, from, &name).await;
        if moved != Ok(false) {
            all.push(Moved { name, result: moved.map(|_| ()) });
            all.last().into_iter().for_each(&mut done);
        }
    }
    Ok(all)
}

/// Moves one profile; `false` where there is nothing to move.
async fn move_one(
    context: &Context,
    from: &Arc<dyn Store>,
    name: &ProfileName,
) -> Result<bool, Trouble> {
    let (_lock, record) = loop {
        let lock = context.lock(name, &nobody()).await?;
        let Some(record) = load(context, from, name).await? else {
            return Ok(false);
        };
        let Some(renaming) = &record.renaming else {
            break (lock, record);
        };
        drop(lock);
        // It goes on under one name.
        let context = Context { store: Arc::clone(from), ..context.clone() };
        rename::finish(&context, name, renaming).await?;
    };
    let moved = match load(context, &context.store, name).await? {
        Some(there) if there == record => there,
        Some(there) => {
            let newer = newer(name, there.clone(), record)?;
            if newer != there {
                copy(context, name, &newer).await?;
            }
            newer
        }
        None => {
            copy(context, name, &record).await?;
            record
        }
    };
    killpoint::passed("compared");
    context.row(name, &moved).await;
    killpoint::passed("listed");
    let (store, name) = (Arc::clone(from), name.clone());
    context.with(store, move |store| store.delete(&name)).await.map(|()| true)
}

/// Saves a record as it is, and sees that it is there.
async fn copy(context: &Context, name: &ProfileName, record: &Record) -> Result<(), Trouble> {
    let (wanted, saved) = (name.clone(), record.clone());
    context.with_store(move |store| store.save(&wanted, &saved)).await?;
    killpoint::passed("copied");
    if load(context, &context.store, name).await?.as_ref() == Some(record) {
        Ok(())
    } else {
        Err(Trouble::noted(Cause::StoreReadOnly, "what was saved is not what is read"))
    }
}

/// Of two records of one connection, the one that is in use: somebody was killed half-way and went on with one of them.
/// Two different connections are for a person to choose between.
fn newer(name: &ProfileName, there: Record, here: Record) -> Result<Record, Trouble> {
    let same = match (&there.connection, &here.connection) {
        (Some(one), Some(two)) => {
            let client = two.credentials().map(|known| known.client_id.as_str());
            same_account(Some(one), &two.host, two.access()).is_ok()
                && same_integration(Some(one), client).is_ok()
        }
        (None, None) => there.draft == here.draft,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let order = if same { succession(&there, &here) } else { Ordering::Equal };
    // Whoever has seen either of them sees that it was overtaken.
    let generation = there.generation.max(here.generation) + 1;
    match order {
        Ordering::Greater => Ok(there),
        Ordering::Less => Ok(Record { generation, ..here }),
        Ordering::Equal => {
            let name = name.to_string();
            Err(Cause::InBothStores { name }.into())
        }
    }
}

/// Which of two records of one connection comes after the other. What counts is the last rotation: attempts that failed
/// are saved as well, and have raised the generation of a pair that is spent. For the same reason one that needs a person
/// never comes after one that does not.
pub(super) fn succession(one: &Record, two: &Record) -> Ordering {
    let works = |record: &Record| record.needs_authorization.is_none();
    let next = |one: &Record, two: &Record| match (one.oauth(), two.oauth()) {
        (Some(one), Some(two)) => one.previous_refresh.as_ref() == Some(&two.tokens.refresh),
        (Some(_) | None, Some(_) | None) => false,
    };
    let issued = |record: &Record| match &record.connection.as_ref()?.grant {
        Grant::OAuth(grant) => Some(grant.tokens.issued_at),
        Grant::LongLived { issued_at, .. } => Some(*issued_at),
    };
    works(one)
        .cmp(&works(two))
        .then_with(|| next(one, two).cmp(&next(two, one)))
        .then_with(|| issued(one).cmp(&issued(two)))
        .then_with(|| one.generation.cmp(&two.generation))
}

async fn load(
    context: &Context,
    store: &Arc<dyn Store>,
    name: &ProfileName,
) -> Result<Option<Record>, Trouble> {
    let name = name.clone();
    context.with(Arc::clone(store), move |store| store.load(&name)).await
}
