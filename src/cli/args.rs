//! The command line: what may be said, and what is answered when it is said wrongly.

pub mod access;
pub mod authorize;
mod named;
pub mod profiles;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod settings;
pub mod store;
pub mod tools;
pub mod transfer;
pub mod unattended;
pub mod which;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::access::{ApiArgs, ExecArgs, LeadArgs, RefreshArgs, TokenArgs, VerifyArgs};
use self::authorize::{AuthorizeArgs, ConnectArgs, SetupArgs};
use self::profiles::{
    DoctorArgs, ForgetArgs, HistoryArgs, ListArgs, NoteArgs, PendingArgs, RenameArgs, StatusArgs,
};
use self::settings::{ConfigArgs, UseArgs};
use self::store::StoreArgs;
use self::tools::{CompletionsArgs, HelpArgs, ManArgs, SitePageArgs};
use self::transfer::{ExportArgs, ImportArgs, PackArgs, UnpackArgs};
use self::unattended::{HooksArgs, ScheduleArgs};
use self::which::WhichArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::help;
use crate::domain::authorize::recognize::{TextKind, recognize};
use crate::i18n::{Arg, Catalog};

#[derive(Debug, Parser)]
#[command(name = "amokey", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Without it, the dashboard or the wizard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands. Their descriptions are messages: see `help.rs`.
#[derive(Debug, Subcommand)]
pub enum Command {
    Setup(SetupArgs),
    Connect(Box<ConnectArgs>),
    Authorize(AuthorizeArgs),
    Token(TokenArgs),
    Refresh(RefreshArgs),
    Verify(VerifyArgs),
    Which(WhichArgs),
    Exec(ExecArgs),
    Api(ApiArgs),
    Lead(LeadArgs),
    Export(ExportArgs),
    Import(ImportArgs),
    Pack(PackArgs),
    Unpack(UnpackArgs),
    Hooks(HooksArgs),
    Schedule(ScheduleArgs),
    Status(StatusArgs),
    List(ListArgs),
    History(HistoryArgs),
    Pending(PendingArgs),
    Doctor(DoctorArgs),
    Rename(RenameArgs),
    Note(NoteArgs),
    Forget(ForgetArgs),
    Page(SitePageArgs),
    Store(StoreArgs),
    Config(ConfigArgs),
    Use(UseArgs),
    #[cfg(feature = "sandbox")]
    #[command(flatten)]
    StandIn(sandbox::StandIn),
    Completions(CompletionsArgs),
    Man(ManArgs),
    Help(HelpArgs),
}

/// Reads the command line. Help and the version, as asked for, are an error of clap's that is no failure.
pub fn parse(arguments: &[OsString], words: &Catalog) -> Result<Option<Command>, clap::Error> {
    let read = |command: clap::Command| {
        Cli::from_arg_matches(&command.try_get_matches_from(arguments)?).map(|cli| cli.command)
    };
    // A line that says what to do needs no words: they are put in when there is something to explain.
    read(Cli::command()).or_else(|_| read(help::localized(Cli::command(), words)))
}

/// How options are shown that take nothing but `-`.
const FROM_STDIN: &str = "<->";

/// How the place is shown in which a token could be asked about.
const WHICH_TOKEN: &str = "[-]";

/// A text that is said again in an error, unless it may be secret.
fn covered(text: String) -> String {
    let kind = recognize(&text);
    // The address of a consent page has a state in it.
    if kind.is_secret() || kind == TextKind::ConsentUrl { "***".to_owned() } else { text }
}

/// What is wrong with a command line, in the person's language.
pub fn wrong(error: &clap::Error, words: &Catalog) -> Failure {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let args = [
        ("argument", Arg::from(covered(said(ContextKind::InvalidArg)))),
        ("value", Arg::from(covered(said(ContextKind::InvalidValue)))),
        ("valid", Arg::from(said(ContextKind::ValidValue))),
        ("command", Arg::from(said(ContextKind::InvalidSubcommand))),
    ];
    let id = match error.kind() {
        ErrorKind::UnknownArgument => "cli-unknown-argument",
        ErrorKind::InvalidSubcommand => "cli-unknown-command",
        ErrorKind::MissingRequiredArgument => "cli-missing-argument",
        ErrorKind::InvalidValue if !said(ContextKind::ValidValue).is_empty() => "cli-not-one-of",
        ErrorKind::ValueValidation if said(ContextKind::InvalidArg).starts_with(WHICH_TOKEN) => {
            "which-in-argv"
        }
        // What was said there may be secret: it is not repeated.
        ErrorKind::ValueValidation if said(ContextKind::InvalidArg).ends_with(FROM_STDIN) => {
            "cli-secret-in-argv"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-invalid-value",
        ErrorKind::ArgumentConflict => "cli-conflict",
        _ => "cli-wrong-usage",
    };
    let text = format!("{}\n{}", words.say(id, &args), words.text("cli-see-help"));
    Failure::Words { exit: Exit::Usage, text }
}
