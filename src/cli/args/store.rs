//! `amokey store show|init|move`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::home_id::HomeId;

#[derive(Debug, Args)]
pub struct StoreArgs {
    #[command(subcommand)]
    pub command: StoreCommand,
}

#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    Show,
    Init(StoreInitArgs),
    Move(StoreMoveArgs),
}

#[derive(Debug, Args)]
pub struct StoreInitArgs {
    #[arg(long, value_name = "PATH", conflicts_with_all = ["passphrase", "keychain"])]
    pub key_file: Option<PathBuf>,
    #[arg(long, conflicts_with = "keychain")]
    pub passphrase: bool,
    #[arg(long)]
    pub keychain: bool,
}

#[derive(Debug, Args)]
pub struct StoreMoveArgs {
    #[arg(long = "to", value_enum, value_name = "keychain|file")]
    pub destination: Destination,
    #[arg(long, value_name = "HOME", value_parser = home)]
    pub from: Option<HomeId>,
}

fn home(text: &str) -> Result<HomeId, &'static str> {
    HomeId::parse(text).ok_or("`first`, or the 16 digits that `amokey doctor` names")
}

/// Where profiles are moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Destination {
    /// The keychain of the operating system.
    Keychain,
    /// The sealed file.
    File,
}
