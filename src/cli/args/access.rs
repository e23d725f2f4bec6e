//! `amokey token`, `refresh`, `verify`, `exec`, `api`, `lead`: what is done with a profile's tokens.

use std::ffi::OsString;

use clap::{Args, Subcommand};
use jiff::SignedDuration;

use super::named::{OneProfile, SeveralProfiles};
use super::profiles::{Format, remembered};
use crate::cli::duration;

#[derive(Debug, Args)]
pub struct TokenArgs {
    #[command(flatten)]
    pub profile: OneProfile,
    #[arg(long, value_name = "5m", default_value = "0s", value_parser = duration::parse)]
    pub min_valid: SignedDuration,
    #[arg(long)]
    pub no_refresh: bool,
}

#[derive(Debug, Args)]
pub struct RefreshArgs {
    #[command(flatten)]
    pub profiles: SeveralProfiles,
    #[arg(long, conflicts_with = "SeveralProfiles")]
    pub all: bool,
    #[arg(long)]
    pub due: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub profiles: SeveralProfiles,
    #[arg(long, conflicts_with = "SeveralProfiles")]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct ExecArgs {
    #[command(flatten)]
    pub profile: OneProfile,
    /// The command and its arguments, behind `--`: what looks like an option there is the command's own.
    #[arg(value_name = "CMD", last = true, required = true, num_args = 1..)]
    pub command: Vec<OsString>,
}

#[derive(Debug, Args)]
#[command(override_usage = "amokey api [OPTIONS] [P] [METHOD] PATH")]
pub struct ApiArgs {
    /// All three in one: only the last of them has to be there.
    #[arg(value_name = "P|METHOD|PATH", required = true, num_args = 1..=3)]
    pub request: Vec<String>,
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    #[arg(short = 'd', long, value_name = "JSON|@FILE|-")]
    pub data: Option<String>,
    #[arg(short = 'q', long, value_name = "NAME=VALUE")]
    pub query: Vec<String>,
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    pub header: Vec<String>,
    #[arg(long = "all")]
    pub every_page: bool,
    #[arg(long)]
    pub raw: bool,
}

#[derive(Debug, Args)]
pub struct LeadArgs {
    #[command(subcommand)]
    pub command: LeadCommand,
}

#[derive(Debug, Subcommand)]
pub enum LeadCommand {
    Contacts(LeadContactsArgs),
}

#[derive(Debug, Args)]
pub struct LeadContactsArgs {
    #[arg(value_name = "LEAD_ID")]
    pub lead_id: u64,
    #[command(flatten)]
    pub profile: OneProfile,
    #[arg(long, value_enum, value_name = "table|json", default_value_t = remembered())]
    pub format: Format,
}
