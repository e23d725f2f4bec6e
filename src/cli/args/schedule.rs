//! `amokey schedule show|install|remove`.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub struct Schedule {
    #[command(subcommand)]
    pub verb: ScheduleVerb,
}

/// What is done with the schedule.
#[derive(Debug, Subcommand)]
pub enum ScheduleVerb {
    Show(Ways),
    Install(Ways),
    Remove(Ways),
}

#[derive(Debug, Args)]
pub struct Ways {
    #[arg(long, value_enum, value_name = "cron|systemd|launchd|windows")]
    pub with: Option<Scheduler>,
    #[arg(long)]
    pub system: bool,
}

/// What runs the refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scheduler {
    /// The person's crontab.
    Cron,
    /// A systemd timer.
    Systemd,
    /// A launch agent of macOS.
    Launchd,
    /// The Task Scheduler of Windows.
    Windows,
}
