//! `amokey status`, `list`, `history`, `pending`, `doctor`, `rename`, `note`, `forget`: what is known of profiles.

use clap::{Args, ValueEnum};
use jiff::{SignedDuration, Timestamp};

use super::named::{OneProfile, SeveralProfiles, ThisProfile};
use crate::cli::duration;
use crate::domain::settings::Setting;
use crate::runtime::settings;

#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    pub profiles: SeveralProfiles,
    /// Not read here: what is wrong about it is told in the person's language.
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    #[arg(long, value_enum, value_name = "attention")]
    pub only: Option<Only>,
    #[arg(long, value_enum, value_name = "table|text|json|prometheus")]
    pub format: Option<StatusFormat>,
    /// A line for a prompt.
    #[arg(long)]
    pub short: bool,
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "7d", default_value = "7d", value_parser = duration::parse)]
    pub within: SignedDuration,
}

#[derive(Debug, Args)]
pub struct HistoryArgs {
    #[command(flatten)]
    pub profile: OneProfile,
    #[arg(long = "all")]
    pub all_lines: bool,
    #[arg(long, value_name = "7d|2026-11-21", value_parser = duration::since)]
    pub since: Option<Timestamp>,
    #[arg(long, value_enum, default_value_t = remembered())]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct PendingArgs {
    #[arg(long)]
    pub clean: bool,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[arg(long, value_enum, value_name = "table|json", default_value_t = remembered())]
    pub format: Format,
    #[arg(long)]
    pub online: bool,
    /// Says what cron would see. The self-tests ask themselves, in a process of their own.
    #[arg(long, hide = true)]
    pub as_cron: bool,
}

#[derive(Debug, Args)]
pub struct ForgetArgs {
    #[command(flatten)]
    pub profile: ThisProfile,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
#[command(override_usage = "amokey rename P NEW")]
pub struct RenameArgs {
    #[arg(value_name = "P|NEW", required = true, num_args = 1..=2)]
    names: Vec<String>,
    #[arg(long, value_name = "P")]
    profile: Option<String>,
}

impl RenameArgs {
    /// The old name and the new one, where both were said.
    pub fn names(&self) -> Option<(&str, &str)> {
        match (self.names.as_slice(), &self.profile) {
            ([from, to], None) | ([to], Some(from)) => Some((from, to)),
            (_, Some(_) | None) => None,
        }
    }
}

#[derive(Debug, Args)]
#[command(override_usage = "amokey note P [TEXT]")]
pub struct NoteArgs {
    #[arg(value_name = "P|TEXT", num_args = 0..=2)]
    note: Vec<String>,
    #[arg(long, value_name = "P")]
    profile: Option<String>,
    #[arg(long = "delete", id = "delete_note")]
    delete: bool,
}

impl NoteArgs {
    /// Whose note, where that was said, and what it is to be from now on, where it is to be another one.
    pub fn note(&self) -> Option<(&str, Option<&str>)> {
        let (name, text) = match (self.note.as_slice(), &self.profile) {
            ([name], None) | ([], Some(name)) => (name, None),
            ([name, text], None) | ([text], Some(name)) => (name, Some(text.as_str())),
            (_, Some(_) | None) => return None,
        };
        match (text, self.delete) {
            (Some(_), true) => None,
            (text, delete) => Some((name, text.or(delete.then_some("")))),
        }
    }
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(long, value_enum, value_name = "table|json", default_value_t = remembered())]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// What the settings say, where no flag does.
pub fn remembered() -> Format {
    let said = settings::current().said(Setting::Format);
    said.and_then(|said| Format::from_str(&said, false).ok()).unwrap_or(Format::Table)
}

impl From<Format> for StatusFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Json => Self::Json,
        }
    }
}

/// Which profiles are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Those that `--check` ends with 7 for.
    Attention,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people.
    Table,
    /// For screen readers and mails.
    Text,
    /// For programs.
    Json,
    /// For monitoring.
    Prometheus,
}
