//! The settings file as text: what it says line by line, and the same text with another value. Comments stay.

use strum::VariantNames as _;
use thiserror::Error;
use toml_edit::{Document, Item, Value};

use super::Setting;
use crate::domain::near::nearest;

/// What the file says. A line that makes no sense hides no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    said: Vec<Said>,
    pub wrong: Vec<WrongLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub setting: Setting,
    pub value: String,
    /// Of the file, counted from 1.
    pub line: usize,
}

/// A line that is not followed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct WrongLine {
    /// Of the file, counted from 1.
    pub line: usize,
    pub what: WrongSetting,
}

/// What is wrong about a line. Its text is not repeated: it may be a secret in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WrongSetting {
    /// It is not `NAME = VALUE`, or says again what was said above it.
    #[error("not NAME = VALUE")]
    Unreadable,
    #[error("there is no setting {name}")]
    Unknown {
        name: String,
        /// The setting that was meant, as far as can be guessed.
        near: Option<&'static str>,
    },
    #[error("{} does not take this value", setting.into_str())]
    Value { setting: Setting },
}

impl SettingsFile {
    pub fn parse(text: &str) -> Self {
        let mut file = Self::default();
        let mut lines: Vec<&str> = text.split('\n').collect();
        let document = loop {
            let readable = lines.join("\n");
            match Document::parse(readable) {
                Ok(document) => break document,
                Err(error) => {
                    let at = error.span().map_or(0, |span| span.start);
                    let line = line_of(&lines.join("\n"), at);
                    file.wrong.push(WrongLine { line, what: WrongSetting::Unreadable });
                    match lines.get_mut(line - 1) {
                        Some(line) if !line.is_empty() => *line = "",
                        // It has taken away all that the library complained of.
                        _ => return file,
                    }
                }
            }
        };
        for (name, item) in document.iter() {
            let span = document.key(name).and_then(toml_edit::Key::span).or(item.span());
            let line = line_of(document.raw(), span.map_or(0, |span| span.start));
            match read(name, item) {
                Ok((setting, value)) => file.said.push(Said { setting, value, line }),
                Err(what) => file.wrong.push(WrongLine { line, what }),
            }
        }
        file.wrong.sort_by_key(|wrong| wrong.line);
        file
    }

    pub fn get(&self, setting: Setting) -> Option<&Said> {
        self.said.iter().find(|said| said.setting == setting)
    }
}

fn read(name: &str, item: &Item) -> Result<(Setting, String), WrongSetting> {
    let setting = name.parse::<Setting>().map_err(|_| WrongSetting::Unknown {
        name: name.to_owned(),
        near: nearest(name, Setting::VARIANTS.iter().copied()).next(),
    })?;
    let text = match item.as_value() {
        Some(Value::String(text)) => Some(text.value().clone()),
        Some(Value::Integer(number)) => Some(number.value().to_string()),
        Some(Value::Boolean(is)) => Some(is.value().to_string()),
        _ => None,
    };
    let text = text.filter(|text| setting.accepts(text));
    Ok((setting, text.ok_or(WrongSetting::Value { setting })?))
}

/// The text with another value of a setting; `None` takes its line out. Every other character stays as it is, and a text
/// that cannot be read whole is not touched.
pub fn changed(text: &str, setting: Setting, to: Option<&str>) -> Result<String, WrongLine> {
    let name = setting.into_str();
    let document = Document::parse(text).map_err(|error| {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        WrongLine { line, what: WrongSetting::Unreadable }
    })?;
    let value = to.map(|to| match (setting, to.parse::<i64>(), to.parse::<bool>()) {
        (Setting::Port, Ok(port), _) => Value::from(port).to_string(),
        (Setting::Mouse, _, Ok(is)) => Value::from(is).to_string(),
        _ => Value::from(to).to_string(),
    });
    let there = document.get(name).and_then(Item::span).unwrap_or_else(|| {
        // What comes behind the head of a table belongs to it.
        let tables = document.iter().filter(|(_, item)| item.is_table_like() && !item.is_value());
        let end = tables.filter_map(|(_, item)| item.span()).map(|span| span.start).min();
        let end = end.unwrap_or(text.len());
        end..end
    });
    let (before, after) = match (text.get(..there.start), text.get(there.end..)) {
        (Some(before), Some(after)) => (before, after),
        _ => (text, ""),
    };
    Ok(match value {
        Some(value) if !there.is_empty() => format!("{before}{value}{after}"),
        Some(value) => {
            let newline = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
            format!("{before}{newline}{name} = {value}\n{after}")
        }
        None if there.is_empty() => text.to_owned(),
        None => {
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let rest = after.split_once('\n').map_or("", |(_, rest)| rest);
            format!("{}{rest}", before.get(..line).unwrap_or_default())
        }
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# mine\nstore = \"file\" # sealed\nport = 18500\nmouse = true\n";

    #[test]
    fn what_is_written_is_read_with_its_line() {
        let file = SettingsFile::parse(TEXT);
        let said = |setting| file.get(setting).map(|said| (said.value.as_str(), said.line));
        assert_eq!(said(Setting::Store), Some(("file", 2)));
        assert_eq!(said(Setting::Port), Some(("18500", 3)));
        assert_eq!(said(Setting::Mouse), Some(("true", 4)));
        assert_eq!(said(Setting::Filter), None);
        assert_eq!(file.wrong, []);
    }

    #[test]
    fn a_wrong_line_is_named_and_hides_no_other() {
        let text =
            "stor = \"file\"\nlanguage = \"de\"\nwhat is this\nport = 1\nport = 2\n[table]\n";
        let file = SettingsFile::parse(text);
        assert_eq!(file.get(Setting::Port).unwrap().value, "1");
        let wrong = |line, what| WrongLine { line, what };
        let near = WrongSetting::Unknown { name: "stor".into(), near: Some("store") };
        let table = WrongSetting::Unknown { name: "table".into(), near: None };
        assert_eq!(
            file.wrong,
            [
                wrong(1, near),
                wrong(2, WrongSetting::Value { setting: Setting::Language }),
                wrong(3, WrongSetting::Unreadable),
                wrong(5, WrongSetting::Unreadable),
                wrong(6, table),
            ]
        );
    }

    #[test]
    fn a_value_changes_and_comments_stay() {
        let changed = |to| changed(TEXT, Setting::Store, to).unwrap();
        assert_eq!(changed(Some("keychain")), TEXT.replace("\"file\"", "\"keychain\""));
        assert_eq!(changed(None), "# mine\nport = 18500\nmouse = true\n");
        let more = super::changed(TEXT, Setting::Filter, Some("ключ \"x\"")).unwrap();
        assert_eq!(SettingsFile::parse(&more).get(Setting::Filter).unwrap().value, "ключ \"x\"");
        assert!(more.starts_with(TEXT), "{more}");
        let tables = super::changed("[theirs]\na = 1\n", Setting::Port, Some("1")).unwrap();
        assert_eq!(tables, "port = 1\n[theirs]\na = 1\n");
        let wrong = super::changed("a\nb = 1", Setting::Store, None).unwrap_err();
        assert_eq!(wrong, WrongLine { line: 1, what: WrongSetting::Unreadable });
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_in_the_file_is_read_to_its_end(text in "(?s).{0,120}") {
            let _ = SettingsFile::parse(&text);
        }

        #[test]
        fn what_is_set_is_read_again(path in "/\\PC{0,30}") {
            let text = changed("", Setting::KeyFile, Some(&path)).unwrap();
            let file = SettingsFile::parse(&text);
            proptest::prop_assert_eq!(&file.get(Setting::KeyFile).unwrap().value, &path);
        }
    }
}
