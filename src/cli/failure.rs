//! Why a command ends without its answer, and its only printer: what happened, why, and the exact command that mends it.

use std::fmt::Display;

use super::{Exit, environment, output};
use crate::domain::profile::ProfileName;
use crate::domain::trouble::{Severity, Trouble};
use crate::i18n::{Arg, Catalog};

/// Told once, by `run` of `cli/mod.rs`.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// A message of the catalog with its values, and commands to be copied below it.
    Message {
        exit: Exit,
        id: &'static str,
        args: Vec<(&'static str, String)>,
        commands: Vec<String>,
    },
    Words {
        exit: Exit,
        text: String,
    },
    /// A trouble, and the profile that the mending command names.
    Trouble(Box<Trouble>, Option<ProfileName>),
    /// Everything was said when it happened.
    Told(Exit),
}

impl Failure {
    pub const fn new(exit: Exit, id: &'static str) -> Self {
        Self::Message { exit, id, args: Vec::new(), commands: Vec::new() }
    }

    pub const fn usage(id: &'static str) -> Self {
        Self::new(Exit::Usage, id)
    }

    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        if let Self::Message { args, .. } = &mut self {
            args.push((name, value.to_string()));
        }
        self
    }

    pub fn below(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if let Self::Message { commands, .. } = &mut self {
            commands.extend(lines.into_iter().map(Into::into));
        }
        self
    }

    pub fn of(name: &ProfileName) -> impl Fn(Trouble) -> Self {
        move |trouble| Self::from(trouble).about(name)
    }

    /// Names the profile that the mending command is for.
    pub fn about(self, name: &ProfileName) -> Self {
        match self {
            Self::Trouble(trouble, _) => Self::Trouble(trouble, Some(name.clone())),
            failure => failure,
        }
    }

    pub fn tell(self, words: &Catalog) -> Exit {
        let (exit, text) = match self {
            Self::Message { exit, id, args, commands } => {
                let args = args.into_iter().map(|(name, value)| (name, Arg::from(value)));
                let text = words.say(id, &args.collect::<Vec<_>>());
                let commands = commands.iter().map(|command| format!("\n  {command}"));
                (exit, text + &commands.collect::<String>())
            }
            Self::Words { exit, text } => (exit, text),
            Self::Trouble(trouble, profile) => return tell(words, &trouble, profile.as_ref()),
            Self::Told(exit) => return exit,
        };
        output::warn(&text);
        exit
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(Box::new(trouble), None)
    }
}

/// Tells a trouble after which the command goes on. The exit code is the one that follows from it.
pub fn tell(words: &Catalog, trouble: &Trouble, profile: Option<&ProfileName>) -> Exit {
    output::err(&text(words, trouble, profile));
    trouble.into()
}

/// The same for one of many profiles.
pub fn tell_of(words: &Catalog, trouble: &Trouble, name: &ProfileName) -> Exit {
    output::err(&format!("{name}: {}", text(words, trouble, Some(name))));
    trouble.into()
}

fn text(words: &Catalog, trouble: &Trouble, profile: Option<&ProfileName>) -> String {
    let explanation = words.explain(trouble);
    let mut lines = vec![format!("amokey: {}", explanation.what)];
    lines.extend(explanation.why);
    lines.extend(explanation.details);
    lines.extend(explanation.next);
    let command = match profile {
        Some(name) => trouble.cause.command(name),
        None if trouble.cause.severity() == Severity::Person => Some(environment::command_line()),
        None => None,
    };
    lines.extend(command.map(|command| format!("  {command}")));
    lines.join("\n") + "\n"
}
