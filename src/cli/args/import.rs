//! `amokey import PATH|-`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct Import {
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
