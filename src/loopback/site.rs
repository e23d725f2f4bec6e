//! The page for a redirect URI on the person's own site: hands on to this computer, or shows what to copy.
//!
//! One file that asks for nothing from anywhere. A browser refuses a site to look into this computer by itself, so the
//! page cannot find out whether anything listens here; what it may have is a link that a person follows. The link opens
//! a tab of its own: where nothing listens, the page with the address to copy is still there.

use std::borrow::Cow;

use super::template::{escape, source};
use crate::domain::lang::Lang;
use crate::domain::template::fill;

const PAGE: &str = include_str!("../../assets/pages/site.html");
const STYLE: &str = concat!(
    include_str!("../../assets/pages/card.css"),
    "\n",
    include_str!("../../assets/pages/site.css")
);
const SCRIPT: &str = include_str!("../../assets/pages/site.js");
/// What every page of ours carries, whatever version wrote it.
const MARK: &str = r#"<meta name="generator" content="amokey">"#;

/// The page that hands on to a port of the computer it is seen on. `say` knows the texts by their names in the template.
pub fn render(port: u16, say: impl Fn(Lang, &str) -> String) -> String {
    let (style, script) = (STYLE.trim(), SCRIPT.trim());
    fill(PAGE, |name| match name {
        "policy" => policy(style, script).into(),
        "style" => style.into(),
        "script" => script.into(),
        // Not `localhost`: a browser may have been told to use https for that name, but never for an address.
        "loopback" => format!("http://127.0.0.1:{port}/callback").into(),
        text => Lang::ALL.map(|lang| span(lang, &say(lang, text))).concat().into(),
    })
}

pub fn is_ours(text: &str) -> bool {
    text.contains(MARK)
}

/// Nothing but our style and script, which may reach nothing and may not make markup out of text.
fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        source(style),
        source(script)
    )
}

fn span(lang: Lang, text: &str) -> Cow<'static, str> {
    format!(r#"<span lang="{}">{}</span>"#, lang.code(), escape(text)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::authorize::redirect_uri::{LoopbackTarget, RedirectUri};

    fn page(port: u16) -> String {
        render(port, |lang, name| format!("{} <{name}>", lang.code()))
    }

    /// What stands between the first two of these.
    fn between<'a>(page: &'a str, open: &str, close: &str) -> &'a str {
        let (_, rest) = page.split_once(open).unwrap();
        rest.split_once(close).unwrap().0
    }

    #[test]
    fn the_policy_admits_exactly_what_stands_in_the_page() {
        let page = page(18497);
        let policy = between(&page, r#"Content-Security-Policy" content=""#, "\"");
        let style = source(between(&page, "<style>", "</style>"));
        let script = source(between(&page, "<script>", "</script>"));
        for directive in [
            "default-src 'none'".to_owned(),
            format!("style-src {style}"),
            format!("script-src {script}"),
            "base-uri 'none'".to_owned(),
            "form-action 'none'".to_owned(),
        ] {
            assert!(policy.split("; ").any(|said| said == directive), "{directive}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.matches("<script").count() + page.matches("<style").count(), 2);
        let (before, _) = page.split_once("<style>").unwrap();
        assert!(before.contains(policy), "what comes before the policy is not under it");
    }

    #[test]
    fn the_only_address_is_the_one_of_the_listener() {
        let page = page(4711);
        let addresses: Vec<&str> =
            page.split(['"', '\'', '`', ' ', '\n']).filter(|word| word.contains("://")).collect();
        assert_eq!(addresses, ["http://127.0.0.1:4711/callback"; 2]);
        for outside in [" src=", "srcdoc=", "url(", "@import", " style=", " onclick=", " onload="] {
            assert!(!page.contains(outside), "{outside}");
        }
        let there = RedirectUri::parse(addresses[0]).unwrap().loopback();
        assert_eq!(there, Some(LoopbackTarget::on(4711)));
    }

    #[test]
    fn every_text_is_there_in_three_languages_and_as_text() {
        let page = page(18497);
        assert!(!page.contains("{{") && !page.contains("}}"), "{page}");
        for lang in Lang::ALL {
            let text = format!(r#"<span lang="{0}">{0} &lt;granted&gt;</span>"#, lang.code());
            assert_eq!(page.matches(&text).count(), 1, "{text}");
        }
    }

    #[test]
    fn a_page_knows_its_own() {
        assert!(is_ours(&page(1)));
        assert!(!is_ours("<!doctype html><title>amokey</title>"));
    }
}
