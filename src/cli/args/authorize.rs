//! `amokey setup`, `connect`, `authorize`: what a person says, except for what is secret.

use clap::{ArgGroup, Args};

use super::named::ThisProfile;

#[derive(Debug, Args)]
pub struct SetupArgs {
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Line by line, without the full screen.
    #[arg(long)]
    pub plain: bool,
    #[arg(long)]
    pub no_browser: bool,
    /// A stand-in for amoCRM on this computer.
    #[arg(long, value_name = "ORIGIN")]
    pub sandbox: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("entrance").required(true))]
pub struct ConnectArgs {
    #[arg(long, value_name = "P")]
    pub profile: String,
    #[arg(long, value_name = "HOST")]
    pub account: String,
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "long_lived",
        conflicts_with = "long_lived"
    )]
    pub client_id: Option<String>,
    #[arg(
        long = "redirect-uri",
        id = "registered_uri",
        value_name = "URI",
        required_unless_present = "long_lived",
        conflicts_with = "long_lived"
    )]
    pub redirect_uri: Option<String>,
    #[command(flatten)]
    pub entrance: Entrance,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance", requires = "login")]
    pub api_key: Option<Stdin>,
    #[arg(long, value_name = "EMAIL", requires = "api_key")]
    pub login: Option<String>,
    #[arg(long)]
    pub no_browser: bool,
    #[arg(long, value_name = "ORIGIN")]
    pub sandbox: Option<String>,
}

#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("entrance"))]
pub struct AuthorizeArgs {
    #[command(flatten)]
    pub profile: ThisProfile,
    #[command(flatten)]
    pub entrance: Entrance,
    #[arg(long, value_name = "-", value_parser = stdin, requires = "entrance", conflicts_with = "long_lived")]
    pub client_secret: Option<Stdin>,
    #[arg(
        long = "redirect-uri",
        id = "new_uri",
        value_name = "URI",
        conflicts_with = "long_lived"
    )]
    pub redirect_uri: Option<String>,
    #[arg(long)]
    pub no_browser: bool,
}

/// How the authorization comes: one of these at most.
#[derive(Clone, Copy, Debug, Args)]
#[group(skip)]
pub struct Entrance {
    #[arg(long, group = "entrance")]
    pub browser: bool,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub code: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub url: Option<Stdin>,
    #[arg(long, value_name = "-", value_parser = stdin, group = "entrance")]
    pub long_lived: Option<Stdin>,
}

/// Something secret comes from standard input: `-` is all that may be said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stdin;

pub fn stdin(text: &str) -> Result<Stdin, &'static str> {
    match text {
        "-" => Ok(Stdin),
        _ => Err("what is secret is read from standard input"),
    }
}
