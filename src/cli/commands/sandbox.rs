//! `amokey sandbox`: the stand-in, until it is interrupted.

use std::time::Duration;

use crate::cli::args::Sandbox;
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime;
use crate::sandbox::{self, Options};

/// Serves, prints one JSON line, and waits.
pub fn run(args: Sandbox, words: &Catalog) -> Code {
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
    let sandbox = match sandbox::start(&options) {
        Ok(sandbox) => sandbox,
        Err(error) => {
            let args = [("reason", Arg::from(error.to_string()))];
            return failure::usage(words, "cli-sandbox-failed", &args);
        }
    };
    let line = match serde_json::to_string(sandbox.ready()) {
        Ok(line) => line,
        Err(error) => return failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
    };
    if output::out(&format!("{line}\n")) != Code::Done {
        return Code::Failed;
    }
    match runtime::until_interrupted() {
        Ok(()) => Code::Done,
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}
