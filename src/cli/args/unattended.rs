//! `amokey hooks show|set|remove`, `amokey schedule show|install|remove`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use strum::VariantNames as _;

use crate::domain::hook::Happening;
use crate::domain::schedule::Scheduler;

#[derive(Debug, Args)]
pub struct HooksArgs {
    #[command(subcommand)]
    pub command: HooksCommand,
}

#[derive(Debug, Subcommand)]
pub enum HooksCommand {
    Show,
    Set(SetHookArgs),
    Remove(RemoveHookArgs),
    /// Sees to a hook that another process has begun, and that is said on standard input.
    #[command(hide = true)]
    Run,
}

#[derive(Debug, Args)]
pub struct SetHookArgs {
    #[arg(long, value_name = "EVENT", value_parser = happenings())]
    pub on: Happening,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: Option<u16>,
    #[arg(value_name = "CMD", last = true, required = true, num_args = 1..)]
    pub command: Vec<String>,
}

#[derive(Debug, Args)]
pub struct RemoveHookArgs {
    #[arg(long, value_name = "EVENT", value_parser = happenings())]
    pub on: Happening,
}

fn happenings() -> impl TypedValueParser<Value = Happening> {
    PossibleValuesParser::new(Happening::VARIANTS).try_map(|id| id.parse::<Happening>())
}

#[derive(Debug, Args)]
pub struct ScheduleArgs {
    #[command(subcommand)]
    pub command: ScheduleCommand,
}

#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    Show(SchedulerArgs),
    Install(SchedulerArgs),
    Remove(SchedulerArgs),
}

#[derive(Debug, Args)]
pub struct SchedulerArgs {
    #[arg(long, value_name = "cron|systemd|launchd|windows", value_parser = schedulers())]
    pub with: Option<Scheduler>,
    /// The timer of the whole machine.
    #[arg(long)]
    pub system: bool,
}

fn schedulers() -> impl TypedValueParser<Value = Scheduler> {
    PossibleValuesParser::new(["cron", "systemd", "launchd", "windows"])
        .try_map(|id| id.parse::<Scheduler>())
}
