//! `amokey which -`

use clap::Args;

use super::authorize::{Stdin, stdin};
use super::profiles::{Format, remembered};

#[derive(Debug, Args)]
pub struct WhichArgs {
    /// Standard input is read without it too. Several, so that no word in a wrong place is said again as one too many.
    #[arg(value_name = "-", value_parser = stdin)]
    pub given: Vec<Stdin>,
    #[arg(long, value_enum, value_name = "table|json", default_value_t = remembered())]
    pub format: Format,
}
