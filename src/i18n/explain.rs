//! A trouble in words: what happened, why, and what to do about it.

use serde_json::{Map, Value};

use super::Catalog;
use super::word::{args, variant};
use crate::domain::exposure::Exposure;
use crate::domain::trouble::{Cause, Detail, Trouble};

/// The words. Which key or command mends it is known by whoever shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub what: String,
    /// Why, as far as it is known.
    pub why: Option<String>,
    pub next: Option<String>,
    /// For those who search for it: amoCRM's hint, the status, the request's number, the system's words.
    pub details: Option<String>,
}

impl Catalog {
    pub fn explain(&self, trouble: &Trouble) -> Explanation {
        let (id, values) = message(&trouble.cause);
        let values = args(&values);
        Explanation {
            what: self.say(&id, &values),
            why: self.find(&format!("{id}-why"), &values),
            next: self.find(&format!("{id}-next"), &values),
            details: self.details(&trouble.detail),
        }
    }

    fn details(&self, detail: &Detail) -> Option<String> {
        let Detail { hint, status, request_id, note } = detail;
        let parts = [
            hint.clone(),
            status.map(|status| format!("HTTP {status}")),
            request_id.as_deref().map(|id| self.say("detail-request", &[("id", id.into())])),
            note.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// The message of a cause and the values in it are called what the cause and its fields are called.
fn message(cause: &Cause) -> (String, Map<String, Value>) {
    let (name, mut values) = variant(cause);
    let id = format!("trouble-{name}");
    let id = match cause {
        Cause::PortTaken { holder: Some(_), .. } | Cause::Busy { holder: Some(_) } => {
            format!("{id}-by")
        }
        Cause::TooManyRequests { retry_after: Some(seconds) } => {
            values.insert("minutes".into(), seconds.div_ceil(60).into());
            format!("{id}-for")
        }
        Cause::NoSuchProfile { near, .. } if !near.is_empty() => {
            values.insert("near".into(), near.join(", ").into());
            format!("{id}-near")
        }
        // Without a zone there is no place to be wrong about.
        Cause::AnswerLost { at } => {
            values.insert("at".into(), at.strftime("%Y-%m-%d %H:%M UTC").to_string().into());
            id
        }
        Cause::Sealed { fault, .. } => {
            format!("{id}-{}", variant(fault).0)
        }
        Cause::HomeRefused { exposure, .. } => {
            if let Exposure::Writable { mode } = exposure {
                values.insert("mode".into(), format!("{mode:04o}").into());
            }
            format!("{id}-{}", variant(exposure).0)
        }
        _ => id,
    };
    (id, values)
}

#[cfg(test)]
mod tests;
