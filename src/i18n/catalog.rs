//! The messages of one language, out of `assets/locales`.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::lang::Lang;
use crate::domain::shell::quoted;

/// Every file of every language. All are compiled in: a binary is all there is to install.
macro_rules! locale {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/locales/", $lang, "/common.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/time.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/trouble.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/wizard.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/dashboard.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/marks.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/spoken.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/filter.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/doctor.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/schedule.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/settings.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/which.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/pack.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/pages.ftl")),
        ]
    };
}

const fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &locale!("ru"),
        Lang::Uk => &locale!("uk"),
        Lang::En => &locale!("en"),
    }
}

pub struct Catalog {
    lang: Lang,
    /// Read when the first word is needed: most commands that go well say none.
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// A value inside a message: a text, or a number, which decides the plural.
pub type Arg<'a> = FluentValue<'a>;

impl Catalog {
    pub const fn new(lang: Lang) -> Self {
        Self { lang, bundle: OnceLock::new() }
    }

    /// Reads them. A test reads all three: an error cannot get this far.
    fn read(lang: Lang) -> FluentBundle<FluentResource> {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // A terminal shows the isolation marks as boxes.
        bundle.set_use_isolating(false);
        // `SHELL($name)`: a word of a command line, whatever is in it. A name that is there already stays as it is.
        let _ = bundle.add_function("SHELL", |values, _| match values.first() {
            Some(FluentValue::String(text)) => quoted(text).into(),
            Some(other) => other.clone(),
            None => FluentValue::None,
        });
        for source in sources(lang) {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    pub fn text(&self, id: &str) -> String {
        self.say(id, &[])
    }

    pub fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// A message that may not exist, such as the second line of an explanation.
    pub fn find(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let bundle = self.bundle.get_or_init(|| Self::read(self.lang));
        let pattern = bundle.get_message(id)?.value()?;
        let values: FluentArgs<'_> = args.iter().cloned().collect();
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
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
        let families: BTreeSet<&str> =
            english.keys().filter_map(|id| id.split_once('-')).map(|(family, _)| family).collect();
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
                    // A page has a title, a sentence and a hint; the words of values are tested with `word`.
                    let whole = english.contains_key(literal)
                        || english.contains_key(&format!("{literal}-title"))
                        || code.contains(&format!("word(\"{literal}\""));
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
        // `word("outcome", …)`, `format!("asks-{…}")`: tested beside them.
        let of_values: Vec<String> = sources
            .split("word(\"")
            .skip(1)
            .filter_map(|rest| Some(format!("{}-", rest.split_once('"')?.0)))
            .chain(sources.split("format!(\"").skip(1).filter_map(|rest| {
                let prefix = rest.split_once('{')?.0;
                prefix.ends_with('-').then(|| prefix.to_owned())
            }))
            .collect();
        // Every text literal, and what stands between two.
        let literals: BTreeSet<&str> = sources.split('"').collect();
        let doctor = sources_of(&["service/doctor", "runtime"]).concat();
        let checks: BTreeSet<&str> =
            doctor.split('"').map(|text| text.split_once(":{").map_or(text, |it| it.0)).collect();
        let unused: Vec<String> = messages(Lang::En)
            .into_keys()
            // The definitions of the command line ask for these: see the tests of `cli/help.rs`.
            .filter(|id| !id.starts_with("cli-about-") && !id.starts_with("cli-arg-"))
            .filter(|id| !of_values.iter().any(|family| id.starts_with(family)))
            .filter(|id| {
                let stem = ["-why", "-next", "-title", "-sentence", "-hint", "-about"]
                    .into_iter()
                    .find_map(|part| id.strip_suffix(part))
                    .filter(|stem| {
                        ["trouble-", "page-", "way-"].iter().any(|of| stem.starts_with(of))
                    })
                    .unwrap_or(id);
                // The table of the self-tests makes these of the names of checks.
                let check = stem.strip_prefix("doctor-name-");
                check.map_or(!literals.contains(stem), |name| !checks.contains(name))
            })
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    /// The rooms that speak, and the self-tests, which name their messages.
    fn spoken_sources() -> Vec<String> {
        sources_of(&["ui", "i18n", "cli", "runtime", "service/doctor", "domain/trouble"])
    }

    fn sources_of(rooms: &[&str]) -> Vec<String> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders: Vec<_> = rooms.iter().map(|room| src.join(room)).collect();
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
