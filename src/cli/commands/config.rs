//! `amokey config`, `amokey use`: what is remembered between runs.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::Command;

use serde::Serialize;
use strum::VariantArray as _;

use super::status::wrong_filter;
use crate::cli::args::profiles::Format;
use crate::cli::args::settings::{ConfigArgs, ConfigCommand, ConfigListArgs};
use crate::cli::table::table;
use crate::cli::{Exit, Failure, Needs, context, output, profile};
use crate::domain::profile::StoreKind;
use crate::domain::profile::filter::Filter;
use crate::domain::settings::{Origin, Setting, SettingsFile, WrongLine, WrongSetting};
use crate::domain::shell::quoted;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::environment::variable;
use crate::runtime::home::Home;
use crate::runtime::schedule;
use crate::runtime::settings::{self, SettingsError};

pub fn run(args: &ConfigArgs, words: &Catalog) -> Result<Exit, Failure> {
    match &args.command {
        ConfigCommand::Get(args) => match settings::current().get(args.setting).0 {
            Some(value) => output::line(&value),
            None => Ok(Exit::Done),
        },
        ConfigCommand::Set(args) => set(args.setting, &args.setting_value, words),
        ConfigCommand::Unset(args) => change(args.setting, None, words),
        ConfigCommand::List(args) => list(args, words),
        ConfigCommand::Edit => edit(words),
    }
}

/// `amokey use`: a profile that exists is meant from now on where none is named.
pub fn use_profile(name: &str, words: &Catalog) -> Result<Exit, Failure> {
    let name = profile::name(name)?;
    context::run(Needs::Known, words, async |context| {
        profile::existing(&context, &name).await?;
        set(Setting::Profile, name.as_str(), words)
    })
}

fn set(setting: Setting, value: &str, words: &Catalog) -> Result<Exit, Failure> {
    let value = match setting {
        // Commands run in any folder.
        Setting::KeyFile if !value.is_empty() => std::path::absolute(value)
            .ok()
            .and_then(|path| path.into_os_string().into_string().ok())
            .unwrap_or_default(),
        _ => value.to_owned(),
    };
    if setting == Setting::Filter
        && let Err(error) = Filter::parse(&value)
    {
        return Err(wrong_filter(&error, words));
    }
    if !setting.accepts(&value) {
        let text = words.takes(setting);
        return Err(Failure::Words { exit: Exit::Usage, text });
    }
    change(setting, Some(&value), words)
}

/// Remembers a setting, or forgets it.
pub fn remember(setting: Setting, value: Option<&str>, words: &Catalog) -> Result<(), Failure> {
    let home = Home::open()?;
    settings::remember(&home, setting, value, &settings::heading(words)).map_err(
        |error| match error {
            SettingsError::Trouble(trouble) => trouble.into(),
            SettingsError::Wrong(wrong) => {
                Failure::Words { exit: Exit::Usage, text: wrong_lines(&[wrong], words) }
            }
        },
    )
}

fn change(setting: Setting, value: Option<&str>, words: &Catalog) -> Result<Exit, Failure> {
    remember(setting, value, words)?;
    if variable(setting.variable()).is_some() {
        let args = [("variable", setting.variable().into())];
        output::warn(&words.say("settings-variable-wins", &args));
    }
    let store = settings::current().store().unwrap_or(StoreKind::Keychain);
    if schedule::was_told(setting, store, words.lang()) {
        let args = [("name", setting.into_str().into())];
        output::warn(&words.say("settings-schedule-wins", &args));
    }
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    value: Option<String>,
    /// `variable`, `file` or `default`.
    origin: &'static str,
    /// The line of the file, from 1.
    line: Option<usize>,
}

fn list(args: &ConfigListArgs, words: &Catalog) -> Result<Exit, Failure> {
    let current = settings::current();
    let rows = Setting::VARIANTS.iter().map(|setting| {
        let (value, origin) = current.get(*setting);
        (*setting, value, origin)
    });
    if args.format == Format::Json {
        let listed = rows.map(|(setting, value, origin)| {
            let (origin, line) = match origin {
                Origin::Variable => ("variable", None),
                Origin::File { line } => ("file", Some(line)),
                Origin::Default => ("default", None),
            };
            Listed { name: setting.into_str(), value, origin, line }
        });
        return output::json(&listed.collect::<Vec<_>>());
    }
    let rows = rows.map(|(setting, value, origin)| {
        [
            setting.into_str().to_owned(),
            value.unwrap_or_else(|| "-".to_owned()),
            said_by(setting, origin, words),
        ]
    });
    let ended = output::out(&table(&rows.collect::<Vec<_>>()));
    warn_of_wrong_lines(words);
    ended
}

