//! The accounts of the sandbox and what is in them: made up, plausible, and always the same.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::options::Platform;
use super::random::Random;
use super::vault::AccountId;

const LEADS: usize = 30;
/// When everything in the accounts was made: Unix seconds, long ago.
pub const MADE_AT: i64 = 1_700_000_000;

/// One account. Its administrator gives consent, and owns the login and the API key.
#[derive(Clone)]
pub struct Tenant {
    pub id: AccountId,
    /// `hash_uuid` of its tokens.
    pub uuid: String,
    /// The first label of its host; changes when it is renamed.
    pub subdomain: String,
    pub name: String,
    pub current_user_id: u64,
    pub login: String,
    pub api_key: String,
    /// By the name they have in a path: `users`, `contacts`, `leads`; as the API shows them, without their links.
    pub entities: HashMap<&'static str, Vec<Value>>,
}

impl Tenant {
    /// The account `demo`, `demo2`, `demo3` …
    pub fn numbered(number: usize, platform: Platform, random: &mut Random) -> Self {
        let texts = platform.texts();
        let (subdomain, name) = match number {
            1 => ("demo".to_owned(), texts.company),
            _ => (format!("demo{number}"), format!("{} {number}", texts.company)),
        };
        let number = number as u64;
        let account = 31_400_000 + number;
        let admin = 9_000_000 + number * 10;
        let user = |index: usize| admin + (index % texts.users.len().max(1)) as u64;
        let email = |index: usize| format!("user{}@{subdomain}.example", index + 1);
        // What contacts and leads have in common.
        let entity = |id: u64, name: &str, responsible: usize| {
            json!({
                "id": id, "name": name,
                "responsible_user_id": user(responsible), "group_id": 0,
                "created_by": admin, "updated_by": admin,
                "created_at": MADE_AT, "updated_at": MADE_AT, "closest_task_at": null,
                "is_deleted": false, "custom_fields_values": null, "account_id": account,
                "_embedded": {"tags": [], "companies": []},
            })
        };
        let users = texts.users.iter().enumerate().map(|(index, name)| {
            json!({
                "id": user(index), "name": name, "email": email(index), "lang": "ru",
                "rights": {"is_admin": index == 0, "is_free": false, "is_active": true},
            })
        });
        let contact_id =
            |index: usize| 50_000_000 + number * 100 + (index % texts.contacts.len().max(1)) as u64;
        let contacts = texts.contacts.iter().enumerate().map(|(index, name)| {
            let mut contact = entity(contact_id(index), name, index + 1);
            merge(&mut contact, json!({"first_name": "", "last_name": "", "is_unsorted": false}));
            contact
        });
        let leads = texts.leads.iter().cycle().take(LEADS).enumerate().map(|(index, name)| {
            let at = index as u64;
            let mut lead = entity(20_000_000 + number * 100 + at, name, index);
            // Three contacts, then two, one and none; the first is the main one.
            let linked: Vec<_> = (0..3 - index % 4)
                .map(|nth| json!({"id": contact_id(index + nth), "is_main": nth == 0}))
                .collect();
            merge(
                &mut lead,
                json!({
                    "price": 15_000 * (1 + at % 7), "status_id": 142, "pipeline_id": 7_000_001,
                    "loss_reason_id": null, "closed_at": null, "score": null, "labor_cost": null,
                    "_embedded": {"tags": [], "companies": [], "contacts": linked},
                }),
            );
            lead
        });
        Self {
            id: account,
            uuid: random.uuid(),
            name,
            current_user_id: admin,
            login: email(0),
            api_key: random.hex(40),
            entities: HashMap::from([
                ("users", users.collect()),
                ("contacts", contacts.collect()),
                ("leads", leads.collect()),
            ]),
            subdomain,
        }
    }
}

/// Adds the fields of one object to another.
pub fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
