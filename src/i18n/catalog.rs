//! The messages of one language, out of `assets/locales`.

use std::borrow::Cow;

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
    bundle: FluentBundle<FluentResource>,
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
    /// Reads the messages of a language. A test reads all three: an error cannot get this far.
    pub fn new(lang: Lang) -> Self {
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
        Self { lang, bundle }
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
        let pattern = self.bundle.get_message(id)?.value()?;
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
            self.bundle
                .format_pattern(pattern, Some(&values), &mut errors)
                .into_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_every_language_reads_without_an_error() {
        for lang in Lang::ALL {
            for source in sources(lang) {
                let read = FluentResource::try_new((*source).to_owned());
                assert!(read.is_ok(), "{}: {:?}", lang.code(), read.err());
            }
        }
    }
}
