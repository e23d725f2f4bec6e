//! The words of the pages that the browser is shown: after the callback, and on a person's own site.

use super::Catalog;
use super::word::{args, variant};
use crate::domain::authorize::callback_page::CallbackPage;

pub struct CallbackPageText {
    pub title: String,
    pub sentence: String,
    /// How to go on, where that is not in the sentence.
    pub hint: Option<String>,
}

impl Catalog {
    pub fn page(&self, page: &CallbackPage) -> CallbackPageText {
        let (name, fields) = variant(page);
        let args = args(&fields);
        CallbackPageText {
            title: self.say(&format!("page-{name}-title"), &args),
            sentence: self.say(&format!("page-{name}-sentence"), &args),
            hint: self.find(&format!("page-{name}-hint"), &args),
        }
    }

    /// A text of `assets/pages/site.html`, by its name there.
    pub fn site(&self, name: &str) -> Option<String> {
        self.find(&format!("site-{name}"), &[])
    }
}
