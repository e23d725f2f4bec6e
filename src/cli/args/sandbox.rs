//! `amokey sandbox`, `demo`.

use clap::{Args, Subcommand};

use crate::domain::authorize::RedirectUri;
use crate::sandbox::{Platform, Rotation};

/// The commands that play amoCRM.
#[derive(Debug, Subcommand)]
pub enum StandIn {
    Sandbox(SandboxArgs),
    Demo(DemoArgs),
}

#[derive(Debug, Args)]
pub struct SandboxArgs {
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub port: u16,
    #[arg(long, default_value = "amocrm", value_name = "amocrm|kommo")]
    pub platform: Platform,
    #[arg(long, default_value = "grace", value_name = "grace|strict")]
    pub rotation: Rotation,
    #[arg(long, default_value_t = 86_400, value_name = "SECONDS")]
    pub access_ttl: u64,
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub accounts: u16,
    #[arg(long, default_value = RedirectUri::DEFAULT, value_name = "URI")]
    pub redirect_uri: String,
    #[arg(long)]
    pub tls: bool,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[arg(long = "profiles", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub how_many: Option<u16>,
    #[arg(long)]
    pub no_browser: bool,
}
