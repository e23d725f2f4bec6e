//! `amokey lead contacts LEAD_ID [P]`.

use clap::{Args, Subcommand};

use super::Format;

#[derive(Debug, Args)]
pub struct Lead {
    #[command(subcommand)]
    pub what: LeadCommand,
}

/// What is asked about a lead.
#[derive(Debug, Subcommand)]
pub enum LeadCommand {
    Contacts(LeadContacts),
}

#[derive(Debug, Args)]
pub struct LeadContacts {
    #[arg(value_name = "LEAD_ID")]
    pub lead_id: u64,
    #[arg(value_name = "P")]
    pub profile: Option<String>,
    #[arg(long, value_enum, value_name = "table|json", default_value_t = Format::Table)]
    pub format: Format,
}
