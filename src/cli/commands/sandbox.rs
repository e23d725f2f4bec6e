//! `amokey sandbox`: the stand-in, until it is interrupted. `amokey demo`: the screen on one in this process.

use std::time::Duration;

use super::screen;
use crate::cli::args::sandbox::{SandboxArgs, StandIn};
use crate::cli::{Exit, Failure, output};
use crate::i18n::Catalog;
use crate::runtime::{self, tui::End};
use crate::sandbox::{self, Options};

pub fn run(command: StandIn, words: &Catalog) -> Result<Exit, Failure> {
    match command {
        StandIn::Sandbox(args) => serve(args),
        StandIn::Demo(args) => {
            screen::needs_terminal()?;
            let count = args.how_many.unwrap_or(0).into();
            let end = runtime::demo::run(words.lang(), !args.no_browser, count)?;
            if end == End::Quit {
                output::note(&format!("{}\n\n  amokey setup\n", words.text("demo-over")));
            }
            Ok(screen::ended(end))
        }
    }
}

fn serve(args: SandboxArgs) -> Result<Exit, Failure> {
    let options = Options {
        port: args.port,
        platform: args.platform,
        rotation: args.rotation,
        access_ttl: Duration::from_secs(args.access_ttl),
        latency: Duration::from_millis(args.latency),
        accounts: usize::from(args.accounts),
        redirect_uri: args.redirect_uri,
        tls: args.tls,
        ..Options::default()
    };
    let failed = |error| Failure::usage("cli-sandbox-failed").with("reason", error);
    let sandbox = sandbox::start(&options).map_err(failed)?;
    output::json(sandbox.ready())?;
    runtime::until_interrupted()?;
    Ok(Exit::Done)
}
