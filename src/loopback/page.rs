//! The page after consent: one card, a mark, one sentence. Words are text, never markup.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::template::{escape, source};
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::template::fill;

const CARD: &str = include_str!("../../assets/pages/card.html");
const STYLE: &str = include_str!("../../assets/pages/card.css");

/// What a page says, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWords {
    /// The language as a browser names it: `ru`, `uk`, `en`.
    pub lang: String,
    pub title: String,
    pub sentence: String,
    pub hint: Option<String>,
}

/// The sign above the sentence: its class in the style sheet, and its strokes inside of the circle of 48 by 48.
const fn mark(landing: &CallbackPage) -> (&'static str, &'static str) {
    match landing {
        CallbackPage::Connected { .. } => ("done", "M15.5 24.5l6 6 11.5-12.5"),
        // It was declined, or there is nothing to do.
        CallbackPage::Denied | CallbackPage::NobodyWaits | CallbackPage::NotFound => {
            ("quiet", "M16.5 24h15")
        }
        // Something has to be put right.
        CallbackPage::WrongAttempt
        | CallbackPage::WrongAccount { .. }
        | CallbackPage::WrongIntegration
        | CallbackPage::Incomplete
        | CallbackPage::Failed => ("attention", "M24 14.5v12M24 33v.01"),
    }
}

pub(super) fn render(landing: &CallbackPage, words: &PageWords) -> String {
    let (class, strokes) = mark(landing);
    fill(CARD, |name| match name {
        "lang" => escape(&words.lang),
        "title" => escape(&words.title),
        "sentence" => escape(&words.sentence),
        "hint" => escape(words.hint.as_deref().unwrap_or_default()),
        "mark" => class.into(),
        "strokes" => strokes.into(),
        "style" => STYLE.trim().into(),
        _ => Cow::default(),
    })
}

/// Lets the browser use our style, and nothing else.
pub(super) fn content_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        format!(
            "default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
            source(STYLE.trim())
        )
    });
    &POLICY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> PageWords {
        PageWords {
            lang: text.into(),
            title: text.into(),
            sentence: text.into(),
            hint: Some(text.into()),
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let page = render(&CallbackPage::Denied, &words("<script>'\"&{{style}}</script>"));
        let escaped = "&lt;script&gt;&#39;&quot;&amp;{{style}}&lt;/script&gt;";
        assert_eq!(page.matches(escaped).count(), 4, "{page}");
        assert!(!page.contains("<script"));
        assert_eq!(page.matches(STYLE.trim()).count(), 1);
    }

    #[test]
    fn every_place_of_the_card_is_filled() {
        let page = render(&CallbackPage::Failed, &words("ok"));
        assert!(!page.contains("{{") && !page.contains("}}"), "{page}");
        assert!(page.contains("class=\"mark attention\""), "{page}");
    }

    #[test]
    fn the_policy_allows_exactly_what_stands_in_the_page() {
        let page = render(&CallbackPage::Denied, &words("ok"));
        let inline = page.split("<style>").nth(1).unwrap();
        let inline = inline.split("</style>").next().unwrap();
        assert!(content_security_policy().contains(&source(inline)), "{inline}");
        for outside in ["src=", "href=", "url(", "@import", "style=\"", "onload"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
