//! The command line: what may be said, and what is answered when it is said wrongly.

mod api;
mod completions;
mod connect;
mod exec;
mod export;
mod hooks;
mod import;
mod lead;
mod schedule;
pub mod store;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;

use super::exit::Code;
use super::{duration, output, words};
use crate::domain::pasted::{Kind, recognize};
use crate::i18n::{Arg, Catalog};

pub use api::Api;
pub use completions::{Completions, Man};
pub use connect::{Authorize, Connect};
pub use exec::Exec;
pub use export::Export;
pub use hooks::{Hooks, HooksCommand, SetHook};
pub use import::Import;
pub use lead::{Lead, LeadCommand, LeadContacts};
pub use schedule::{Schedule, ScheduleVerb, Scheduler, Ways};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "amokey", version, disable_help_subcommand = true)]
pub struct Line {
    /// What to do; without it, the dashboard or the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands. Their descriptions are messages: see `words.rs`.
#[derive(Debug, Subcommand)]
pub enum Command {
    Setup(Setup),
    Connect(Box<Connect>),
    Authorize(Authorize),
    Token(Token),
    Refresh(Refresh),
    Exec(Exec),
    Api(Api),
    Lead(Lead),
    Export(Export),
    Import(Import),
    Hooks(Hooks),
    Schedule(Schedule),
    Status(Status),
    History(History),
    Pending(Pending),
    Doctor(Doctor),
    Forget(Forget),
    Page(Page),
    Store(store::Store),
    Sandbox(Sandbox),
    Demo(Demo),
    Completions(Completions),
    Man(Man),
}

#[derive(Debug, Args)]
pub struct Setup {
    /// The profile's name.
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Line by line, without the full screen.
    #[arg(long)]
    pub plain: bool,
    /// No browser is opened.
    #[arg(long)]
    pub no_browser: bool,
    /// A stand-in for amoCRM on this computer.
    #[arg(long, value_name = "ORIGIN")]
    pub sandbox: Option<String>,
}

#[derive(Debug, Args)]
pub struct Token {
    #[arg(value_name = "P")]
    pub profile: Option<String>,
    #[arg(long, value_name = "5m", default_value = "0s", value_parser = duration::parse)]
    pub min_valid: SignedDuration,
    #[arg(long)]
    pub no_refresh: bool,
}

#[derive(Debug, Args)]
pub struct Refresh {
    #[arg(value_name = "P", conflicts_with = "all")]
    pub profiles: Vec<String>,
    #[arg(long)]
    pub all: bool,
    #[arg(long)]
    pub due: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Status {
    #[arg(value_name = "P")]
    pub profiles: Vec<String>,
    #[arg(long, value_enum, value_name = "table|json|prometheus", default_value_t = StatusFormat::Table)]
    pub format: StatusFormat,
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "7d", default_value = "7d", value_parser = duration::parse)]
    pub within: SignedDuration,
}

#[derive(Debug, Args)]
pub struct History {
    #[arg(value_name = "P")]
    pub profile: Option<String>,
    /// However many they are.
    #[arg(long = "all")]
    pub all_lines: bool,
    /// None that is older.
    #[arg(long, value_name = "7d|2026-11-21", value_parser = duration::since)]
    pub since: Option<duration::Since>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Pending {
    #[arg(long)]
    pub clean: bool,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[arg(long, value_enum, value_name = "table|json", default_value_t = Format::Table)]
    pub format: Format,
    /// Says what cron would see. The self-tests ask themselves, in a process of their own.
    #[arg(long, hide = true)]
    pub as_cron: bool,
}

#[derive(Debug, Args)]
pub struct Forget {
    #[arg(value_name = "P")]
    pub profile: String,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Page {
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long = "port", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub callback_port: Option<u16>,
    #[arg(long = "force")]
    pub overwrite: bool,
    /// Opens the page whose address is on standard input. The browser is started so, in a process of its own.
    #[arg(id = "open_page", long = "open", hide = true)]
    pub opens: bool,
}

#[derive(Debug, Args)]
pub struct Sandbox {
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub port: u16,
    #[arg(long, default_value = "amocrm", value_name = "amocrm|kommo")]
    pub platform: crate::sandbox::Platform,
    #[arg(long, default_value = "grace", value_name = "grace|strict")]
    pub rotation: crate::sandbox::Rotation,
    #[arg(long, default_value_t = 86_400, value_name = "SECONDS")]
    pub access_ttl: u64,
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub accounts: u16,
    #[arg(long, default_value = crate::domain::redirect_uri::RedirectUri::DEFAULT, value_name = "URI")]
    pub redirect_uri: String,
    #[arg(long)]
    pub tls: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long)]
    pub no_browser: bool,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// How a status is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For monitoring.
    Prometheus,
}

/// What is answered instead of running a command.
#[derive(Debug)]
pub enum Answer {
    /// Help or the version, as asked.
    Told(String),
    /// Wrong usage.
    Wrong(Box<clap::Error>),
}

/// Reads the command line.
pub fn parse(arguments: &[OsString], catalog: &Catalog) -> Result<Option<Command>, Answer> {
    let read = |command: clap::Command| {
        let matches = command.try_get_matches_from(arguments)?;
        Line::from_arg_matches(&matches)
    };
    // A line that says what to do needs no words: they are put in when there is something to explain.
    let read = read(Line::command()).or_else(|_| read(words::localized(Line::command(), catalog)));
    match read {
        Ok(line) => Ok(line.command),
        Err(error) if !error.use_stderr() => Err(Answer::Told(error.render().to_string())),
        Err(error) => Err(Answer::Wrong(Box::new(error))),
    }
}

impl Answer {
    /// Gives the answer.
    pub fn give(self, catalog: &Catalog) -> Code {
        match self {
            Self::Told(text) => output::out(&text),
            Self::Wrong(error) => {
                output::err(&explain(&error, catalog));
                Code::Usage
            }
        }
    }
}

/// How options are shown that take nothing but `-`.
const FROM_STDIN: &str = "<->";

/// A text that is said again in an error, unless it may be secret.
fn covered(text: String) -> String {
    let kind = recognize(&text);
    // The address of a consent page has a state in it.
    if kind.is_secret() || kind == Kind::ConsentUrl {
        "***".to_owned()
    } else {
        text
    }
}

/// What is wrong with a command line, in the person's language.
fn explain(error: &clap::Error, catalog: &Catalog) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let args = [
        (
            "argument",
            Arg::from(covered(said(ContextKind::InvalidArg))),
        ),
        ("value", Arg::from(covered(said(ContextKind::InvalidValue)))),
        ("valid", Arg::from(said(ContextKind::ValidValue))),
        ("command", Arg::from(said(ContextKind::InvalidSubcommand))),
    ];
    let id = match error.kind() {
        ErrorKind::UnknownArgument => "cli-unknown-argument",
        ErrorKind::InvalidSubcommand => "cli-unknown-command",
        ErrorKind::MissingRequiredArgument => "cli-missing-argument",
        ErrorKind::InvalidValue if !said(ContextKind::ValidValue).is_empty() => "cli-not-one-of",
        // What was said there may be secret: it is not repeated.
        ErrorKind::ValueValidation if said(ContextKind::InvalidArg).ends_with(FROM_STDIN) => {
            "cli-secret-in-argv"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-invalid-value",
        ErrorKind::ArgumentConflict => "cli-conflict",
        _ => "cli-wrong-usage",
    };
    format!(
        "amokey: {}\n{}\n",
        catalog.say(id, &args),
        catalog.text("cli-see-help")
    )
}
