//! A lead with its contacts, and who looks after them.

use serde::Serialize;

/// A lead as its contacts are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Its number.
    pub id: u64,
    /// What it is about.
    pub name: String,
    /// Who looks after it, by number.
    pub responsible: Option<u64>,
    /// Its contacts, in amoCRM's order.
    pub contacts: Vec<Link>,
}

/// A contact as a lead names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The contact's number.
    pub id: u64,
    /// Whether it is the lead's main one.
    pub is_main: bool,
}

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its name.
    pub name: String,
    /// Who looks after it, by number.
    pub responsible: Option<u64>,
}

/// A lead's contacts, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadContacts {
    /// The lead.
    pub lead: LeadFacts,
    /// Its contacts, in amoCRM's order.
    pub contacts: Vec<LeadContact>,
}

/// A lead, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadFacts {
    /// Its number.
    pub id: u64,
    /// What it is about.
    pub name: String,
    /// Who looks after it.
    pub responsible_user: Option<User>,
}

/// A contact of a lead, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadContact {
    /// Its number.
    pub id: u64,
    /// Its name; `None` where the person who gave consent may not see it.
    pub name: Option<String>,
    /// Whether it is the lead's main one.
    pub is_main: bool,
    /// Who looks after it.
    pub responsible_user: Option<User>,
}

/// A user of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// The user's number.
    pub id: u64,
    /// The user's name; `None` where the person who gave consent may not see it.
    pub name: Option<String>,
}
