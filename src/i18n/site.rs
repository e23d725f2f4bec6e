//! The words of the page on a person's own site.

use super::catalog::Catalog;

impl Catalog {
    /// What a text of that page says, by its name in `assets/pages/site.html`.
    pub fn site(&self, name: &str) -> Option<String> {
        let id = match name {
            "plain" => "site-plain",
            "ready" => "site-ready",
            "ready-hint" => "site-ready-hint",
            "granted" => "site-granted",
            "hand-on" => "site-hand-on",
            "elsewhere" => "site-elsewhere",
            "handed" => "site-handed",
            "copy" => "site-copy",
            "copied" => "site-copied",
            "denied" => "site-denied",
            "denied-hint" => "site-denied-hint",
            "tell" => "site-tell",
            "garbled" => "site-garbled",
            "garbled-hint" => "site-garbled-hint",
            _ => return None,
        };
        Some(self.text(id))
    }
}
