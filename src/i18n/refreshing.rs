//! A refresh under way, in words.

use serde_json::Value;

use super::Catalog;
use super::word::{args, variant};
use crate::domain::tokens::Refreshing;

impl Catalog {
    pub fn refreshing(&self, news: &Refreshing) -> String {
        let (name, fields) = variant(news);
        let by = if fields.get("holder").is_some_and(Value::is_string) { "-by" } else { "" };
        self.say(&format!("refreshing-{name}{by}"), &args(&fields))
    }
}
