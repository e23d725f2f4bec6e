//! `amokey connect` and `amokey authorize`: what a person says, except for what is secret.

use clap::{ArgGroup, Args};

/// Set up a profile without questions.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("entrance").required(true))]
pub struct Connect {
    #[arg(long, value_name = "P")]
    pub profile: String,
    #[arg(long, value_name = "HOST")]
    pub account: String,
    #[arg(long, value_name = "ID", required_unless_present = "long_lived")]
    pub client_id: Option<String>,
    #[arg(
        long = "redirect-uri",
        id = "registered_uri",
        value_name = "URI",
        required_unless_present = "long_lived"
    )]
    pub redirect_uri: Option<String>,
    #[arg(long, group = "entrance")]
    pub browser: bool,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub code: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub url: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance", conflicts_with_all = ["client_id", "registered_uri"])]
    pub long_lived: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance", requires = "login")]
    pub api_key: Option<Stdin>,
    #[arg(long, value_name = "EMAIL", requires = "api_key")]
    pub login: Option<String>,
    #[arg(long)]
    pub no_browser: bool,
    #[arg(long, value_name = "ORIGIN")]
    pub sandbox: Option<String>,
}

/// Authorize a profile again.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("entrance"))]
pub struct Authorize {
    #[arg(value_name = "P")]
    pub profile: String,
    #[arg(long, group = "entrance")]
    pub browser: bool,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub code: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub url: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance", conflicts_with = "client_secret")]
    pub long_lived: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, requires = "entrance")]
    pub client_secret: Option<Stdin>,
    #[arg(long)]
    pub no_browser: bool,
}

/// Something secret comes from standard input: `-` is all that may be said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stdin;

fn stdin(text: &str) -> Result<Stdin, &'static str> {
    match text {
        "-" => Ok(Stdin),
        _ => Err("what is secret is read from standard input"),
    }
}
