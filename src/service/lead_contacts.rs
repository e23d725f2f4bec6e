//! A lead's contacts, with the names of those who look after them where they may be read.

use std::collections::HashMap;

use thiserror::Error;

use super::context::Context;
use super::session::Session;
use super::token::TokenError;
use crate::domain::lead::{Contact, LeadContact, LeadContacts, LeadFacts, User};
use crate::domain::profile::ProfileName;
use crate::domain::refreshing::Watcher;
use crate::domain::trouble::{Cause, Trouble};

/// Why there are no contacts to show.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LeadError {
    /// There is no token to ask with.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// There is no such lead, or the person who gave consent may not see it: amoCRM tells no difference.
    #[error("no such lead")]
    NoSuchLead,
    /// Something is in the way.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Asks the account for a lead, its contacts, and their users, one after the other at the pace that is allowed.
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
    let mut users = Users::default();
    let responsible_user = users.of(&mut session, lead.responsible).await?;
    let mut contacts = Vec::with_capacity(lead.contacts.len());
    for link in lead.contacts {
        let contact = contact(&mut session, link.id).await?;
        let responsible = contact.as_ref().and_then(|contact| contact.responsible);
        contacts.push(LeadContact {
            id: link.id,
            is_main: link.is_main,
            responsible_user: users.of(&mut session, responsible).await?,
            name: contact.map(|contact| contact.name),
        });
    }
    let lead = LeadFacts {
        id: lead.id,
        name: lead.name,
        responsible_user,
    };
    Ok(LeadContacts { lead, contacts })
}

/// A contact, where it may be read: a lead may be open to whom its contact is not.
async fn contact(session: &mut Session, id: u64) -> Result<Option<Contact>, Trouble> {
    let contact = session
        .ask(async |client, at, access| client.contact(at, access, id).await)
        .await;
    readable(contact)
}

/// What may be read, or nothing: neither is a reason to tell nothing of the rest.
fn readable<T>(answer: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(trouble) if matches!(trouble.cause, Cause::NothingFound | Cause::Forbidden) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// The users that were met, each asked for once.
#[derive(Default)]
struct Users(HashMap<u64, Option<String>>);

impl Users {
    /// A user, with the name where it may be read: nothing else depends on it.
    async fn of(
        &mut self,
        session: &mut Session,
        id: Option<u64>,
    ) -> Result<Option<User>, Trouble> {
        let Some(id) = id else { return Ok(None) };
        let name = if let Some(name) = self.0.get(&id) {
            name.clone()
        } else {
            let name = session
                .ask(async |client, at, access| client.user_name(at, access, id).await)
                .await;
            let name = readable(name)?.flatten();
            self.0.insert(id, name.clone());
            name
        };
        Ok(Some(User { id, name }))
    }
}
