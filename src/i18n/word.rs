//! Words for values that are one of a few: each is called what the value is called in JSON.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Arg, Catalog};
use crate::domain::profile::StoreKind;
use crate::domain::profile::history::Outcome;
use crate::domain::schedule::Scheduler;

impl Catalog {
    /// The message that is named after a family and the value's own name in JSON: `outcome-still-fresh`.
    pub fn word(&self, family: &str, value: &impl Serialize) -> String {
        self.text(&format!("{family}-{}", variant(value).0.replace('_', "-")))
    }

    pub fn outcome(&self, outcome: Outcome) -> String {
        self.word("outcome", &outcome)
    }

    pub fn store(&self, store: StoreKind) -> String {
        self.word("kept", &store)
    }

    pub fn scheduler(&self, with: Scheduler) -> String {
        self.text(&format!("schedule-with-{}", with.into_str()))
    }
}

/// The name of a value in JSON, and its fields.
pub fn variant(value: &impl Serialize) -> (String, Map<String, Value>) {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => (name, Map::new()),
        Ok(Value::Object(named)) => match named.into_iter().next() {
            Some((name, Value::Object(fields))) => (name, fields),
            _ => Default::default(),
        },
        _ => Default::default(),
    }
}

/// Fields as the values of a message; one that is null is none.
pub fn args(fields: &Map<String, Value>) -> Vec<(&str, Arg<'_>)> {
    let arg = |value: &Value| match value {
        Value::String(text) => Some(Arg::from(text.clone())),
        number => number.as_u64().map(Arg::from),
    };
    fields.iter().filter_map(|(name, value)| Some((name.as_str(), arg(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::domain::account::Platform;
    use crate::domain::authorize::AuthMethod;
    use crate::domain::authorize::callback_page::CallbackPage;
    use crate::domain::authorize::recognize::TextKind;
    use crate::domain::lang::Lang;
    use crate::domain::profile::ProfileName;
    use crate::domain::profile::history::Action;
    use crate::domain::tokens::health::Health;
    use crate::domain::tokens::refreshing::Refreshing;
    use crate::domain::tokens::whose::{GivenKind, Standing};
    use crate::domain::trouble::Cause;

    /// The names of all values, as serde lists them where none of them is there.
    fn names<T: DeserializeOwned>() -> Vec<String> {
        let refused = serde_json::from_value::<T>("?".into()).err().unwrap().to_string();
        refused.split('`').skip(3).step_by(2).map(ToOwned::to_owned).collect()
    }

    #[test]
    fn every_value_has_its_word_in_every_language() {
        let families = [
            ("outcome", names::<Outcome>()),
            ("cli-action", names::<Action>()),
            ("cli-health", names::<Health>()),
            ("kept", names::<StoreKind>()),
            ("is", names::<TextKind>().split_off(1)),
            ("which-kind", names::<GivenKind>()),
            ("which-standing", names::<Standing>()),
            ("way", names::<AuthMethod>()),
            ("label-keys", names::<Platform>()),
            ("label-allow", names::<Platform>()),
        ];
        for words in Lang::ALL.map(Catalog::new) {
            for (family, names) in &families {
                assert!(names.len() > 1, "{names:?}");
                for name in names {
                    let id = format!("{family}-{}", name.replace('_', "-"));
                    assert_ne!(words.word(family, name), id, "{}", words.lang().code());
                }
            }
        }
    }

    #[test]
    fn every_page_and_every_step_of_a_refresh_has_its_words_in_every_language() {
        let host = crate::domain::account::AccountHost::parse("acme.amocrm.ru").unwrap();
        let pages = [
            CallbackPage::Connected { account: "Acme".into() },
            CallbackPage::Denied,
            CallbackPage::WrongAttempt,
            CallbackPage::WrongAccount { expected: host },
            CallbackPage::WrongIntegration,
            CallbackPage::Incomplete,
            CallbackPage::Failed,
            CallbackPage::NobodyWaits,
            CallbackPage::NotFound,
        ];
        let steps = [
            Refreshing::Held { holder: None },
            Refreshing::Held { holder: Some("amokey (4711)".into()) },
            Refreshing::Queued,
            Refreshing::Asking,
            Refreshing::AskingAgain(Cause::TimedOut.into()),
            Refreshing::OlderCopy,
            Refreshing::Following,
            Refreshing::Saving,
            Refreshing::NotSavedYet(Cause::StoreFull.into()),
            Refreshing::NotSaved(Cause::StoreFull.into()),
            Refreshing::OddToken { name: ProfileName::parse("acme").unwrap(), length: 7 },
            Refreshing::NotShown(Cause::DiskFull.into()),
        ];
        for words in Lang::ALL.map(Catalog::new) {
            let pages = pages.iter().map(|page| words.page(page));
            let said = pages.flat_map(|page| [page.title, page.sentence]);
            for said in said.chain(steps.iter().map(|step| words.refreshing(step))) {
                let is_id = said.starts_with("page") || said.starts_with("refreshing");
                assert!(!is_id && !said.contains(['{', '$']), "{said}");
            }
        }
    }
}
