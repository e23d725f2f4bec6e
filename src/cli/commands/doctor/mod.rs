//! `amokey doctor`: real self-tests, each with what was seen and what mends it.

mod online;
mod render;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use self::render::{Rendered, render};
use self::table::TableStyle;
use crate::cli::args::profiles::{DoctorArgs, Format};
use crate::cli::context::unlocking;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{environment, output};
use crate::i18n::Catalog;
use crate::runtime::doctor::cron::{self, SelfReport};
use crate::runtime::home::Home;
use crate::runtime::{self, open, schedule};
use crate::service::doctor::check::CheckStatus;
use crate::service::doctor::examine;

#[derive(Serialize)]
struct DoctorReport<'a> {
    version: u32,
    checks: &'a [Rendered],
}

pub fn run(args: &DoctorArgs, words: &Catalog) -> Result<Exit, Failure> {
    let store = environment::store()?;
    if args.as_cron {
        return output::json(&SelfReport::of_this_process(store));
    }
    let subject = open::subject(store, words.lang(), unlocking(words))?;
    if let Ok(home) = Home::open() {
        runtime::log::begin(&home);
    }
    let mut checks = runtime::block_on(examine(
        &subject,
        cron::check(store, &super::QUESTION),
        schedule::examine(store, words.lang(), &super::QUESTION),
    ))?;
    if args.online {
        checks.extend(online::checks(&checks, words)?);
    }
    let checks: Vec<_> = checks.iter().map(|check| render(check, words)).collect();
    let printed = match args.format {
        Format::Json => output::json(&DoctorReport { version: 1, checks: &checks }),
        Format::Table => {
            let terminal = io::stdout().is_terminal();
            let style = TableStyle {
                colour: terminal && runtime::environment::colour(),
                width: terminal.then(runtime::columns).flatten(),
            };
            output::out(&table::table(&checks, style, words))
        }
    };
    let failed = checks.iter().any(|check| check.result == CheckStatus::Failed);
    if failed { Ok(Exit::Failed) } else { printed }
}
