//! A lead with its contacts and who looks after them, as `lead contacts --format json` shows them.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadContacts {
    pub lead: LeadFacts,
    /// In amoCRM's order.
    pub contacts: Vec<LeadContact>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadFacts {
    pub id: u64,
    pub name: String,
    pub responsible_user: Option<User>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadContact {
    pub id: u64,
    /// `None` where the person who gave consent may not see it.
    pub name: Option<String>,
    pub is_main: bool,
    pub responsible_user: Option<User>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    pub id: u64,
    /// `None` where the person who gave consent may not see it.
    pub name: Option<String>,
}
