//! A lead and its contacts, as the account tells of them.

use std::collections::HashMap;

use serde::Deserialize;

use super::account::UserJson;
use super::sanitize::sanitize;
use super::{Client, Endpoint};
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;

/// How many contacts are asked for at once: more would make the address too long for some servers.
pub const CONTACTS: usize = 100;

/// `GET /api/v4/leads/{id}?with=contacts`
#[derive(Deserialize)]
pub struct Lead {
    pub id: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub responsible_user_id: Option<u64>,
    #[serde(rename = "_embedded", default)]
    embedded: Embedded,
}

#[derive(Default, Deserialize)]
struct Embedded {
    #[serde(default)]
    contacts: Vec<ContactLink>,
}

/// A contact as a lead names it.
#[derive(Deserialize)]
pub struct ContactLink {
    pub id: u64,
    #[serde(default)]
    pub is_main: bool,
}

impl Lead {
    /// Its contacts, in amoCRM's order.
    pub fn contacts(&self) -> &[ContactLink] {
        &self.embedded.contacts
    }
}

/// A list: `GET /api/v4/contacts`, `GET /api/v4/users`.
#[derive(Deserialize)]
struct ListJson<T> {
    #[serde(rename = "_embedded")]
    embedded: T,
}

#[derive(Deserialize)]
struct Contacts {
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
pub struct Contact {
    id: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub responsible_user_id: Option<u64>,
}

#[derive(Deserialize)]
struct Users {
    users: Vec<UserJson>,
}

impl Client {
    /// A lead with the numbers of its contacts. One that is not there is a trouble: nothing was found.
    pub async fn lead(&self, at: &Endpoint, access: &Secret, id: u64) -> Result<Lead, Trouble> {
        let path = format!("/api/v4/leads/{id}?with=contacts");
        self.get(at, access, &path, self.limits.api).await
    }

    /// These contacts, at most [`CONTACTS`] of them, as far as they may be read. Where none may be, that is a
    /// trouble: nothing was found.
    pub async fn contacts(
        &self,
        at: &Endpoint,
        access: &Secret,
        ids: &[u64],
    ) -> Result<HashMap<u64, Contact>, Trouble> {
        let filter = ids.iter().flat_map(|id| ["&filter[id][]=".to_owned(), id.to_string()]);
        let filter: String = filter.collect();
        let path = format!("/api/v4/contacts?limit={CONTACTS}{filter}");
        let list: ListJson<Contacts> = self.get(at, access, &path, self.limits.api).await?;
        Ok(list.embedded.contacts.into_iter().map(|contact| (contact.id, contact)).collect())
    }

    /// The names of an account's users, but for those of the largest accounts. Only administrators may ask for them.
    pub async fn user_names(
        &self,
        at: &Endpoint,
        access: &Secret,
    ) -> Result<HashMap<u64, Option<String>>, Trouble> {
        let path = "/api/v4/users?limit=250";
        let list: ListJson<Users> = self.get(at, access, path, self.limits.api).await?;
        Ok(list.embedded.users.into_iter().map(|user| (user.id, sanitize(&user.name))).collect())
    }
}
