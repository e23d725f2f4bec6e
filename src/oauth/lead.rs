//! A lead and its contacts, as the account tells of them.

use super::wire;
use super::{Client, Endpoint};
use crate::domain::lead::{Contact, Lead, Link};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

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

    /// A contact. One that is not there is a trouble: nothing was found.
    pub async fn contact(
        &self,
        at: &Endpoint,
        access: &Secret,
        id: u64,
    ) -> Result<Contact, Trouble> {
        let path = format!("/api/v4/contacts/{id}");
        let contact: wire::Contact = self.get(at, access, &path, self.limits().api).await?;
        Ok(Contact {
            name: contact.name.unwrap_or_default(),
            responsible: contact.responsible_user_id,
        })
    }
}
