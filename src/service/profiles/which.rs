//! Which profile a token belongs to: all records are compared with it, and what it says of itself tells the rest.

use std::collections::BTreeMap;

use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::secret::Secret;
use crate::domain::tokens::Claims;
use crate::domain::tokens::whose::{GivenKind, Kinship, Role, Said};
use crate::domain::trouble::{Cause, Trouble};
use crate::ledger::Ledger;
use crate::service::context::Context;

/// What is known of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    pub kind: GivenKind,
    pub said: Option<Said>,
    /// Whose it is, and how they have it.
    pub owners: Vec<(ProfileName, Role)>,
    /// Who is connected to its account, but not by it.
    pub same_account: Vec<ProfileName>,
    /// Whose records could not be looked at.
    pub unread: Vec<(ProfileName, Trouble)>,
}

/// Compares a text with the records of all profiles, those of setups that were never finished among them.
pub async fn which(context: &Context, given: &Secret) -> Result<Which, Trouble> {
    let claims = Claims::of(given);
    let mut found = Which {
        kind: GivenKind::of(given),
        said: claims.as_ref().and_then(Said::by),
        owners: Vec::new(),
        same_account: Vec::new(),
        unread: Vec::new(),
    };
    let mut kin = Vec::new();
    for (name, elsewhere) in names(context).await? {
        let record = match (context.record(&name).await, elsewhere) {
            (Ok(Some(record)), _) => record,
            (Ok(None), None) => continue,
            (Ok(None) | Err(_), Some(store)) => {
                let trouble = Cause::InAnotherStore { name: name.to_string(), store };
                found.unread.push((name, trouble.into()));
                continue;
            }
            (Err(trouble), None) => {
                found.unread.push((name, trouble));
                continue;
            }
        };
        found.owners.extend(record.holds(given).into_iter().map(|held| (name.clone(), held)));
        let related = claims.as_ref().zip(record.connection.as_ref());
        match related.and_then(|(claims, connection)| claims.kinship(connection)) {
            Some(Kinship::Same(held)) => kin.push((name, held)),
            Some(Kinship::Account) => found.same_account.push(name),
            None => {}
        }
    }
    // What a token says of itself counts where nobody has it.
    if found.owners.is_empty() {
        found.owners = kin;
    }
    if let Some((_, (kind, _))) = found.owners.first() {
        found.kind = *kind;
    }
    Ok(found)
}

/// All profiles, by the store and by the ledger, and the other store where the ledger says that they are there. What was
/// in a memory is gone.
async fn names(context: &Context) -> Result<BTreeMap<ProfileName, Option<StoreKind>>, Trouble> {
    let rows = context.with_ledger(Ledger::profiles).await;
    let rows = rows.map(|rows| rows.read).unwrap_or_default();
    let stored = match context.with_store(|store| store.profiles()).await {
        Ok(names) => names,
        // Then the list of those that are known has to do.
        Err(Trouble { cause: Cause::StoreNotListable, .. }) => Vec::new(),
        Err(trouble) => return Err(trouble),
    };
    let here = context.store.kind();
    let elsewhere = |kind| (kind != here && kind != StoreKind::Memory).then_some(kind);
    let listed = rows.into_iter().map(|row| (row.name, elsewhere(row.store)));
    // What the store has, it has, whatever the list says.
    Ok(listed.chain(stored.into_iter().map(|name| (name, None))).collect())
}
