//! `amokey export P --to FORM`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::domain::handing::Form;

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "P")]
    pub profile: Option<String>,
    #[arg(
        long = "to",
        value_name = "FORM",
        value_parser = PossibleValuesParser::new(Form::ALL.map(Form::id))
            .try_map(|id| Form::parse(&id).ok_or("no such form")),
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
