//! `amokey export P --to FORM`, `amokey import PATH|-`, `amokey pack FILE`, `amokey unpack FILE`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use strum::VariantNames as _;

use super::named::OneProfile;
use crate::domain::token_files::Form;

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub profile: OneProfile,
    #[arg(
        long = "to",
        value_name = "FORM",
        value_parser = PossibleValuesParser::new(Form::VARIANTS).try_map(|id| id.parse::<Form>()),
    )]
    pub form: Form,
    #[arg(long, conflicts_with_all = ["keep", "no_keep"])]
    pub handover: bool,
    #[arg(long, value_name = "URL", conflicts_with_all = ["output", "handover"])]
    pub n8n_url: Option<String>,
    #[arg(long, conflicts_with = "no_keep")]
    pub keep: bool,
    #[arg(long)]
    pub no_keep: bool,
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(value_name = "PATH|-")]
    pub source: PathBuf,
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    #[arg(long, value_name = "HOST")]
    pub account: Option<String>,
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    #[arg(long, value_name = "URI")]
    pub redirect_uri: Option<String>,
    #[arg(long, value_name = "ORIGIN")]
    pub sandbox: Option<String>,
}

#[derive(Debug, Args)]
pub struct PackArgs {
    #[arg(value_name = "FILE")]
    pub pack: PathBuf,
    #[arg(long)]
    pub copy: bool,
    #[arg(id = "replace_pack", long = "force")]
    pub replace: bool,
}

#[derive(Debug, Args)]
pub struct UnpackArgs {
    #[arg(value_name = "FILE")]
    pub pack: PathBuf,
    #[arg(value_name = "P")]
    pub profiles: Vec<String>,
    #[arg(long)]
    pub again: bool,
    #[arg(long)]
    pub yes: bool,
}
