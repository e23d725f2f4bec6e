//! `amokey page`, `completions`, `man`, `help`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct SitePageArgs {
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long = "port", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub callback_port: Option<u16>,
    #[arg(long = "force")]
    pub overwrite: bool,
    /// Opens the page whose address is on standard input. The browser is started so, in a process of its own.
    #[arg(id = "open_page", long = "open", hide = true)]
    pub opens: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A topic, or a command.
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
}
