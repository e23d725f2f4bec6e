//! A lead's contacts, with the names of those who look after them where they may be read.

use std::collections::{BTreeSet, HashMap};

use thiserror::Error;

use crate::domain::account::lead::{LeadContact, LeadContacts, LeadFacts, User};
use crate::domain::profile::ProfileName;
use crate::domain::tokens::Watcher;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::CONTACTS;
use crate::service::access::session::Session;
use crate::service::access::token::TokenError;
use crate::service::context::Context;

/// Why there are no contacts to show.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LeadError {
    /// There is no token to ask with.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// There is no such lead, or the person who gave consent may not see it: amoCRM tells no difference.
    #[error("no such lead")]
    NoSuchLead,
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Asks the account for a lead, its contacts, and their users: three requests, as a rule.
pub async fn lead_contacts(
    context: &Context,
    name: &ProfileName,
    id: u64,
    watcher: &Watcher,
) -> Result<LeadContacts, LeadError> {
    let mut session = Session::open(context, name, watcher).await?;
    let lead = session
        .ask(async |client, at, access| client.lead(at, access, id).await)
        .await
        .map_err(|trouble| match trouble.cause {
            Cause::NothingFound => LeadError::NoSuchLead,
            _ => LeadError::Trouble(trouble),
        })?;
    let ids: Vec<u64> = lead.contacts().iter().map(|link| link.id).collect();
    let mut contacts = HashMap::new();
    for ids in ids.chunks(CONTACTS) {
        let asked =
            session.ask(async |client, at, access| client.contacts(at, access, ids).await).await;
        contacts.extend(readable(asked)?.unwrap_or_default());
    }
    let responsible = |id: u64| contacts.get(&id).and_then(|contact| contact.responsible_user_id);
    let who = ids.iter().filter_map(|id| responsible(*id));
    let who: BTreeSet<u64> = who.chain(lead.responsible_user_id).collect();
    let names = names(&mut session, &who).await?;
    let user = |id: u64| User { id, name: names.get(&id).cloned().flatten() };
    let contacts = lead.contacts().iter().map(|link| LeadContact {
        id: link.id,
        is_main: link.is_main,
        responsible_user: responsible(link.id).map(user),
        name: contacts.get(&link.id).map(|contact| contact.name.clone().unwrap_or_default()),
    });
    Ok(LeadContacts {
        contacts: contacts.collect(),
        lead: LeadFacts {
            id: lead.id,
            name: lead.name.clone().unwrap_or_default(),
            responsible_user: lead.responsible_user_id.map(user),
        },
    })
}

/// What may be read, or nothing: a lead may be open to whom its contacts and users are not, and that is no reason to
/// tell nothing of the rest.
fn readable<T>(answer: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(trouble) if matches!(trouble.cause, Cause::NothingFound | Cause::Forbidden) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// The names of these users, where they may be read. Several are asked for at once; whoever is no administrator may
/// ask for one, perhaps.
async fn names(
    session: &mut Session,
    who: &BTreeSet<u64>,
) -> Result<HashMap<u64, Option<String>>, Trouble> {
    let mut names = HashMap::new();
    if who.len() > 1 {
        let asked =
            session.ask(async |client, at, access| client.user_names(at, access).await).await;
        names = readable(asked)?.unwrap_or_default();
    }
    for id in who {
        if !names.contains_key(id) {
            let asked = session
                .ask(async |client, at, access| client.user_name(at, access, *id).await)
                .await;
            names.insert(*id, readable(asked)?.flatten());
        }
    }
    Ok(names)
}