fn said_by(setting: Setting, origin: Origin, words: &Catalog) -> String {
    match origin {
        Origin::Variable => setting.variable().to_owned(),
        Origin::File { line } => {
            let path = settings::current().path.display().to_string();
            words.say(
                "settings-from-file",
                &[("path", path.into()), ("line", line.to_string().into())],
            )
        }
        Origin::Default => words.text("settings-from-default"),
    }
}

/// Names each line of the file that is not followed.
pub fn warn_of_wrong_lines(words: &Catalog) {
    let current = settings::current();
    if let Some(trouble) = &current.unreadable {
        crate::cli::failure::tell(words, trouble, None);
    }
    if !current.file.wrong.is_empty() {
        output::warn(&wrong_lines(&current.file.wrong, words));
    }
}

fn wrong_lines(wrong: &[WrongLine], words: &Catalog) -> String {
    let lines = wrong.iter().map(|wrong| wrong_line(wrong, words) + "\n");
    let not_followed = words.say("settings-not-followed", &[("count", wrong.len().into())]);
    format!("{}{not_followed}\n  amokey config edit", lines.collect::<String>())
}

fn wrong_line(wrong: &WrongLine, words: &Catalog) -> String {
    let path = settings::current().path.display().to_string();
    let place = [("path", path.into()), ("line", wrong.line.to_string().into())];
    let place = words.say("settings-from-file", &place);
    let what = match &wrong.what {
        WrongSetting::Unreadable => words.text("settings-unreadable"),
        WrongSetting::Unknown { name, near: Some(near) } => {
            let args = [("name", Arg::from(name.as_str())), ("near", (*near).into())];
            words.say("settings-near", &args)
        }
        WrongSetting::Unknown { name, near: None } => {
            words.say("settings-unknown", &[("name", name.as_str().into())])
        }
        WrongSetting::Value { setting } => words.takes(*setting),
    };
    format!("{place}: {what}")
}

/// Lets the person's editor at a copy. What cannot be read whole does not replace what is there.
fn edit(words: &Catalog) -> Result<Exit, Failure> {
    let editor = variable("VISUAL").or_else(|| variable("EDITOR"));
    let editor = match editor {
        Some(editor) => editor,
        None if !io::stdin().is_terminal() => return Err(Failure::usage("settings-no-editor")),
        None => if cfg!(windows) { "notepad" } else { "vi" }.to_owned(),
    };
    let home = Home::open()?;
    let _alone = settings::alone(&home)?;
    let before = settings::read(&home.folder)?;
    let shown = if before.is_empty() { settings::heading(words) } else { before.clone() };
    let unusable = |error: io::Error| Trouble::noted(Cause::LedgerUnavailable, error);
    let mut copy = tempfile::Builder::new()
        .prefix("config.")
        .suffix(".toml")
        .tempfile_in(&home.folder)
        .map_err(unusable)?;
    copy.write_all(shown.as_bytes()).map_err(unusable)?;
    open(&editor, copy.path())?;
    // An editor may have put another file in its place.
    let after = fs::read_to_string(copy.path()).map_err(unusable)?;
    if after == shown {
        return Ok(Exit::Done);
    }
    let wrong = SettingsFile::parse(&after).wrong;
    if wrong.is_empty() {
        settings::write(&home, &after)?;
        return Ok(Exit::Done);
    }
    let kept = copy.into_temp_path().keep().map_err(|error| unusable(error.error))?;
    let path = quoted(&kept.display().to_string());
    let kept = words.say("settings-kept", &[("path", path.into())]);
    let lines = wrong.iter().map(|wrong| wrong_line(wrong, words) + "\n");
    Err(Failure::Words { exit: Exit::Usage, text: lines.collect::<String>() + &kept })
}

/// As git does it: the editor may be a command line.
fn open(editor: &str, path: &Path) -> Result<(), Failure> {
    let failed = |reason: String| {
        let failure = Failure::new(Exit::Failed, "settings-editor-failed");
        failure.with("editor", editor).with("reason", reason)
    };
    let mut command = if cfg!(windows) {
        let mut command = Command::new(editor);
        command.arg(path);
        command
    } else {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(path);
        command
    };
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(status.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}
