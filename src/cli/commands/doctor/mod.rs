//! `amokey doctor`: real self-tests, each with what was seen and what mends it.

mod network;
mod table;
mod words;

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use self::table::Look;
use crate::cli::args::{Doctor, Format};
use crate::cli::exit::Code;
use crate::cli::{environment, failure, output};
use crate::domain::profile::StoreKind;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::runtime::home::Home;
use crate::runtime::{self, cron, open, schedule};
use crate::service::doctor::{Verdict, examine};

/// One check, in words.
#[derive(Debug, Serialize)]
struct Said {
    name: String,
    result: Verdict,
    evidence: String,
    remedy: Option<String>,
}

/// All checks, as programs read them.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    checks: &'a [Said],
}

/// Runs all checks. The exit code is how many failed, up to one.
pub fn run(args: &Doctor, words: &Catalog) -> Code {
    let store = match environment::store() {
        Ok(store) => store,
        Err(name) => {
            return failure::usage(words, "cli-unknown-store", &[("store", Arg::from(name))]);
        }
    };
    if args.as_cron {
        return json(&cron::view(store), words);
    }
    match examined(store, words) {
        Ok(said) => tell(&said, args.format, words),
        Err(trouble) => failure::tell(words, &trouble, None),
    }
}

fn examined(store: StoreKind, words: &Catalog) -> Result<Vec<Said>, Trouble> {
    let subject = open::subject(store, words.lang(), super::unlocking(words))?;
    if let Ok(home) = Home::open() {
        runtime::log::begin(&home);
    }
    let checks = runtime::block_on(examine(
        &subject,
        cron::look(store, &super::QUESTION),
        schedule::examine(store, words.lang(), &super::QUESTION),
    ))?;
    let said = checks.into_iter().map(|check| {
        let (evidence, remedy) = words::say(&check.finding, words);
        Said {
            name: check.name,
            result: check.finding.verdict(),
            evidence,
            remedy,
        }
    });
    Ok(said.collect())
}

fn tell(said: &[Said], format: Format, words: &Catalog) -> Code {
    let printed = match format {
        Format::Json => json(
            &Report {
                version: 1,
                checks: said,
            },
            words,
        ),
        Format::Table => {
            let terminal = io::stdout().is_terminal();
            let look = Look {
                colour: terminal && environment::colour(),
                width: terminal.then(runtime::columns).flatten(),
            };
            output::out(&table::table(said, look, words))
        }
    };
    let failed = said.iter().any(|said| said.result == Verdict::Failed);
    if failed { Code::Failed } else { printed }
}

fn json(value: &impl Serialize, words: &Catalog) -> Code {
    match serde_json::to_string(value) {
        Ok(text) => output::out(&format!("{text}\n")),
        Err(error) => failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
    }
}
