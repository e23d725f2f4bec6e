//! The words of the page that the browser is shown.

use super::catalog::{Arg, Catalog};
use crate::domain::landing::Landing;

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The title of the tab.
    pub title: String,
    /// What happened.
    pub sentence: String,
    /// How to go on, where that is not in the sentence.
    pub hint: Option<String>,
}

impl Catalog {
    /// What a page says.
    pub fn page(&self, landing: &Landing) -> Page {
        let (name, args): (&str, Vec<(&str, Arg<'_>)>) = match landing {
            Landing::Connected { account } => (
                "page-connected",
                vec![("account", Arg::from(account.as_str()))],
            ),
            Landing::Denied => ("page-denied", Vec::new()),
            Landing::WrongAttempt => ("page-wrong-attempt", Vec::new()),
            Landing::WrongAccount { expected } => (
                "page-wrong-account",
                vec![("expected", Arg::from(expected.as_str()))],
            ),
            Landing::WrongIntegration => ("page-wrong-integration", Vec::new()),
            Landing::Incomplete => ("page-incomplete", Vec::new()),
            Landing::Failed => ("page-failed", Vec::new()),
            Landing::NobodyWaits => ("page-nobody-waits", Vec::new()),
            Landing::NotFound => ("page-not-found", Vec::new()),
        };
        Page {
            title: self.say(&format!("{name}-title"), &args),
            sentence: self.say(&format!("{name}-sentence"), &args),
            hint: self.find(&format!("{name}-hint"), &args),
        }
    }
}
