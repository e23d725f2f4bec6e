//! `amokey hooks show|set|remove`.

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};

use crate::domain::hook::Happening;

#[derive(Debug, Args)]
pub struct Hooks {
    #[command(subcommand)]
    pub what: HooksCommand,
}

/// What is done with hooks.
#[derive(Debug, Subcommand)]
pub enum HooksCommand {
    Show,
    Set(SetHook),
    Remove(RemoveHook),
    /// Sees to a hook that another process has begun, and that is said on standard input.
    #[command(hide = true)]
    Run,
}

#[derive(Debug, Args)]
pub struct SetHook {
    #[arg(long, value_name = "EVENT", value_parser = happenings())]
    pub on: Happening,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: Option<u16>,
    #[arg(value_name = "CMD", last = true, required = true, num_args = 1..)]
    pub command: Vec<String>,
}

#[derive(Debug, Args)]
pub struct RemoveHook {
    #[arg(long, value_name = "EVENT", value_parser = happenings())]
    pub on: Happening,
}

fn happenings() -> impl clap::builder::TypedValueParser<Value = Happening> {
    PossibleValuesParser::new(Happening::ALL.map(Happening::id))
        .try_map(|id| Happening::parse(&id).ok_or("no such event"))
}
