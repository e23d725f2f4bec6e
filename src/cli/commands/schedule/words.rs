//! Schedules and their faults in words.

use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::domain::schedule::{Unwritable, With};
use crate::i18n::{Arg, Catalog};
use crate::runtime::schedule::Fault;

/// What runs it, by name.
pub fn name(with: With, words: &Catalog) -> String {
    words.text(match with {
        With::Cron => "schedule-with-cron",
        With::SystemdUser => "schedule-with-systemd-user",
        With::SystemdSystem => "schedule-with-systemd-system",
        With::Launchd => "schedule-with-launchd",
        With::Windows => "schedule-with-windows",
    })
}

/// Command lines, to be copied.
pub fn command_lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    lines
        .into_iter()
        .flat_map(|line| ["  ", line.as_ref(), "\n"].map(ToOwned::to_owned))
        .collect()
}

/// Tells why a schedule is not as it should be.
pub fn fault(fault: &Fault, words: &Catalog) -> Code {
    let text = |text: &str| Arg::from(text.to_owned());
    let (id, args, commands) = match fault {
        Fault::Trouble(trouble) => return failure::tell(words, trouble, None),
        Fault::Torn(_) => ("schedule-torn", Vec::new(), String::new()),
        Fault::Unwritable(Unwritable(value)) | Fault::NoText(value) => {
            let value = format!("{value:?}");
            (
                "schedule-unwritable",
                vec![("text", text(&value))],
                String::new(),
            )
        }
        Fault::Foreign(path) => {
            let path = path.display().to_string();
            (
                "schedule-foreign",
                vec![("path", text(&path))],
                String::new(),
            )
        }
        Fault::File { path, reason } => {
            let path = path.display().to_string();
            let args = vec![("path", text(&path)), ("reason", text(reason))];
            ("schedule-file", args, String::new())
        }
        Fault::Missing(program) => {
            let args = vec![("program", text(program))];
            ("schedule-missing", args, String::new())
        }
        Fault::Command { command, reason } => {
            let args = vec![("command", text(command)), ("reason", text(reason))];
            ("schedule-command", args, String::new())
        }
        Fault::NotStarted { commands, reason } => {
            let args = vec![("reason", text(reason))];
            ("schedule-not-begun", args, command_lines(commands))
        }
    };
    output::err(&format!("amokey: {}\n{commands}", words.say(id, &args)));
    Code::Failed
}
