//! `amokey api [P] [METHOD] PATH`.

use clap::Args;

#[derive(Debug, Args)]
#[command(override_usage = "amokey api [OPTIONS] [P] [METHOD] PATH")]
pub struct Api {
    /// All three in one: only the last of them has to be there.
    #[arg(value_name = "P|METHOD|PATH", required = true, num_args = 1..=3)]
    pub request: Vec<String>,
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
