//! `amokey config get|set|unset|list|edit`, `amokey use P`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use strum::VariantNames as _;

use super::named::ThisProfile;
use super::profiles::{Format, remembered};
use crate::domain::settings::Setting;

#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    Get(SettingArgs),
    Set(ConfigSetArgs),
    Unset(SettingArgs),
    List(ConfigListArgs),
    Edit,
}

#[derive(Debug, Args)]
pub struct SettingArgs {
    #[arg(value_name = "NAME", value_parser = settings())]
    pub setting: Setting,
}

#[derive(Debug, Args)]
pub struct ConfigSetArgs {
    #[arg(value_name = "NAME", value_parser = settings())]
    pub setting: Setting,
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    pub setting_value: String,
}

#[derive(Debug, Args)]
pub struct ConfigListArgs {
    #[arg(long, value_enum, value_name = "table|json", default_value_t = remembered())]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct UseArgs {
    #[command(flatten)]
    pub profile: ThisProfile,
}

fn settings() -> impl TypedValueParser<Value = Setting> {
    PossibleValuesParser::new(Setting::VARIANTS).try_map(|name| name.parse::<Setting>())
}
