//! `amokey exec [P] -- CMD…`.

use std::ffi::OsString;

use clap::Args;

#[derive(Debug, Args)]
pub struct Exec {
    #[arg(value_name = "P")]
    pub profile: Option<String>,
    /// The command and its arguments, behind `--`: what looks like an option there is the command's own.
    #[arg(value_name = "CMD", last = true, required = true, num_args = 1..)]
    pub command: Vec<OsString>,
}
