//! A lead and its contacts, as the account tells of them.

use std::collections::HashMap;

use super::plain::plain;
use super::wire;
use super::{Client, Endpoint};
use crate::domain::lead::{Contact, Lead, Link};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How many contacts are asked for at once: more would make the address too long for some servers.
pub const CONTACTS: usize = 100;

impl Client {
    /// A lead with the numbers of its contacts. One that is not there is a trouble: nothing was found.
    pub async fn lead(&self, at: &Endpoint, access: &Secret, id: u64) -> Result<Lead, Trouble> {
        let path = format!("/api/v4/leads/{id}?with=contacts");
        let lead: wire::Lead = self.get(at, access, &path, self.limits().api).await?;
        let contacts = lead.embedded.contacts.into_iter().map(|contact| Link {
            id: contact.id,
            is_main: contact.is_main,
        });
        Ok(Lead {
            id: lead.id,
            name: lead.name.unwrap_or_default(),
            responsible: lead.responsible_user_id,
            contacts: contacts.collect(),
        })
    }

    /// These contacts, at most [`CONTACTS`] of them, as far as they may be read. Where none may be, that is a trouble:
    /// nothing was found.
    pub async fn contacts(
        &self,
        at: &Endpoint,
        access: &Secret,
        ids: &[u64],
    ) -> Result<HashMap<u64, Contact>, Trouble> {
        let filter = ids.iter().map(|id| format!("&filter[id][]={id}"));
        let filter: String = filter.collect();
        let path = format!("/api/v4/contacts?limit={CONTACTS}{filter}");
        let list: wire::Contacts = self.get(at, access, &path, self.limits().api).await?;
        let contact = |contact: wire::Contact| Contact {
            name: contact.name.unwrap_or_default(),
            responsible: contact.responsible_user_id,
        };
        let contacts = list.embedded.contacts.into_iter();
        Ok(contacts.map(|found| (found.id, contact(found))).collect())
    }

    /// The names of an account's users, but for those of the largest accounts. Only administrators may ask for them.
    pub async fn user_names(
        &self,
        at: &Endpoint,
        access: &Secret,
    ) -> Result<HashMap<u64, Option<String>>, Trouble> {
        let path = "/api/v4/users?limit=250";
        let list: wire::Users = self.get(at, access, path, self.limits().api).await?;
        let users = list.embedded.users.into_iter();
        Ok(users.map(|user| (user.id, plain(&user.name))).collect())
    }
}
