//! The messages of one language, out of `assets/locales`.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::lang::Lang;

/// Every file of every language. All are compiled in: a binary is all there is to install.
macro_rules! locale {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/locales/", $lang, "/common.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/time.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/trouble.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/wizard.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/dashboard.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/doctor.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/schedule.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/pages.ftl")),
        ]
    };
}

const RU: &[&str] = &locale!("ru");
const UK: &[&str] = &locale!("uk");
const EN: &[&str] = &locale!("en");

/// The source texts of a language.
pub const fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => RU,
        Lang::Uk => UK,
        Lang::En => EN,
    }
}

/// The messages of one language.
pub struct Catalog {
    lang: Lang,
    /// Read when the first word is needed: most commands that go well say none.
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// A value inside a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number: it decides the plural.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl Catalog {
    /// The messages of a language.
    pub const fn new(lang: Lang) -> Self {
        Self {
            lang,
            bundle: OnceLock::new(),
        }
    }

    /// Reads them. A test reads all three: an error cannot get this far.
    fn read(lang: Lang) -> FluentBundle<FluentResource> {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // A terminal shows the isolation marks as boxes.
        bundle.set_use_isolating(false);
        for source in sources(lang) {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without values.
    pub fn text(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// A message with values.
    pub fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// A message that may not exist, such as the second line of an explanation.
    pub fn find(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let bundle = self.bundle.get_or_init(|| Self::read(self.lang));
        let pattern = bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.to_string()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, Some(&values), &mut errors)
                .into_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use fluent_bundle::FluentResource;

    use super::*;

    /// The messages of a language, each with the variables it uses.
    fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for source in sources(lang) {
            let mut id = String::new();
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                let named = line
                    .split_once('=')
                    .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()));
                if let Some((name, _)) = named {
                    name.trim().clone_into(&mut id);
                    let twice = messages.insert(id.clone(), BTreeSet::new()).is_some();
                    assert!(!twice, "{}: {id} is there twice", lang.code());
                }
                let variables = line.split('$').skip(1).map(|rest| {
                    rest.chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                        .collect::<String>()
                });
                messages.entry(id.clone()).or_default().extend(variables);
            }
        }
        messages.remove("");
        messages
    }

    #[test]
    fn every_file_of_every_language_reads_without_an_error() {
        for lang in Lang::ALL {
            for source in sources(lang) {
                let read = FluentResource::try_new((*source).to_owned());
                assert!(read.is_ok(), "{}: {:?}", lang.code(), read.err());
            }
        }
    }

    #[test]
    fn all_languages_say_the_same_with_the_same_values() {
        let english = messages(Lang::En);
        assert!(english.len() > 100, "{}", english.len());
        for lang in [Lang::Ru, Lang::Uk] {
            let others = messages(lang);
            let differing: Vec<_> = english
                .iter()
                .filter(|(id, variables)| others.get(*id) != Some(variables))
                .chain(others.iter().filter(|(id, _)| !english.contains_key(*id)))
                .collect();
            assert!(differing.is_empty(), "{}: {differing:?}", lang.code());
        }
    }

    /// Every text literal in the rooms that speak, if it begins like a message, is one.
    #[test]
    fn every_message_that_is_asked_for_exists() {
        let english = messages(Lang::En);
        let families: BTreeSet<&str> = english
            .keys()
            .filter_map(|id| id.split_once('-'))
            .map(|(family, _)| family)
            .collect();
        let mut seen = 0;
        let mut missing = BTreeSet::new();
        for source in spoken_sources() {
            let code = source.split("#[cfg(test)]").next().unwrap();
            for literal in code.split('"').skip(1).step_by(2) {
                let family = literal.split_once('-').map(|(family, _)| family);
                let shaped = literal
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if shaped && family.is_some_and(|family| families.contains(family)) {
                    seen += 1;
                    // A page has a title, a sentence and a hint.
                    let whole = english.contains_key(literal)
                        || english.contains_key(&format!("{literal}-title"));
                    if !whole {
                        missing.insert(literal.to_owned());
                    }
                }
            }
        }
        assert!(seen > 100, "{seen}");
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// And the other way round: what nobody says is not translated for nothing.
    #[test]
    fn every_message_is_asked_for() {
        let sources: String = spoken_sources().concat();
        let unused: Vec<String> = messages(Lang::En)
            .into_keys()
            // The definitions of the command line ask for these: see the tests of `cli/words.rs`.
            .filter(|id| !id.starts_with("cli-about-") && !id.starts_with("cli-arg-"))
            .filter(|id| {
                let stem = ["-why", "-next", "-title", "-sentence", "-hint"]
                    .into_iter()
                    .find_map(|part| id.strip_suffix(part))
                    .filter(|stem| stem.starts_with("trouble-") || stem.starts_with("page-"))
                    .unwrap_or(id);
                !sources.contains(&format!("\"{stem}\""))
            })
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    fn spoken_sources() -> Vec<String> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders: Vec<_> = ["ui", "i18n", "cli", "runtime"]
            .map(|room| src.join(room))
            .into();
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(folder) else {
                continue;
            };
            for entry in entries {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ext| ext == "rs") {
                    sources.push(std::fs::read_to_string(path).unwrap());
                }
            }
        }
        sources
    }
}
